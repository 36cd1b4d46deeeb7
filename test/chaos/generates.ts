import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { isTemporary } from "../../src/files/temporary-names.ts";
import { createDraw } from "../helpers/draw.ts";
import { makeKillProbe } from "../helpers/processes/kill-at-write.ts";
import { type AttackOptions, type ChaosReport, createPromiseCounter } from "./report.ts";

const PROMISES = [
  "torn file",
  "lost file",
  "strange file left over",
  "not finished by the next run",
  "check is red after it",
] as const;

const PAGE = "spec/pages/gemini-omni-flash-text-to-video.md";
/** Opened, half written, flushed and named. */
const WRITES_PER_FILE = 4;
/** A run takes about this long; half of the kills come at any moment of it, the others at one of its writes. */
const RUN_MS = 2_500;

type Files = Record<string, string>;

/** Generates into folders below one that is removed at the end. */
export async function makeGenerating() {
  const root = await mkdtemp(join(tmpdir(), "chaos-generates-"));
  const page = await readFile(PAGE, "utf8");
  for (const [name, text] of [
    ["old", page],
    ["new", page.replace("maximum: 10\n", "maximum: 12\n")],
  ] as const) {
    await mkdir(join(root, name));
    await writeFile(join(root, name, basename(PAGE)), text);
  }
  return {
    root,
    /** @param killAfterMs left out: it comes to its end. */
    async run(pages: "old" | "new", out: string, env: NodeJS.ProcessEnv = {}, killAfterMs?: number) {
      const folders = ["--pages", join(root, pages), "--out", out];
      const args = ["scripts/run.js", "scripts/cli/generate.ts", ...folders];
      const { CHECK, ...more } = env;
      const child = spawn(process.execPath, [...args, ...(CHECK ? ["--check"] : [])], {
        env: { ...process.env, ...more },
        stdio: ["ignore", "ignore", "pipe"],
      });
      let errors = "";
      child.stderr.on("data", (text) => {
        errors += text;
      });
      const timer =
        killAfterMs === undefined ? undefined : setTimeout(() => child.kill("SIGKILL"), killAfterMs);
      const [code, signal] = await once(child, "close");
      clearTimeout(timer);
      return { code, isKilled: signal === "SIGKILL", errors };
    },
    remove: () => rm(root, { recursive: true, force: true }),
  };
}

/** The files of a folder by name, without those under a temporary name. */
export async function readFiles(folder: string): Promise<Files> {
  const names = (await readdir(folder)).filter((name) => !isTemporary(name)).sort();
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), "utf8")));
  return Object.fromEntries(names.map((name, index) => [name, texts[index] ?? ""]));
}

/**
 * Kills `generate` while it replaces the files of a folder.
 *
 * @param options `count`: how many runs are killed.
 */
export async function attackGenerates({ seed, count }: AttackOptions): Promise<ChaosReport> {
  const counter = createPromiseCounter("killed generates", PROMISES);
  const draw = createDraw(`${seed} generates`);
  const { root, run, remove } = await makeGenerating();
  const probe = { NODE_OPTIONS: `--require ${await makeKillProbe(root)}` };
  const [before, out] = [join(root, "before"), join(root, "out")];
  await run("old", before);
  await run("new", join(root, "after"));
  const [old, renewed] = [await readFiles(before), await readFiles(join(root, "after"))];
  const writes = WRITES_PER_FILE * Object.keys(old).filter((name) => old[name] !== renewed[name]).length;

  let kills = 0;
  // Some runs come to their end before they are killed.
  for (let round = 0; kills < count && round < 4 * count; round += 1) {
    await rm(out, { recursive: true, force: true });
    await cp(before, out, { recursive: true });
    const killAt = 1 + draw(writes);
    const { isKilled } = await (draw(2) === 0
      ? run("new", out, { ...probe, KILL_FOLDER: out, KILL_AT: String(killAt) })
      : run("new", out, {}, draw(RUN_MS)));
    kills += Number(isKilled);
    const found = await readFiles(out);
    const words = `round ${round}, killed at write ${killAt}`;
    for (const name of Object.keys(old)) {
      if (found[name] === undefined) counter.break("lost file", `${words}: ${name}`);
      else if (found[name] !== old[name] && found[name] !== renewed[name])
        counter.break("torn file", `${words}: ${name}`);
    }
    for (const name of Object.keys(found))
      if (!Object.hasOwn(old, name)) counter.break("strange file left over", `${words}: ${name}`);

    const { code, errors } = await run("new", out);
    const healed = await readFiles(out);
    const isHealed = Object.keys(renewed).every((name) => healed[name] === renewed[name]);
    if (code !== 0 || !isHealed) counter.break("not finished by the next run", `${words}: ${errors}`);
    const names = (await readdir(out)).sort();
    if (names.join() !== Object.keys(renewed).join())
      counter.break("strange file left over", `${words}, after the next run: ${names}`);
    const check = await run("new", out, { CHECK: "yes" });
    if (check.code !== 0) counter.break("check is red after it", `${words}: ${check.errors}`);
  }
  await remove();
  return counter.report(kills);
}
