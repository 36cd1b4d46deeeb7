import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { cp, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isTemporary } from "../../../../src/files/temporary-names.ts";
import { makeKillProbe } from "../../../helpers/processes/kill-at-write.ts";
import { makeTree, type Tree } from "../../../helpers/processes/tree.ts";

const PAGE = "spec/pages/gemini-omni-flash-text-to-video.md";

let tree: Tree;
beforeEach(async () => {
  tree = await makeTree();
});
afterEach(() => tree.remove());

/** Runs `generate` as a process of its own. */
async function generate(out: string, env: NodeJS.ProcessEnv = {}, args: readonly string[] = []) {
  const folders = ["--pages", join(tree.folder, "spec/pages"), "--out", join(tree.folder, out)];
  const child = spawn("node", ["scripts/run.js", "scripts/cli/generate.ts", ...folders, ...args], {
    env: { ...process.env, ...env },
    stdio: "ignore",
  });
  const [code, signal] = await once(child, "exit");
  return { code, signal };
}

/** The same in a shell whose files may have some kB: what goes beyond is cut off, as on a disk that is full. */
function generateOnFullDisk(out: string) {
  const folders = ["--pages", join(tree.folder, "spec/pages"), "--out", join(tree.folder, out)];
  const command = ["node", "scripts/run.js", "scripts/cli/generate.ts", ...folders];
  const limited = ["-c", 'ulimit -f 24; exec "$0" "$@"', ...command];
  const { status, stderr } = spawnSync("sh", limited, { encoding: "utf8" });
  return { code: status, errors: stderr };
}

/** The files of a folder by name, without those under a temporary name. */
async function readAll(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(join(tree.folder, folder))).filter((name) => !isTemporary(name));
  const texts = await Promise.all(names.map((name) => readFile(join(tree.folder, folder, name), "utf8")));
  return Object.fromEntries(names.map((name, index) => [name, texts[index] ?? ""]));
}

const widenDuration = async () =>
  tree.write(PAGE, (await tree.read(PAGE)).replace("maximum: 10\n", "maximum: 12\n"));

describe("generate as a process", { timeout: 120_000 }, () => {
  it("makes the same bytes whatever language and time zone", async () => {
    const runs = [
      generate("one", { LANG: "ja_JP.UTF-8", LC_ALL: "ja_JP.UTF-8", TZ: "Asia/Tokyo" }),
      generate("two", { LANG: "C", LC_ALL: "C", TZ: "America/St_Johns" }),
    ];
    expect(await Promise.all(runs)).toMatchObject([{ code: 0 }, { code: 0 }]);
    expect(await readAll("one")).toEqual(await readAll("two"));
  });

  it("replaces no file on a full disk, names the one that did not fit, and exits 1", async () => {
    await generate("out");
    const old = await readAll("out");
    await widenDuration();
    const { code, errors } = generateOnFullDisk("out");
    expect(errors).toMatch(/Cannot write .*out\/\w+\.\w+: EFBIG[\s\S]*Nothing was written/);
    expect(code).toBe(1);
    expect(await readAll("out")).toEqual(old);
    expect(await readdir(join(tree.folder, "out"))).toEqual(Object.keys(old));
  });

  it("leaves every file whole when it is killed at any write, and nothing that a check takes for drift", async () => {
    await generate("out");
    const old = await readAll("out");
    await cp(join(tree.folder, "out"), join(tree.folder, "out-before"), { recursive: true });
    await widenDuration();
    await generate("reference");
    const renewed = await readAll("reference");
    const changed = Object.keys(old).filter((name) => old[name] !== renewed[name]).length;
    const probe = {
      NODE_OPTIONS: `--require ${await makeKillProbe(tree.folder)}`,
      KILL_FOLDER: join(tree.folder, "out"),
    };

    // Each changed file is opened, written and flushed, and then each gets its name.
    const publishes = changed * 3;
    const writes = changed * 4;
    for (const at of [1, 2, publishes / 2, publishes, publishes + 1, publishes + 2, writes]) {
      await cp(join(tree.folder, "out-before"), join(tree.folder, "out"), { recursive: true });
      const { signal } = await generate("out", { ...probe, KILL_AT: String(Math.floor(at)) });
      expect([at, signal]).toEqual([at, "SIGKILL"]);
      const found = await readAll("out");
      expect(Object.keys(found)).toEqual(Object.keys(old));
      for (const name of Object.keys(old)) expect([old[name], renewed[name]]).toContain(found[name]);
      const replaced = Object.keys(old).filter((name) => found[name] !== old[name]).length;
      expect([at, replaced]).toEqual([at, Math.max(0, at - publishes - 1)]);
    }
    await cp(join(tree.folder, "out-before"), join(tree.folder, "out"), { recursive: true });
    expect(await generate("out", { ...probe, KILL_AT: String(writes + 1) })).toMatchObject({ code: 0 });
    expect(await readAll("out")).toEqual(renewed);
    expect(await readdir(join(tree.folder, "out"))).toEqual(Object.keys(renewed));
    expect((await generate("out", {}, ["--check"])).code).toBe(0);
  });
});
