import { execFile } from "node:child_process";
import { cp, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findCatalogs } from "../conformance/catalogs.ts";
import { installPacked, linkDependencies } from "./install-packed.ts";

const run = promisify(execFile);
const TIMEOUT_MS = 180_000;

// Half a minute each: whoever names catalogues has the time.
const catalogs = await findCatalogs(process.env.EVOLINK_CATALOG ?? "");
if (catalogs.length === 0) console.warn("Skipped: EVOLINK_CATALOG names no catalogue.");

let app: string;
let command: string;
beforeAll(async () => {
  if (catalogs.length === 0) return;
  const project = await installPacked();
  ({ app, command } = project);
  await linkDependencies(project);
  await writeFile(join(app, "package.json"), JSON.stringify({ name: "app", type: "module" }));
  await writeFile(join(app, "use.ts"), USE);
}, TIMEOUT_MS);
afterAll(async () => {
  if (catalogs.length > 0) await rm(app, { recursive: true, force: true });
});

/** What an application does with all models: a video, and the response of a text model. */
const USE = `import { createEvolink } from "./evolink/index.js";
import { functions } from "./evolink/client.js";
import { models } from "./evolink/models.js";
import { validators } from "./evolink/validators.js";
import { createRaw } from "evolink-openapi/raw";
import { startMock } from "evolink-openapi/mock";

const mock = await startMock({ spec: "evolink/openapi.yaml", taskSeconds: 0 });
const evolink = createEvolink({ apiKey: "any", baseUrl: mock.url, validate: validators });
const { id } = await evolink.videos.create({ model: "wan2.6-text-to-video", prompt: "A boat" });
const task = await evolink.tasks.wait(id);
const reply = await evolink.chat.create({ model: "gpt-5.2", messages: [{ role: "user", content: "Name a wind." }] });
const { response } = await createRaw(evolink, { functions }).GET("/v1/tasks/{task_id}", { params: { path: { task_id: id } } });
console.log(JSON.stringify([task.status, typeof reply.choices, response.status, Object.keys(models).length > 50]));
await mock.close();
`;

describe.runIf(catalogs.length > 0)("a whole catalogue in an empty project", { timeout: TIMEOUT_MS }, () => {
  it.each(catalogs)("%s is generated, compiles and runs against the mock", async (catalog) => {
    await rm(join(app, "evolink"), { recursive: true, force: true });
    await run(command, ["generate", "--pages", resolve(catalog), "--out", "evolink"], { cwd: app });
    const strict = ["--strict", "--skipLibCheck", "--target", "es2022", "--module", "nodenext"];
    const compiler = resolve("node_modules/typescript/bin/tsc");
    const compiled = run(
      process.execPath,
      [compiler, ...strict, "--outDir", "out", "--rootDir", ".", "use.ts"],
      { cwd: app },
    );
    expect(
      await compiled.then(
        () => "",
        ({ stdout }: { stdout: string }) => stdout,
      ),
    ).toBe("");
    await cp(join(app, "evolink/validators.js"), join(app, "out/evolink/validators.js"));
    const { stdout } = await run(process.execPath, ["out/use.js"], { cwd: app });
    expect(JSON.parse(stdout)).toEqual(["completed", "object", 200, true]);
  });
});
