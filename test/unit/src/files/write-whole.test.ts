import { execFile, execFileSync, spawnSync } from "node:child_process";
import { chmod, mkdtemp, readdir, readFile, realpath, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isTemporary, removeLeftovers } from "../../../../src/files/temporary-names.ts";
import { stageFile, writeWhole } from "../../../../src/files/write-whole.ts";

const run = promisify(execFile);

let folder: string;
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), "evolink-openapi-")));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const at = (name: string) => join(folder, name);

describe("writeWhole", () => {
  it("writes text and bytes, new files and old ones, and leaves nothing else", async () => {
    await writeWhole(at("new"), "凧");
    await writeWhole(at("new"), "凧凧");
    await writeWhole(at("bytes"), new Uint8Array([0, 255]));
    expect(await readFile(at("new"), "utf8")).toBe("凧凧");
    expect([...(await readFile(at("bytes")))]).toEqual([0, 255]);
    expect((await readdir(folder)).sort()).toEqual(["bytes", "new"]);
  });

  it("keeps the permissions of the file that it replaces", async () => {
    await writeFile(at("secret"), "old");
    await chmod(at("secret"), 0o600);
    await writeWhole(at("secret"), "new");
    expect((await stat(at("secret"))).mode & 0o777).toBe(0o600);
  });

  it("replaces what a link leads to, and leaves the link", async () => {
    await writeFile(at("there"), "old");
    await symlink(at("there"), at("link"));
    await writeWhole(at("link"), "new");
    expect(await realpath(at("link"))).toBe(at("there"));
    expect(await readFile(at("there"), "utf8")).toBe("new");
  });

  it("names the file and the reason where it cannot write, and leaves nothing", async () => {
    await expect(writeWhole(at("nowhere/file"), "new")).rejects.toThrow(
      /^Cannot write .*nowhere\/file: ENOENT.*What was there is unchanged\.$/,
    );
    await run("mkdir", [at("taken")]);
    await expect(writeWhole(at("taken"), "new")).rejects.toThrow(/^Cannot write .*taken: /);
    expect(await readdir(folder)).toEqual(["taken"]);
  });
});

describe("writeWhole on a disk that takes only a part of a file", () => {
  let child: string;
  beforeEach(async () => {
    child = at("child.cjs");
    await build({
      entryPoints: ["test/unit/src/files/write-child.ts"],
      bundle: true,
      platform: "node",
      format: "cjs",
      outfile: child,
    });
  });

  it("leaves the old file as it was, and fails", async () => {
    await writeFile(at("kept"), "old");
    // Files of this shell may have 4 or 8 kB, depending on the shell: what goes beyond is cut off.
    const limited = ["-c", 'ulimit -f 8; exec "$0" "$@"', process.execPath, child, at("kept")];
    await expect(run("sh", [...limited, "100000"])).rejects.toThrow(/Cannot write .*kept: EFBIG/);
    expect(await readFile(at("kept"), "utf8")).toBe("old");
    expect((await readdir(folder)).sort()).toEqual(["child.cjs", "kept"]);
    await run("sh", [...limited, "4000"]);
    expect((await stat(at("kept"))).size).toBe(4000);
  });

  it("leaves the old file as it was on a full file system", async ({ skip }) => {
    execFileSync("mkdir", [at("disk")]);
    const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", at("disk")]);
    if (mounted.status !== 0) skip("Only root may mount a small file system here.");
    try {
      await writeFile(at("disk/kept"), "old");
      await expect(run(process.execPath, [child, at("disk/kept"), "100000"])).rejects.toThrow(
        /Cannot write .*kept: ENOSPC/,
      );
      expect(await readFile(at("disk/kept"), "utf8")).toBe("old");
      expect(await readdir(at("disk"))).toEqual(["kept"]);
    } finally {
      spawnSync("umount", [at("disk")]);
    }
  });
});

describe("stageFile", () => {
  it("changes nothing until it is published, and nothing at all when it is discarded", async () => {
    await writeFile(at("kept"), "old");
    const [first, second] = [await stageFile(at("kept"), "first"), await stageFile(at("kept"), "second")];
    expect(await readFile(at("kept"), "utf8")).toBe("old");
    await second.discard();
    await first.publish();
    expect(await readFile(at("kept"), "utf8")).toBe("first");
    expect(await readdir(folder)).toEqual(["kept"]);
  });
});

describe("removeLeftovers", () => {
  it("removes what a process that is gone has left, and what an earlier one with the same id has", async () => {
    const { pid } = spawnSync(process.execPath, ["--version"]);
    const names = [
      `.evolink-openapi-${pid}-0123456789ab.tmp`,
      `.evolink-openapi-${process.pid}-0123456789ab.tmp`,
    ];
    for (const name of names) await writeFile(at(name), "");
    expect(names.map(isTemporary)).toEqual([true, true]);
    await removeLeftovers(folder);
    expect(await readdir(folder)).toEqual([]);
  });

  it("leaves what a running process is about to publish, and the files of others", async () => {
    const others = [`.evolink-openapi-${process.ppid}-0123456789ab.tmp`, ".evolink-openapi", "kept.tmp"];
    for (const name of others) await writeFile(at(name), "");
    const staged = await stageFile(at("file"), "new");
    await removeLeftovers(folder);
    await staged.publish();
    expect((await readdir(folder)).sort()).toEqual([...others, "file"].sort());
  });

  it("does not mind that there is no folder", async () => {
    await removeLeftovers(at("nowhere"));
  });
});
