import { execFile } from "node:child_process";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { kitePage, type PageServer, startPageServer } from "../helpers/page-server.ts";
import { installPacked } from "./install-packed.ts";

const run = promisify(execFile);
/** npm, on a busy machine. */
const TIMEOUT_MS = 60_000;

let app: string;
let command: string;
let server: PageServer;

/** The packed package alone in an empty project: nothing that it needs may lie outside of it. */
beforeAll(async () => {
  ({ app, command } = await installPacked());
  server = await startPageServer({ "/llms.txt": "[kite](/en/kite.md) [prose](/en/prose.md)" });
  server.routes.set("/en/kite.md", kitePage()).set("/en/prose.md", "# Prose");
}, TIMEOUT_MS);
afterAll(async () => {
  await server.close();
  await rm(app, { recursive: true, force: true });
});

const evolink = async (...args: string[]) => (await run(command, args, { cwd: app })).stdout;

describe("the commands about pages, in the packed package", { timeout: TIMEOUT_MS }, () => {
  it("prepare a project, fetch pages, and keep them up to date", async () => {
    expect(await evolink("init")).toMatch(/✓ written {8}evolink-openapi\.json/);
    expect(await evolink("add", `${server.url}/llms.txt`, "--json")).toContain('"name": "en/kite.md"');
    expect(await readFile(join(app, "spec/pages/en/kite.md"), "utf8")).toBe(kitePage());
    server.routes.set("/en/kite.md", kitePage("/v1/kites", "Fly two"));
    expect(await evolink("update")).toBe("✓ changed  en/kite.md\n    1 change of documentation\n");
    expect(await evolink("list")).toContain(`${server.url}/en/kite.md`);
    expect(await evolink("remove", "kite")).toBe("✓ removed  en/kite.md\n");
  });

  it("ship the schema that the configuration names", async () => {
    const { $schema } = JSON.parse(await readFile(join(app, "evolink-openapi.json"), "utf8"));
    const schema = JSON.parse(await readFile(join(app, $schema), "utf8"));
    expect(Object.keys(schema.properties)).toContain("pages");
    await writeFile(join(app, "evolink-openapi.json"), '{ "paegs": "a" }');
    await expect(evolink("list")).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/Did you mean "pages"\?/),
    });
  });

  it("name the nearest of a mistyped command", async () => {
    await expect(evolink("updat")).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/mean update\?/),
    });
  });
});
