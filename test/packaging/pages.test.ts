import { execFile, spawnSync } from "node:child_process";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newerNode } from "../helpers/integration.ts";
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

/** Where the code is kept that runs of this build have compiled. */
async function findKept(): Promise<string> {
  const builds = join(app, "node_modules/.cache/evolink-openapi/compiled");
  return join(builds, (await readdir(builds)).join());
}

describe("the commands about pages, in the packed package", { timeout: TIMEOUT_MS }, () => {
  it("prepare a project, fetch pages, and keep them up to date", async () => {
    expect(await evolink("init")).toMatch(/✓ written {8}evolink-openapi\.json/);
    expect(await evolink("add", `${server.url}/llms.txt`, "--json")).toContain('"name": "en/kite.md"');
    expect(await readFile(join(app, "spec/pages/en/kite.md"), "utf8")).toBe(kitePage());
    server.routes.set("/en/kite.md", kitePage("/v1/kites", "Fly two"));
    expect(await evolink("update")).toBe("✓ changed  en/kite.md\n    2 changes of documentation\n");
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

  it("print --help and --version within 0.15 s of what Node takes by itself", () => {
    const msOf = (...args: string[]) => {
      const startedAt = performance.now();
      expect(spawnSync(process.execPath, args, { cwd: app }).status).toBe(0);
      return performance.now() - startedAt;
    };
    const [bare, help, version] = [
      ["--eval", ""],
      [command, "--help"],
      [command, "--version"],
    ].map((args) => Math.min(...[1, 2, 3, 4, 5].map(() => msOf(...args))));
    expect(help).toBeLessThan(Number(bare) + 150);
    expect(version).toBeLessThan(Number(bare) + 150);
  });

  it("keep what a newer Node has compiled for the next run", async () => {
    const node = newerNode();
    if (node === undefined) return;
    await run(node, [command, "list", "--help"], { cwd: app });
    expect((await readdir(await findKept(), { recursive: true })).length).toBeGreaterThan(5);
  });

  it.runIf(process.versions.node.startsWith("20."))(
    "keep what Node 20 has compiled, and use none of it that is damaged or cannot be kept",
    async () => {
      const caches = join(app, "node_modules/.cache");
      await rm(caches, { recursive: true, force: true });
      const help = await evolink("list", "--help");
      const folder = await findKept();
      const kept = (await readdir(folder)).map((name) => join(folder, name));
      expect(kept.length).toBeGreaterThan(2);
      for (const file of kept) {
        const bytes = await readFile(file);
        bytes.writeUInt8(bytes.readUInt8(bytes.length >> 1) ^ 1, bytes.length >> 1);
        await writeFile(file, bytes);
      }
      const damaged = await Promise.all(kept.map((file) => readFile(file)));
      expect(await evolink("list", "--help")).toBe(help);
      for (const [index, file] of kept.entries()) expect(await readFile(file)).not.toEqual(damaged[index]);
      await rm(caches, { recursive: true });
      await writeFile(caches, "");
      expect(await evolink("list", "--help")).toBe(help);
      await rm(caches);
    },
  );

  it("name the nearest of a mistyped command", async () => {
    await expect(evolink("updat")).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/mean update\?/),
    });
  });
});
