import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { COMMANDS } from "../../../scripts/cli/published/main.ts";
import * as errors from "../../../src/errors/classes.ts";

const text = readFileSync("llms.txt", "utf8");
const { exports, files } = JSON.parse(readFileSync("package.json", "utf8"));

it("llms.txt names every subpath, every command and every error of the package", () => {
  const subpaths = Object.keys(exports).filter((path) => !path.endsWith(".json") && path !== ".");
  const missing = [
    ...subpaths.map((path) => path.slice(1)),
    ...Object.keys(COMMANDS),
    ...Object.keys(errors).filter((name) => name.endsWith("Error")),
  ].filter((name) => !text.includes(name));
  expect(missing).toEqual([]);
  expect(files).toContain("llms.txt");
});
