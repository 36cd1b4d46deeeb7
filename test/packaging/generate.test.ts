import { execFile } from "node:child_process";
import { cp, mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { installPacked } from "./install-packed.ts";

const run = promisify(execFile);
const TIMEOUT_MS = 120_000;

/** The packages that the package depends on; the rest of what it needs is bundled. */
const DEPENDENCIES = ["@standard-schema/spec", "openapi-fetch", "openapi-typescript-helpers"];

let app: string;
let command: string;

/** A project in which the packed package is installed with its dependencies, and with pages of this repository. */
beforeAll(async () => {
  ({ app, command } = await installPacked());
  const modules = join(app, "node_modules");
  await mkdir(join(modules, "@standard-schema"));
  for (const name of DEPENDENCIES) await symlink(resolve("node_modules", name), join(modules, name));
  await cp("spec/pages", join(app, "spec/pages"), { recursive: true });
  await cp("spec/supplement", join(app, "spec/supplement"), { recursive: true });
  await writeFile(join(app, "package.json"), JSON.stringify({ name: "app", type: "module" }));
  await writeFile(join(app, "use.ts"), USE);
  await packed("generate");
}, TIMEOUT_MS);

afterAll(() => rm(app, { recursive: true, force: true }));

const packed = (...args: string[]) => run(command, args, { cwd: app });

const USE = `import { createEvolink, type SubmittedTask, TaskFailedError } from "./evolink/index.js";
import { functions } from "./evolink/client.js";
import { models } from "./evolink/models.js";
import { validators } from "./evolink/validators.js";
import { createRaw } from "evolink-openapi/raw";

export async function use(baseUrl: string): Promise<unknown[]> {
  const evolink = createEvolink({ apiKey: "any", baseUrl, validate: validators });
  const task: SubmittedTask<"videos"> = await evolink.videos.create("gemini-omni-flash-text-to-video", { prompt: "A boat" });
  const done = await evolink.tasks.wait(task.id);
  const { data } = await createRaw(evolink, { functions }).getTask({ path: { task_id: task.id } });
  return [done.status, done.results.length, data?.id === task.id, Object.keys(models).length, TaskFailedError.kind];
}
`;

/** A script that runs the generated client against the mock of the package, both as they are installed. */
const RUN = `import { startMock } from "evolink-openapi/mock";
import { use } from "./out/use.js";
const mock = await startMock({ spec: "evolink/openapi.yaml", taskSeconds: 0 });
console.log(JSON.stringify(await use(mock.url)));
await mock.close();
`;

const STRICT = ["--strict", "--exactOptionalPropertyTypes", "--verbatimModuleSyntax", "--isolatedModules"];
const REST = ["--noUnusedLocals", "--noUncheckedIndexedAccess", "--skipLibCheck", "--target", "es2022"];

const compile = (...options: string[]) =>
  run(
    process.execPath,
    [resolve("node_modules/typescript/lib/tsc.js"), ...STRICT, ...REST, ...options, "use.ts"],
    { cwd: app },
  ).then(
    () => "",
    ({ stdout }: { stdout: string }) => stdout,
  );

describe("a folder that the packed package generates", { timeout: TIMEOUT_MS }, () => {
  it.each([
    ["NodeNext", "NodeNext"],
    ["Node16", "Node16"],
    ["ESNext", "Bundler"],
  ])("compiles with nothing else installed under module %s and resolution %s", async (module, resolution) => {
    expect(await compile("--noEmit", "--module", module, "--moduleResolution", resolution)).toBe("");
  });

  it("runs against the mock of the same package", async () => {
    const out = ["--outDir", "out", "--rootDir", ".", "--allowJs"];
    expect(await compile("--module", "NodeNext", ...out)).toBe("");
    // The compiler leaves JavaScript that has declarations where it is.
    await cp(join(app, "evolink/validators.js"), join(app, "out/evolink/validators.js"));
    await writeFile(join(app, "run.js"), RUN);
    const { stdout } = await run(process.execPath, ["run.js"], { cwd: app });
    expect(JSON.parse(stdout)).toEqual(["completed", 1, true, 1, "TaskFailedError"]);
  });

  it("is judged by the packed commands against a changed document, and its pages for mistakes", async () => {
    const document = await readFile(join(app, "evolink/openapi.yaml"), "utf8");
    await writeFile(join(app, "changed.yaml"), document.replace("maximum: 10", "maximum: 8"));
    await expect(packed("diff", "evolink/openapi.yaml", "changed.yaml")).rejects.toMatchObject({
      code: 1,
      stdout: expect.stringContaining("`duration` is now at most 8 (was 10)"),
    });
    const same = await packed("diff", "evolink/openapi.yaml", "evolink/openapi.yaml");
    expect(same.stdout).toBe("✓ Nothing has changed.\n");
    expect((await packed("doctor")).stdout).toContain("#/info/license");
  });
});
