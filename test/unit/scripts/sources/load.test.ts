import { execFileSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { labelOf, loadFile, loadFolder } from "../../../../scripts/sources/load.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pages-"));
  await writeFile(join(folder, "kite.md"), "page");
  execFileSync("mkfifo", [join(folder, "pipe.md")]);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("loadFolder", () => {
  it("refuses a pipe among the pages with a sentence, and does not wait for it", async () => {
    const { output, problems } = await loadFolder(folder);
    expect(output.map(({ path }) => path.split("/").at(-1))).toEqual(["kite.md"]);
    expect(problems.map(({ message }) => message)).toEqual([
      "Cannot be read: it is no regular file. Check that it exists and may be read.",
    ]);
  });
});

describe("loadFile", () => {
  it.each(["/dev/zero", "/dev"])("refuses %s, which is no file", async (path) => {
    expect((await loadFile(path)).problems[0]?.message).toContain("no regular file");
  });
});

describe("labelOf", () => {
  it("names a file from the project's folder, and by its name where it lies outside", () => {
    expect(labelOf("/kite/spec/pages/a.md", "/kite")).toBe("spec/pages/a.md");
    expect(labelOf("/elsewhere/a.md", "/kite")).toBe("a.md");
  });

  it.each([
    "/kite/node_modules/boat/redocly.yaml",
    "/kite/node_modules/.pnpm/boat@1.0.0/node_modules/boat/redocly.yaml",
    "/node_modules/boat/redocly.yaml",
  ])("names %s from the package, wherever it is installed", (path) => {
    expect(labelOf(path, "/kite")).toBe("boat/redocly.yaml");
  });
});
