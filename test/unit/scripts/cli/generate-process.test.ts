import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeTree, type Tree } from "../../../helpers/tree.ts";

const PAGE = "spec/pages/gemini-omni-flash-text-to-video.md";

let tree: Tree;
beforeEach(async () => {
  tree = await makeTree();
});
afterEach(() => tree.remove());

function start(out: string, env: Record<string, string> = {}): ChildProcess {
  const pages = ["--pages", join(tree.folder, "spec/pages"), "--out", join(tree.folder, out)];
  return spawn("node", ["scripts/run.js", "scripts/cli/generate.ts", ...pages], {
    env: { ...process.env, ...env },
    stdio: "ignore",
  });
}

async function readAll(folder: string): Promise<Record<string, string>> {
  const names = await readdir(join(tree.folder, folder));
  const texts = await Promise.all(names.map((name) => readFile(join(tree.folder, folder, name), "utf8")));
  return Object.fromEntries(names.map((name, index) => [name, texts[index] ?? ""]));
}

describe("generate as a process", () => {
  it("makes the same bytes whatever language and time zone", async () => {
    const runs = [
      start("one", { LANG: "ja_JP.UTF-8", LC_ALL: "ja_JP.UTF-8", TZ: "Asia/Tokyo" }),
      start("two", { LANG: "C", LC_ALL: "C", TZ: "America/St_Johns" }),
    ];
    expect((await Promise.all(runs.map((run) => once(run, "exit")))).map(([code]) => code)).toEqual([0, 0]);
    expect(await readAll("one")).toEqual(await readAll("two"));
  });

  it("leaves every file whole when it is killed at any moment", async () => {
    await once(start("out"), "exit");
    const old = await readAll("out");
    await tree.write(PAGE, (await tree.read(PAGE)).replace("maximum: 10\n", "maximum: 12\n"));
    await once(start("reference"), "exit");
    const renewed = await readAll("reference");

    for (let run = 0; run < 6; run += 1) {
      const child = start("out");
      await sleep(400 + run * 200);
      child.kill("SIGKILL");
      if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
      const found = await readAll("out");
      for (const name of Object.keys(old)) expect([old[name], renewed[name]]).toContain(found[name]);
    }
    const [code] = await once(start("out"), "exit");
    expect(code).toBe(0);
    expect(await readAll("out")).toMatchObject(renewed);
  });
});
