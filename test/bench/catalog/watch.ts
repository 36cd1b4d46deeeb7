import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import { formatSpread, measureProcesses, summarise } from "../measure.ts";
import { changeParameters, copyPages, findBusiestPage, findLargestCatalog, pickEvenly } from "./pages.ts";

/** Changes in one watch, and those of them that come first and are not counted: V8 has yet to optimise the code. */
const [ROUNDS, WARMING_UP] = [9, 4];

/** Seconds from the change of one page to the last file, and the most of the processor's time. */
const AIM_SECONDS = 0.5;

/** Lets the parent ask a process how much of the processor's time it has taken, which does not keep it alive. */
const PROBE = `
process.on("message", () => process.send(process.cpuUsage()));
process.channel.unref();
`;

/**
 * Measures a watch of three pages and one of a whole catalogue: from the change of a page, of the path that most pages are
 * about, to the file that is written last. At the end, the files are those that a process makes that knows nothing.
 *
 * @returns whether the aim is met by the medians; undefined where there is no catalogue.
 */
export async function benchWatch(root: string): Promise<boolean | undefined> {
  const catalog = await findLargestCatalog(root);
  if (catalog === undefined) return undefined;
  await mkdir(join(root, "out"), { recursive: true });
  const work = await mkdtemp(join(root, "out/bench-watch-"));
  try {
    const medians: number[] = [];
    for (const count of [3, catalog.files.length])
      medians.push(
        await measureWatch(root, join(work, String(count)), catalog.folder, pickEvenly(catalog.files, count)),
      );
    return medians.every((seconds) => seconds <= AIM_SECONDS);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function measureWatch(
  root: string,
  work: string,
  folder: string,
  files: readonly string[],
): Promise<number> {
  const { pages, options } = await copyPages(work, { folder, files });
  const probe = join(work, "probe.cjs");
  await writeFile(probe, PROBE);
  const generate = (out: string) => [
    ...["scripts/run.js", "scripts/cli/generate.ts", ...options, "--out", join(work, out)],
  ];
  const changed = join(pages, await findBusiestPage(pages, files));

  const child = spawn(process.execPath, ["--require", probe, ...generate("watched"), "--watch"], {
    cwd: root,
    stdio: ["ignore", "pipe", "ignore", "ipc"],
  });
  const lines = createInterface({ input: child.stdout ?? Readable.from([]) })[Symbol.asyncIterator]();
  const readTo = async (start: string) => {
    for (let line = await lines.next(); ; line = await lines.next()) {
      if (line.done === true) throw new Error("The watch has ended.");
      if (line.value.startsWith(start)) return;
    }
  };
  const askCpuSeconds = async () => {
    const told = once(child, "message");
    child.send("cpu");
    const [{ user, system }] = await told;
    return (user + system) / 1e6;
  };
  const costs: { seconds: number; cpuSeconds: number }[] = [];
  try {
    await readTo("Waiting");
    for (let round = 0; round < ROUNDS; round += 1) {
      // The watch has to have seen the folder, and to be at rest.
      await delay(500);
      const before = await askCpuSeconds();
      const wait = watchFile(join(work, "watched/validators.js"));
      const started = performance.now();
      await changeParameters(changed, round);
      await wait();
      const seconds = (performance.now() - started) / 1000;
      await readTo("✓");
      costs.push({ seconds, cpuSeconds: (await askCpuSeconds()) - before });
    }
  } finally {
    child.kill("SIGINT");
  }
  await once(child, "close");
  await measureProcesses([generate("fresh")], root);
  await compareFolders(join(work, "watched"), join(work, "fresh"));

  const warm = costs.slice(WARMING_UP);
  const seconds = summarise(warm.map((cost) => cost.seconds));
  const cpu = summarise(warm.map((cost) => cost.cpuSeconds));
  console.log(
    `${String(files.length).padStart(3)} pages, one changed: written after ${formatSpread(seconds)} s   aim ${AIM_SECONDS} s; processor ${formatSpread(cpu)} s; same bytes as of a fresh run`,
  );
  return seconds.median;
}

/** Takes the time of a file now; what it returns waits until the file is replaced. */
function watchFile(path: string): () => Promise<void> {
  const read = async () => (await stat(path)).mtimeMs;
  const before = read();
  return async () => {
    while ((await read().catch(() => undefined)) === (await before)) await delay(5);
  };
}

/** @throws {Error} names the first file that differs. */
async function compareFolders(one: string, other: string): Promise<void> {
  for (const name of await readdir(other)) {
    const texts = await Promise.all([one, other].map((folder) => readFile(join(folder, name), "utf8")));
    if (texts[0] !== texts[1]) throw new Error(`${name} of the watch is not that of a fresh run.`);
  }
}
