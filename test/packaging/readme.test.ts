import { execFile } from "node:child_process";
import { mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import packageJson from "../../package.json" with { type: "json" };
import { compileModules } from "../conformance/catalog/compile.ts";
import { readExamples, toModules } from "../helpers/readme.ts";
import { installPacked, linkDependencies } from "./install-packed.ts";

const TIMEOUT_MS = 60_000;

/** What examples import besides this package; whoever copies one has it. */
const OTHERS = ["typescript", "express", "fastify", "hono", "bullmq", "@types/express", "@types/node"];

let app: string;
beforeAll(async () => {
  const project = await installPacked();
  app = project.app;
  await linkDependencies(project);
  for (const name of OTHERS) {
    await mkdir(dirname(join(app, "node_modules", name)), { recursive: true });
    await symlink(resolve("node_modules", name), join(app, "node_modules", name));
  }
  await writeFile(join(app, "package.json"), JSON.stringify({ name: "app", type: "module" }));
  await writeFile(join(app, "tsconfig.json"), JSON.stringify({ compilerOptions: OPTIONS }));
}, TIMEOUT_MS);
afterAll(() => rm(app, { recursive: true, force: true }));

/** Those of a new project under the present Node. */
const OPTIONS = { module: "nodenext", target: "es2023", strict: true, skipLibCheck: true, noEmit: true };

describe("the packed package in an empty project", { timeout: TIMEOUT_MS }, () => {
  it("compiles every example of the documentation as it is written", () => {
    const examples = ["README.md", "README.ja.md", "COMING-FROM.md", "TEN-THOUSAND.md", "llms.txt"]
      .flatMap((file) => readExamples("ts", file))
      .filter((code) => !code.includes('from "ai"'));
    const complaints = compileModules(app, toModules(examples));
    expect([...complaints].filter(([, list]) => list.length > 0)).toEqual([]);
    expect(complaints.size).toBeGreaterThan(40);
    const wrong = compileModules(app, toModules(['import { createProxy } from "evolink-openapi/prox";']));
    expect([...wrong.values()].flat()).toHaveLength(1);
  });

  it("has every subpath for import and, where Node can, for require", async () => {
    const modules = Object.entries(packageJson.exports).filter(([, target]) => typeof target === "object");
    const names = modules.map(([subpath]) => subpath.replace(/^\./, packageJson.name));
    expect(names).toContain("evolink-openapi/bullmq");
    const program = `
      import { createRequire } from "node:module";
      const counts = [];
      for (const name of ${JSON.stringify(names)})
        counts.push([name, Object.keys(await import(name)).length, Object.keys(createRequire(import.meta.url)(name)).length]);
      console.log(JSON.stringify(counts));
    `;
    await writeFile(join(app, "subpaths.mjs"), program);
    const { stdout } = await promisify(execFile)(process.execPath, ["subpaths.mjs"], { cwd: app });
    const counts = JSON.parse(stdout) as [string, number, number][];
    expect(counts.map(([name]) => name)).toEqual(names);
    // Types alone.
    const empty = counts.filter(([, imported]) => imported === 0).map(([name]) => name);
    expect(empty).toEqual(["evolink-openapi/schema"]);
    for (const [name, imported, required] of counts)
      expect([name, required >= imported]).toEqual([name, true]);
  });
});
