import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmod, lstat, mkdir, mkdtemp, readdir, rm, symlink, utimes, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
  dropPartFolder,
  releasePartFolder,
  sweepPartFolders,
  takePartFolder,
} from "../../../../src/node/part-folder.ts";

let parent: string;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), "part-folder-"));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(parent, { recursive: true, force: true });
});

const hash = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 12);
/** Of a process that was there, and is gone. */
const deadPid = spawnSync("true").pid;

/** The name of a folder as a run makes it. */
const nameOf = ({
  key = "key",
  machine = hostname(),
  pid = deadPid,
  thread = 0,
  random = "aaaaaaaaaaaa",
} = {}) => `.evolink-${hash(key)}.${hash(machine)}.${pid}.${thread}.${random}.part`;

async function leave(name: string): Promise<void> {
  await mkdir(join(parent, name));
  await writeFile(join(parent, name, "body"), name);
}

async function setAge(path: string, ms: number): Promise<void> {
  const at = (Date.now() - ms) / 1000;
  await utimes(path, at, at);
}

const DAY_MS = 24 * 3_600_000;

describe("takePartFolder", () => {
  it("makes a folder that only this user may enter", async () => {
    const path = await takePartFolder(parent, "key");
    expect((await lstat(path)).mode & 0o777).toBe(0o700);
    expect(await readdir(parent)).toEqual([basename(path)]);
  });

  it("takes over the folder of a process that is gone, with what is in it", async () => {
    await leave(nameOf());
    const path = await takePartFolder(parent, "key");
    expect(await readdir(parent)).toEqual([basename(path)]);
    expect(path).not.toContain(nameOf());
    expect(await readdir(path)).toEqual(["body"]);
  });

  it("takes over a folder of its own process that was released, and none that is in use", async () => {
    const first = await takePartFolder(parent, "key");
    const second = await takePartFolder(parent, "key");
    expect(await readdir(parent)).toHaveLength(2);
    releasePartFolder(first);
    const third = await takePartFolder(parent, "key");
    expect((await readdir(parent)).sort()).toEqual([second, third].map((path) => basename(path)).sort());
  });

  it("takes over one of several, and removes the others", async () => {
    for (const random of ["aaaaaaaaaaaa", "bbbbbbbbbbbb", "cccccccccccc"]) await leave(nameOf({ random }));
    const path = await takePartFolder(parent, "key");
    expect(await readdir(parent)).toEqual([basename(path)]);
  });

  it("gives one folder to one of many takers", async () => {
    await leave(nameOf());
    const paths = await Promise.all(Array.from({ length: 10 }, () => takePartFolder(parent, "key")));
    const filled = await Promise.all(paths.map((path) => readdir(path)));
    expect(filled.filter((names) => names.length > 0)).toHaveLength(1);
    expect(new Set(paths).size).toBe(10);
  });

  it.each([
    ["a process that runs", { pid: process.ppid }],
    ["another thread of this process", { pid: process.pid, thread: 7 }],
    ["another machine", { machine: "elsewhere" }],
    ["another result", { key: "other" }],
  ])("leaves alone the folder of %s", async (_, of) => {
    await leave(nameOf(of));
    await takePartFolder(parent, "key");
    expect(await readdir(parent)).toHaveLength(2);
    expect(await readdir(parent)).toContain(nameOf(of));
  });

  it("takes a folder of another user neither over nor away, whatever its age", async () => {
    await leave(nameOf());
    await leave(nameOf({ random: "bbbbbbbbbbbb" }));
    await setAge(join(parent, nameOf({ random: "bbbbbbbbbbbb" }), "body"), DAY_MS + 10_000);
    vi.spyOn(process, "getuid").mockReturnValue((process.getuid?.() ?? 0) + 1);
    await takePartFolder(parent, "key");
    await sweepPartFolders(parent, "key");
    expect(await readdir(parent)).toHaveLength(3);
    expect(await readdir(join(parent, nameOf()))).toEqual(["body"]);
  });

  it.runIf(process.getuid?.() === 0)("takes over no folder that another user really owns", async () => {
    await leave(nameOf());
    execFileSync("chown", ["-R", "65534", join(parent, nameOf())]);
    const path = await takePartFolder(parent, "key");
    expect(await readdir(path)).toEqual([]);
  });

  it("takes no link to a folder for one, and leaves what it leads to", async () => {
    const theirs = await mkdtemp(join(tmpdir(), "theirs-"));
    await writeFile(join(theirs, "body"), "theirs");
    await symlink(theirs, join(parent, nameOf()));
    await setAge(join(theirs, "body"), DAY_MS + 10_000);
    const path = await takePartFolder(parent, "key");
    expect(await readdir(path)).toEqual([]);
    expect(await readdir(theirs)).toEqual(["body"]);
    await rm(theirs, { recursive: true });
  });

  it("takes no file for a folder", async () => {
    await writeFile(join(parent, nameOf()), "");
    expect(await readdir(await takePartFolder(parent, "key"))).toEqual([]);
  });

  it("enters a folder again that nobody might enter any more", async () => {
    await leave(nameOf());
    await chmod(join(parent, nameOf()), 0);
    const path = await takePartFolder(parent, "key");
    expect((await lstat(path)).mode & 0o777).toBe(0o700);
    expect(await readdir(path)).toEqual(["body"]);
  });

  it("removes what was left a day ago of any result, also by another machine, and nothing younger", async () => {
    const [old, young] = [nameOf({ key: "a", machine: "x" }), nameOf({ key: "b", machine: "x" })];
    for (const name of [old, young]) await leave(name);
    await setAge(join(parent, old, "body"), DAY_MS + 10_000);
    await setAge(join(parent, young, "body"), DAY_MS - 10_000);
    // What counts is the last writing, not the making of the folder.
    await setAge(join(parent, young), DAY_MS + 10_000);
    const path = await takePartFolder(parent, "key");
    expect((await readdir(parent)).sort()).toEqual([basename(path), young].sort());
  });

  it.each([
    ".evolink-notes.part",
    ".evolink-aa.bb.1.0.part",
    ".evolink-aa.bb.1.0.cc.part.old",
    "x.evolink-aa.bb.1.0.cc.part",
  ])("removes no %s, which is not its own", async (name) => {
    await mkdir(join(parent, name));
    await setAge(join(parent, name), 10 * DAY_MS);
    await takePartFolder(parent, "key");
    expect(await readdir(parent)).toContain(name);
  });

  it("names the reason when no folder can be made, and keeps nothing in mind", async () => {
    await expect(takePartFolder(join(parent, "missing"), "key")).rejects.toMatchObject({ code: "ENOENT" });
  });
});

describe("dropPartFolder", () => {
  it("removes a folder and all that is in it", async () => {
    const path = await takePartFolder(parent, "key");
    await mkdir(join(path, "in/side"), { recursive: true });
    await dropPartFolder(path);
    expect(await readdir(parent)).toEqual([]);
  });
});

describe("sweepPartFolders", () => {
  it("removes what killed runs left of one result", async () => {
    await leave(nameOf());
    await leave(nameOf({ key: "other" }));
    await chmod(join(parent, nameOf()), 0);
    await sweepPartFolders(parent, "key");
    expect(await readdir(parent)).toEqual([nameOf({ key: "other" })]);
  });
});
