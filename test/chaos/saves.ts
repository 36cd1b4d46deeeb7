import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { EvolinkError } from "../../src/index.ts";
import { type SaveResultOptions, saveResult } from "../../src/node/index.ts";
import { openResult } from "../../src/result/open-result.ts";
import type { Draw } from "../helpers/draw.ts";
import { createDraw } from "../helpers/draw.ts";
import { buildSaveProcess, type SaveEnd } from "../helpers/processes/save-process.ts";
import { type ChaosResult, makeVersion } from "./faults/chaos-result.ts";
import { SAVE_FAULTS } from "./faults/save-faults.ts";
import { openSaveHost } from "./faults/save-host.ts";
import { type AttackOptions, type ChaosReport, createPromiseCounter } from "./report.ts";

/** Of the result host. */
const TIMEOUT_MS = 300;
/** Rounds at the same time; each has up to seven savers, of which two are processes. */
const CONCURRENCY = 4;
/** A save has about this many file operations when nothing goes wrong. */
const OPERATIONS = 18;
/** How often a file is looked at while it is being written. */
const WATCH_MS = 15;
const HUNG_MS = 60_000;

const PROMISES = [
  "torn file",
  "mixed contents",
  "cut without saying so",
  "overwritten file",
  "part folder left over",
  "two winners",
  "wrong report",
  "not finished by the next run",
  "bare error",
  "hung",
] as const;
type Break = (promise: (typeof PROMISES)[number], words: string) => void;

/**
 * Kills processes that save, at their file operations, while others save to the same file and to others next to it and
 * open the same results, from a host that goes wrong in every way it can.
 *
 * @param options `count`: how many processes are killed.
 */
export async function attackSaves({ seed, count }: AttackOptions): Promise<ChaosReport> {
  const counter = createPromiseCounter("kills of saves among others", PROMISES);
  const root = await mkdtemp(join(tmpdir(), "chaos-saves-"));
  const host = await openSaveHost(seed);
  const runSave = await buildSaveProcess(root);
  let kills = 0;

  const attack = async (number: number): Promise<void> => {
    const draw = createDraw(`${seed} save ${number}`);
    const folder = join(root, `${number}`);
    await mkdir(folder);
    await writeFile(join(folder, "mine.mp4"), "mine");
    const results = [host.open(drawPlan(draw)), host.open(drawPlan(draw)), host.open([])] as const;
    const [shared, other, taken] = results;
    const overwrite = draw(4) === 0;
    const isReplaced = draw(4) === 0;
    const broke: Break = (promise, words) =>
      counter.break(
        promise,
        `round ${number}, ${results.map(({ met }) => met.join(", ")).join(" | ")}: ${words}`,
      );

    const save = (result: ChaosResult, name: string, options: SaveResultOptions = {}): Promise<SaveEnd> =>
      settle(saveResult(result.url, join(folder, name), { ...LOCAL, ...options }), broke);
    const kill = async (result: ChaosResult, name: string): Promise<SaveEnd> => {
      const [killAt, killAfter] = [drawOperation(draw), draw(2) === 0];
      const options = { timeoutMs: TIMEOUT_MS, overwrite };
      const end = await runSave({ url: result.url, path: join(folder, name), options, killAt, killAfter });
      kills += Number(end.killed);
      return end;
    };

    const readers = [shared, other].slice(0, draw(3)).map((result) => readOpened(result, broke));
    const watch = watchFiles(folder, { "a.mp4": shared, "b.mp4": other }, overwrite || isReplaced, broke);
    // Without rivals in this process, which need no time to start, the killed one is the first to give the name.
    const rivals = draw(3) * Number(!isReplaced);
    const ends = await Promise.all([
      kill(shared, "a.mp4"),
      ...Array.from({ length: rivals }, () => save(shared, "a.mp4", { overwrite })),
      draw(2) === 0 ? kill(other, "b.mp4") : save(other, "b.mp4", { overwrite }),
      save(other, "b.mp4", { overwrite }),
      save(taken, "mine.mp4"),
    ]);
    if (draw(3) === 0) ends.push(await kill(shared, "a.mp4"));
    if (isReplaced) {
      shared.plan = ["a change and a drop", "404"];
      ends.push(await save(shared, "a.mp4", { overwrite: true }));
    }
    await Promise.all(readers);
    await watch.stop();

    for (const [name, result] of [["a.mp4", shared] as const, ["b.mp4", other] as const]) {
      const winners = ends.filter(({ saved }) => saved?.path === join(folder, name));
      if (!overwrite && !isReplaced && winners.length > 1)
        broke("two winners", `${winners.length} of ${name}`);
      for (const { saved } of winners) if (saved) ensureReported(saved, result, broke);
      result.plan = [];
      const { saved, error } = await save(result, name);
      if (!saved && error?.code !== "file_exists") broke("not finished by the next run", `${error?.message}`);
    }
    await watch.look();
    if ((await readFile(join(folder, "mine.mp4"), "utf8")) !== "mine") broke("overwritten file", "mine.mp4");
    const names = (await readdir(folder)).filter((name) => !["a.mp4", "b.mp4", "mine.mp4"].includes(name));
    if (names.length > 0) broke("part folder left over", names.join(", "));
    await rm(folder, { recursive: true, force: true });
  };

  let next = 0;
  const work = async () => {
    // Some processes come to their end before they are killed.
    while (kills < count && next < 4 * count) await attack(next++);
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  host.close();
  await rm(root, { recursive: true, force: true });
  return counter.report(kills);
}

const LOCAL = { allowPrivateHosts: true, timeoutMs: TIMEOUT_MS };

/** Up to five faults, half of them of parts, which are what mixes results; then all is well. */
function drawPlan(draw: Draw): string[] {
  const names = Object.keys(SAVE_FAULTS);
  const ofParts = names.filter((name) => SAVE_FAULTS[name]?.needsPart);
  return Array.from({ length: draw(6) }, () => {
    const from = draw(2) === 0 ? ofParts : names;
    return from[draw(from.length)] ?? "";
  });
}

/** Half of the kills come late, where a file has its name and its part folder is not gone yet. */
const drawOperation = (draw: Draw) =>
  draw(2) === 0 ? 1 + draw(OPERATIONS) : OPERATIONS - draw(OPERATIONS / 3);

async function settle(saving: Promise<NonNullable<SaveEnd["saved"]>>, broke: Break): Promise<SaveEnd> {
  const timer = setTimeout(() => broke("hung", `${HUNG_MS} ms`), HUNG_MS);
  try {
    return { killed: false, saved: await saving };
  } catch (error) {
    if (!(error instanceof EvolinkError)) broke("bare error", String(error));
    const { name, code, message } = error as EvolinkError;
    return { killed: false, error: { name, message, ...(code !== undefined && { code }) } };
  } finally {
    clearTimeout(timer);
  }
}

/** Opens a result and reads it to its end, while others save it: what comes is one version, whole, or an error. */
async function readOpened(result: ChaosResult, broke: Break): Promise<void> {
  const timer = setTimeout(() => broke("hung", `an opened result, ${HUNG_MS} ms`), HUNG_MS);
  try {
    const { stream, lengthVerified } = await openResult(result.url, LOCAL);
    const content = Buffer.from(await new Response(stream).arrayBuffer());
    if (!findVersion(content, result)) broke("mixed contents", `an opened result, ${content.length} bytes`);
    if (lengthVerified && content.length !== makeVersion(0).length)
      broke("cut without saying so", `an opened result, ${content.length} bytes`);
  } catch (error) {
    if (!(error instanceof EvolinkError)) broke("bare error", `an opened result: ${error}`);
  } finally {
    clearTimeout(timer);
  }
}

/** Which version a file is, whole or a first part of it; undefined for neither. */
function findVersion(content: Buffer, { version }: ChaosResult): Buffer | undefined {
  return Array.from({ length: version + 1 }, (_, index) => makeVersion(index)).find((whole) =>
    whole.subarray(0, content.length).equals(content),
  );
}

function ensureReported(saved: NonNullable<SaveEnd["saved"]>, result: ChaosResult, broke: Break): void {
  const whole = makeVersion(0).length;
  if (saved.lengthVerified && saved.bytes !== whole) broke("cut without saying so", `${saved.bytes} bytes`);
  if (!saved.lengthVerified && !result.met.some((name) => UNSTATED.includes(name)))
    broke("wrong report", "the length was verified");
  if (saved.contentType !== "video/mp4") broke("wrong report", saved.contentType);
}

const UNSTATED = ["an end that is not stated", "a cut that looks like the end"];

/** Looks at files all the time: each must be absent or whole, and stay what it is unless it may be replaced. */
function watchFiles(folder: string, files: Record<string, ChaosResult>, mayChange: boolean, broke: Break) {
  const seen = new Map<string, Buffer>();
  const look = async () => {
    for (const [name, result] of Object.entries(files)) {
      const content = await readFile(join(folder, name)).catch(() => undefined);
      const before = seen.get(name);
      if (content === undefined && before === undefined) continue;
      if (content === undefined || (before && !mayChange && !before.equals(content))) {
        broke("overwritten file", name);
        continue;
      }
      if (before?.equals(content)) continue;
      seen.set(name, content);
      const version = findVersion(content, result);
      if (!version)
        broke(isMixed(content) ? "mixed contents" : "torn file", `${name}, ${content.length} bytes`);
      else if (content.length < version.length && !result.met.includes("a cut that looks like the end"))
        broke("torn file", `${name} has ${content.length} bytes`);
    }
  };
  let isOver = false;
  const watching = (async () => {
    for (; !isOver; await sleep(WATCH_MS)) await look();
  })();
  return {
    look,
    async stop() {
      isOver = true;
      await watching;
    },
  };
}

/** True when its parts tell of different versions. */
function isMixed(content: Buffer): boolean {
  const versions = new Set<number>();
  for (let at = 1024; at + 4 <= content.length; at += 4) versions.add(content[at] ?? 0);
  return versions.size > 1;
}
