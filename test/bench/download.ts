import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { saveResult } from "../../src/node/index.ts";

const run = promisify(execFile);

const MIB = 1024 * 1024;
const BYTES = 256 * MIB;
/** Enough to have everything loaded and started once: what a process that saves results holds anyway. */
const WARM_BYTES = 32 * MIB;
const LARGE_BYTES = 1024 * MIB;
const ROUNDS = 7;
const LIMIT_MIB = 32;

/** In a process of its own, so that its work and memory are not counted as ours. `/N` responds with N bytes. */
const SERVER = `
  const chunk = Buffer.alloc(1024 * 1024, 7);
  chunk.write("\\0\\0\\0\\x18ftypisom\\0\\0\\2\\0isomiso2", 0, "latin1");
  const server = require("node:http").createServer((request, response) => {
    let left = Number(request.url.slice(1));
    response.writeHead(200, { "content-type": "video/mp4", "content-length": left, etag: '"bench"' });
    (function send() {
      while (left > 0) {
        const part = chunk.subarray(0, Math.min(left, chunk.length));
        left -= part.length;
        if (!response.write(part)) return void response.once("drain", send);
      }
      response.end();
    })();
  });
  server.listen(0, "127.0.0.1", () => console.log(server.address().port));
`;

const show = (bytes: number) => (bytes / MIB).toFixed(1);

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

async function measureMs(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** The most memory this process held while the work went on, in bytes. */
async function measurePeak(work: () => Promise<unknown>): Promise<number> {
  let peak = 0;
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 10);
  await work();
  clearInterval(timer);
  return peak;
}

/**
 * Holds `saveResult`, which also hashes, checks and flushes to the disk, against `curl -o`, which does none of
 * that, and against `curl -o` followed by a flush: turn by turn, over loopback, into the same folder. Before
 * that, while the process is fresh, the memory a 1 GiB result takes.
 */
export async function benchDownload(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "bench-download-"));
  const server = spawn(process.execPath, ["-e", SERVER], { stdio: ["ignore", "pipe", "inherit"] });
  try {
    const url = `http://127.0.0.1:${String((await once(server.stdout, "data"))[0]).trim()}`;
    const target = join(folder, "clip.mp4");
    const save = (bytes: number) => saveResult(`${url}/${bytes}`, target, { allowPrivateHosts: true });
    const curl = (bytes: number) => run("curl", ["-sS", "-o", target, `${url}/${bytes}`]);
    const contestants: [name: string, work: () => Promise<unknown>][] = [
      ["saveResult (hashed, flushed)", () => save(BYTES)],
      ["curl -o", () => curl(BYTES)],
      ["curl -o, then sync", () => curl(BYTES).then(() => run("sync", [target]))],
    ];
    const fresh = process.memoryUsage.rss();
    await save(WARM_BYTES);
    await rm(target);
    const before = process.memoryUsage.rss();
    const peak = await measurePeak(() => save(LARGE_BYTES));
    await rm(target);
    console.log(
      `memory at its highest while ${LARGE_BYTES / MIB} MiB are saved: ${show(peak - before)} MiB over the ${show(before)} MiB after a first save of ${WARM_BYTES / MIB} MiB (goal: at most ${LIMIT_MIB}), ${show(peak - fresh)} MiB over the fresh process`,
    );

    const rates = contestants.map((): number[] => []);
    for (let round = -1; round < ROUNDS; round++)
      for (const [index, [, work]] of contestants.entries()) {
        const ms = await measureMs(work);
        await rm(target);
        await run("sync", ["-f", folder]);
        if (round >= 0) rates[index]?.push(BYTES / 1000 / ms);
      }
    console.log(
      `download of ${BYTES / MIB} MiB over loopback, median of ${ROUNDS} rounds (lowest to highest)`,
    );
    for (const [index, [name]] of contestants.entries()) {
      const all = rates[index] ?? [];
      const ratio = median((rates[0] ?? []).map((rate, round) => rate / (all[round] ?? Number.NaN)));
      const spread = `${Math.min(...all).toFixed(0)} to ${Math.max(...all).toFixed(0)}`;
      console.log(
        `  ${name.padEnd(30)} ${median(all).toFixed(0).padStart(5)} MB/s (${spread})  saveResult is ${ratio.toFixed(2)}x`,
      );
    }
  } finally {
    server.kill();
    await rm(folder, { recursive: true, force: true });
  }
}
