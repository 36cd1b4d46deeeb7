import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findDrift, isClean, writeFiles } from "../../../../scripts/files/output.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "evolink-openapi-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const FILES = new Map([
  ["a.ts", "new a"],
  ["b.ts", "new b"],
]);

describe("writeFiles", () => {
  it("writes the files that are named, also into a folder that is not there yet", async () => {
    await writeFiles(join(folder, "out"), FILES, ["b.ts"]);
    expect(await findDrift(join(folder, "out"), FILES)).toEqual({ missing: ["a.ts"], stale: [], extra: [] });
    await writeFiles(join(folder, "out"), FILES, ["a.ts"]);
    expect(isClean(await findDrift(join(folder, "out"), FILES))).toBe(true);
  });

  it("is not reached where a file stands for the folder, or a folder for a file", async () => {
    await writeFile(join(folder, "out"), "");
    await expect(findDrift(join(folder, "out"), FILES)).rejects.toThrow(
      /out is a file, and should be a folder/,
    );
    await mkdir(join(folder, "b.ts"));
    await expect(findDrift(folder, FILES)).rejects.toThrow(/^Cannot read .*b\.ts: EISDIR/);
  });

  it("replaces no file when one of them cannot be written, and leaves nothing else", async () => {
    await writeFile(join(folder, "a.ts"), "old a");
    await writeFile(join(folder, "taken"), "");
    const files = new Map([...FILES, ["taken/c.ts", "new c"]]);
    await expect(writeFiles(folder, files, [...files.keys()])).rejects.toThrow(
      /Cannot write .*taken\/c\.ts: /,
    );
    expect(await readFile(join(folder, "a.ts"), "utf8")).toBe("old a");
    expect((await readdir(folder)).sort()).toEqual(["a.ts", "taken"]);
  });

  it("leaves no temporary file when one of them cannot be replaced", async () => {
    await mkdir(join(folder, "a.ts"));
    await expect(writeFiles(folder, FILES, [...FILES.keys()])).rejects.toThrow(/Cannot write .*a\.ts: /);
    expect(await readdir(folder)).toEqual(["a.ts"]);
  });
});
