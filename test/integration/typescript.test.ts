import { existsSync, readdirSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type GeneratedApp, makeGeneratedApp } from "../packaging/generated-app.ts";

/** Where compilers are, as folders called `typescript-5.4`: the oldest and the newest, or all of them (`npm run check:release`). */
const FOLDER = process.env.TYPESCRIPT_FOLDER ?? resolve("test/integration/node_modules");

const compilers = existsSync(FOLDER) ? readdirSync(FOLDER).filter((name) => /^typescript-\d/.test(name)) : [];
if (compilers.length === 0)
  console.warn(`Skipped: no compiler in ${FOLDER}. Run npm ci --prefix test/integration.`);

const TIMEOUT_MS = 240_000;
let project: GeneratedApp;
beforeAll(async () => {
  if (compilers.length > 0) project = await makeGeneratedApp();
}, TIMEOUT_MS);
afterAll(async () => {
  if (compilers.length > 0) await rm(project.app, { recursive: true, force: true });
});

/** The names of modules and of resolution that a compiler knows; the one of this repository is tried with the package. */
const resolutionsOf = (compiler: string) => {
  const version = Number(compiler.replace("typescript-", ""));
  return [
    ["NodeNext", "NodeNext"],
    ["ESNext", "Bundler"],
    ...(version >= 5.9 || version >= 6 ? [["Node20", "Node16"]] : []),
    ...(version < 7 ? [["ESNext", "Node10", ...(version >= 6 ? ["--ignoreDeprecations", "6.0"] : [])]] : []),
  ];
};

describe.runIf(compilers.length > 0)("a generated folder", { timeout: TIMEOUT_MS }, () => {
  it.each(compilers.flatMap((compiler) => resolutionsOf(compiler).map((options) => [compiler, ...options])))(
    "compiles strictly with %s, module %s and resolution %s",
    async (compiler, module = "", resolution = "", ...more) => {
      const options = ["--noEmit", "--module", module, "--moduleResolution", resolution, ...more];
      expect(await project.compile(options, join(FOLDER, compiler))).toBe("");
    },
  );
});
