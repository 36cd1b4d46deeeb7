import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Json } from "../../../src/openapi/json.ts";

/** One schema of the JSON-Schema-Test-Suite, and values that it must accept or refuse. */
export interface SuiteGroup {
  /** Such as `draft2020-12/allOf.json`. */
  file: string;
  description: string;
  schema: Json;
  tests: { description: string; data: Json; valid: boolean }[];
}

/** Where the suite lies: `JSON_SCHEMA_TEST_SUITE`, or next to the repository. It is test input, and never copied here. */
export function defaultSuiteFolder(root: string): string {
  return process.env.JSON_SCHEMA_TEST_SUITE ?? join(root, "../shared/json-schema-test-suite/draft2020-12");
}

/** All groups below a folder, sorted by file; none where the folder does not exist. */
export async function readSuite(folder: string): Promise<SuiteGroup[]> {
  if (!existsSync(folder)) return [];
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".json")).sort();
  const files = await Promise.all(
    names.map(async (file) => {
      const groups = JSON.parse(await readFile(join(folder, file), "utf8")) as Omit<SuiteGroup, "file">[];
      return groups.map((group) => ({ ...group, file }));
    }),
  );
  return files.flat();
}

/** The groups of the tests that every implementation has to pass, and that need no other document. */
export async function readRequired(test: string): Promise<SuiteGroup[]> {
  const folder = defaultSuiteFolder(process.cwd());
  const groups = (await readSuite(folder)).filter(
    ({ file }) => !/^(?:optional\/|refRemote|format\.json)/.test(file),
  );
  if (groups.length === 0)
    console.log(
      `${test} is skipped: there is no JSON-Schema-Test-Suite at ${folder}; set JSON_SCHEMA_TEST_SUITE`,
    );
  return groups;
}
