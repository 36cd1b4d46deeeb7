import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { installedPart } from "../helpers/integration.ts";

const run = promisify(execFile);
const TIMEOUT_MS = 120_000;
const pnpm = installedPart("pnpm/bin/pnpm.cjs");

/** What an application does with a client of two video models and of the query of tasks. */
const USE = `import { createEvolink } from "./evolink/index.js";
import { validators } from "./evolink/validators.js";
import { createRaw } from "evolink-openapi/raw";
import { startMock } from "evolink-openapi/mock";

const mock = await startMock({ spec: "evolink/openapi.yaml", taskSeconds: 0 });
const evolink = createEvolink({ apiKey: "any", baseUrl: mock.url, validate: validators });
const { id } = await evolink.videos.create({ model: "gemini-omni-flash-text-to-video", prompt: "A boat" });
const task = await evolink.tasks.wait(id);
const { data } = await createRaw(evolink).GET("/v1/tasks/{task_id}", { params: { path: { task_id: id } } });
console.log(JSON.stringify([task.status, data?.id === id]));
await mock.close();
`;

let app: string;

/** Every package that the packed one needs, from this repository: nothing is fetched. */
async function listNeeded(): Promise<Record<string, string>> {
  const needed: Record<string, string> = {};
  const visit = async (name: string, from: string): Promise<void> => {
    const folder =
      [resolve(from, "node_modules", name), resolve("node_modules", name)].find(existsSync) ?? name;
    if (needed[name] !== undefined) return;
    needed[name] = `file:${folder}`;
    const { dependencies = {} } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
    for (const next of Object.keys(dependencies)) await visit(next, folder);
  };
  const { dependencies } = JSON.parse(await readFile("package.json", "utf8"));
  for (const name of [...Object.keys(dependencies), "@types/node"]) await visit(name, ".");
  return needed;
}

const install = async () => {
  app = await mkdtemp(join(tmpdir(), "pnpm-"));
  await run("npm", ["pack", "--ignore-scripts", "--pack-destination", app]);
  const tarball = (await readdir(app)).find((name) => name.endsWith(".tgz"));
  const manifest = {
    name: "app",
    type: "module",
    dependencies: { "evolink-openapi": `file:${tarball}` },
    devDependencies: { "@types/node": "*" },
    pnpm: { overrides: await listNeeded() },
  };
  await writeFile(join(app, "package.json"), JSON.stringify(manifest));
  const store = join(app, "store");
  await run(process.execPath, [`${pnpm}`, "install", "--offline", "--ignore-scripts", "--store-dir", store], {
    cwd: app,
    env: { ...process.env, HOME: app, XDG_CACHE_HOME: app, XDG_DATA_HOME: app },
  }).catch(({ stdout, stderr }) => {
    throw new Error(stdout + stderr);
  });
};

beforeAll(async () => {
  if (pnpm !== undefined) await install();
}, TIMEOUT_MS);
afterAll(async () => {
  if (pnpm !== undefined) await rm(app, { recursive: true, force: true });
});

const evolink = (...args: string[]) =>
  run(join(app, "node_modules/.bin/evolink-openapi"), args, { cwd: app });

describe.runIf(pnpm)("in the strict layout of pnpm", { timeout: TIMEOUT_MS }, () => {
  it("nothing but the package can be imported, and what a project on Node has anyway", async () => {
    expect((await readdir(join(app, "node_modules"))).filter((name) => !name.startsWith("."))).toEqual([
      "@types",
      "evolink-openapi",
    ]);
  });

  it("what is generated compiles, declarations of the package included, and runs against the mock", async () => {
    await cp("spec/pages", join(app, "pages"), { recursive: true });
    await cp("spec/supplement", join(app, "pages"), { recursive: true });
    await evolink("init");
    await evolink("add", "pages");
    await evolink("generate");
    await writeFile(join(app, "use.ts"), USE);
    const options = ["--strict", "--target", "es2022", "--module", "nodenext", "--outDir", "out"];
    const compiler = resolve("node_modules/typescript/bin/tsc");
    await run(process.execPath, [compiler, ...options, "--rootDir", ".", "use.ts"], { cwd: app }).catch(
      ({ stdout }) => expect(stdout).toBe(""),
    );
    await cp(join(app, "evolink/validators.js"), join(app, "out/evolink/validators.js"));
    const { stdout } = await run(process.execPath, [join("out", "use.js")], { cwd: app });
    expect(JSON.parse(stdout)).toEqual(["completed", true]);
  });
});
