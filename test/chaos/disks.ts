import { cp, readdir, readFile, statfs, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { EvolinkError } from "../../src/index.ts";
import { saveResult } from "../../src/node/index.ts";
import { createDraw, type Draw } from "../helpers/draw.ts";
import { mountSmallDisk } from "../helpers/processes/small-disk.ts";
import { BYTES, makeVersion } from "./faults/chaos-result.ts";
import { openSaveHost, type SaveHost } from "./faults/save-host.ts";
import { makeGenerating, readFiles } from "./generates.ts";
import { type AttackOptions, type ChaosReport, createPromiseCounter, type PromiseCounter } from "./report.ts";

const PROMISES = [
  "succeeded without all bytes",
  "torn file",
  "something left over",
  "failed without the reason",
] as const;

/** Of the disk. Everything that is written here fits at most once. */
const DISK_KIB = 2_048;
/** One round in this many generates, which takes longer than saving. */
const GENERATE_EVERY = 5;

/** Saves and generates on a disk that has room for all, some or nothing of it. Where none can be made, nothing is tried. */
export async function attackDisks({ seed, count }: AttackOptions): Promise<ChaosReport> {
  const counter = createPromiseCounter("writes to a full disk", PROMISES);
  const generating = await makeGenerating();
  const host = await openSaveHost(seed);
  const before = join(generating.root, "before");
  await generating.run("old", before);
  await generating.run("new", join(generating.root, "after"));
  const renewed = await readFiles(join(generating.root, "after"));
  let tried = 0;
  for (let round = 0; round < count; round += 1) {
    const disk = await mountSmallDisk(join(generating.root, "disk"), DISK_KIB);
    if (typeof disk === "string") {
      console.log(`No full disk was tried: ${disk}.`);
      break;
    }
    try {
      const draw = createDraw(`${seed} disk ${round}`);
      if (round % GENERATE_EVERY === 0) {
        await cp(before, join(disk.path, "out"), { recursive: true });
        await generateOn(disk.path, renewed, generating.run, counter, draw);
      } else await saveOn(disk.path, host, counter, draw);
      tried += 1;
    } finally {
      disk.unmount();
    }
  }
  host.close();
  await generating.remove();
  return counter.report(tried);
}

/** Leaves as much room on a disk as is said, but for what a page holds. */
async function fill(disk: string, roomBytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(disk);
  await writeFile(join(disk, "filling"), Buffer.alloc(Math.max(0, bavail * bsize - roomBytes)));
}

async function generateOn(
  disk: string,
  renewed: Record<string, string>,
  run: Awaited<ReturnType<typeof makeGenerating>>["run"],
  counter: PromiseCounter,
  draw: Draw,
): Promise<void> {
  const out = join(disk, "out");
  const old = await readFiles(out);
  const room = draw(Object.values(renewed).reduce((sum, { length }) => sum + length, 0));
  await fill(disk, room);
  const { code, errors } = await run("new", out);
  const words = `generate with room for ${room} bytes`;
  const found = await readFiles(out);
  const wanted = code === 0 ? renewed : old;
  for (const name of Object.keys(old))
    if (found[name] !== wanted[name])
      counter.break(code === 0 ? "succeeded without all bytes" : "torn file", `${words}: ${name}`);
  const names = (await readdir(out)).sort();
  if (names.join() !== Object.keys(old).join()) counter.break("something left over", `${words}: ${names}`);
  if (code !== 0 && !/Cannot write .*ENOSPC/.test(errors))
    counter.break("failed without the reason", `${words}: ${errors}`);
}

async function saveOn(disk: string, host: SaveHost, counter: PromiseCounter, draw: Draw): Promise<void> {
  const room = draw(4) === 0 ? BYTES + 4_096 * (draw(7) - 3) : draw(2 * BYTES);
  await fill(disk, room);
  const result = host.open(draw(3) === 0 ? ["a drop"] : []);
  const path = join(disk, "clip.mp4");
  const words = `a save with room for ${room} bytes`;
  try {
    await saveResult(result.url, path, { allowPrivateHosts: true, timeoutMs: 2_000 });
    if (!makeVersion(0).equals(await readFile(path))) counter.break("succeeded without all bytes", words);
  } catch (error) {
    const isNamed = error instanceof EvolinkError && error.code === "ENOSPC" && error.message.includes(path);
    if (!isNamed) counter.break("failed without the reason", `${words}: ${error}`);
    const names = (await readdir(disk)).filter((name) => name !== "filling");
    if (names.length > 0) counter.break("something left over", `${words}: ${names}`);
  }
}
