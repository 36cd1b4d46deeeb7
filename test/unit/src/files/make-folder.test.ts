import { existsSync } from "node:fs";
import { mkdtemp, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeFolder } from "../../../../src/files/make-folder.ts";

let root = "";
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "make-folder-"));
  await writeFile(join(root, "file"), "");
  await symlink(root, join(root, "link"));
});
afterAll(() => rm(root, { recursive: true, force: true }));

describe("makeFolder", () => {
  it.each(["", "one", "two/three/four", "link", "link/five"])(
    "makes the folder %j, or leaves it",
    async (path) => {
      await makeFolder(join(root, path));
      expect((await stat(join(root, path))).isDirectory()).toBe(true);
    },
  );

  it("makes one that several make at once", async () => {
    await Promise.all(Array.from({ length: 20 }, () => makeFolder(join(root, "a/b/c/d"))));
    expect(existsSync(join(root, "a/b/c/d"))).toBe(true);
  });

  it.each(["file", "file/one", "file/one/two"])(
    "does not make %s, where a file is in the way",
    async (path) => {
      await expect(makeFolder(join(root, path))).rejects.toThrow(/^(?:EEXIST|ENOTDIR): /);
    },
  );

  it.runIf(process.platform === "linux").each(["/proc/kite", "/proc/kite/wing"])(
    "says that there is no place for a new folder, and ends: %s",
    async (path) => {
      await expect(makeFolder(path)).rejects.toMatchObject({
        code: "ENOENT",
        message: "ENOENT: no folder can be made in /proc, mkdir '/proc/kite'",
      });
    },
  );
});
