import fs, { mkdir, mkdtemp, readdir, readFile, readlink, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { exists, publishFile } from "../../../../src/node/publish-file.ts";

vi.mock("node:fs/promises", { spy: true });

let folder: string;
let part: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "publish-"));
  await mkdir(join(folder, "part"));
  part = join(folder, "part/body");
  path = join(folder, "clip.mp4");
  await writeFile(part, "new");
});
afterEach(async () => {
  vi.mocked(fs.link).mockRestore();
  await rm(folder, { recursive: true, force: true });
});

const refuseLinks = () =>
  vi.mocked(fs.link).mockRejectedValue(Object.assign(new Error("EPERM"), { code: "EPERM" }));

describe("publishFile", () => {
  it.each([false, true])("gives a file its name (overwrite: %s)", async (overwrite) => {
    await publishFile(part, path, overwrite);
    expect(await readFile(path, "utf8")).toBe("new");
  });

  it("replaces what is there with `overwrite`, and without it never", async () => {
    await writeFile(path, "old");
    await expect(publishFile(part, path, false)).rejects.toMatchObject({ code: "file_exists" });
    expect(await readFile(path, "utf8")).toBe("old");
    await publishFile(part, path, true);
    expect(await readFile(path, "utf8")).toBe("new");
  });

  it("neither follows nor replaces a link that has the name, also when it leads nowhere", async () => {
    await symlink(join(folder, "nowhere"), path);
    await expect(publishFile(part, path, false)).rejects.toMatchObject({ code: "file_exists" });
    expect(await readlink(path)).toBe(join(folder, "nowhere"));
  });

  it("replaces a link with `overwrite`, and leaves what it leads to", async () => {
    await writeFile(join(folder, "theirs"), "theirs");
    await symlink(join(folder, "theirs"), path);
    await publishFile(part, path, true);
    expect(await readFile(path, "utf8")).toBe("new");
    expect(await readFile(join(folder, "theirs"), "utf8")).toBe("theirs");
  });

  it("renames where there are no hard links, and still replaces nothing", async () => {
    refuseLinks();
    await publishFile(part, path, false);
    expect(await readFile(path, "utf8")).toBe("new");
    await writeFile(part, "newer");
    await expect(publishFile(part, path, false)).rejects.toMatchObject({ code: "file_exists" });
    expect(await readFile(path, "utf8")).toBe("new");
    expect(await readdir(join(folder, "part"))).toEqual(["body"]);
  });
});

describe("exists", () => {
  it("is false for a free name, and throws for one that no file can have", async () => {
    expect(await exists(path)).toBe(false);
    expect(await exists(part)).toBe(true);
    await expect(exists(join(folder, "a".repeat(300)))).rejects.toMatchObject({ code: "ENAMETOOLONG" });
  });
});
