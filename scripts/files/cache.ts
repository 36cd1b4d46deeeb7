import { createHash } from "node:crypto";
import { mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { type Cache, createCache } from "../cache.ts";

/** Of more folders than this, those generated longest ago are forgotten: they may be gone too. */
const MAX_FOLDERS = 8;

/**
 * The cache of the last run that made the same folder. It is empty when there was none, when another toolchain made
 * it, and when the file is not what was written: a file ends with the hash of all that stands before.
 */
export async function loadCache(caches: string, folder: string, toolchain: string): Promise<Cache> {
  const known = new Map<string, string>();
  try {
    const bytes = await readFile(join(caches, cacheName(folder)));
    const end = bytes.lastIndexOf("\n") + 1;
    const written = bytes.subarray(0, end);
    const hash = createHash("sha256").update(written).digest("hex");
    const [owner, ...lines] = written.toString().split("\n");
    if (owner !== toolchain || bytes.toString("utf8", end) !== hash) return createCache();
    for (const line of lines) known.set(line.slice(0, line.indexOf(" ")), line.slice(line.indexOf(" ") + 1));
  } catch {
    // There is none that can be read: everything is made anew.
  }
  return createCache(known);
}

/** Keeps what a run used, and nothing else, so that a cache does not grow with time. */
export async function saveCache(
  caches: string,
  folder: string,
  toolchain: string,
  cache: Cache,
): Promise<void> {
  await mkdir(caches, { recursive: true });
  const path = join(caches, cacheName(folder));
  const temporary = `${path}.${process.pid}`;
  const hash = createHash("sha256");
  // Not as one text, which would be the largest thing in memory.
  const file = await open(temporary, "w");
  try {
    for (const lines of listLines(toolchain, cache)) {
      hash.update(lines);
      await file.write(lines);
    }
    await file.write(hash.digest("hex"));
  } finally {
    await file.close();
  }
  await rename(temporary, path);
  await forgetOldest(caches);
}

/** The lines, some at a time. */
function* listLines(toolchain: string, cache: Cache): Generator<string> {
  let lines = `${toolchain}\n`;
  for (const [key, text] of cache.listEntries()) {
    lines += `${key} ${text}\n`;
    if (lines.length < 100_000) continue;
    yield lines;
    lines = "";
  }
  yield lines;
}

function cacheName(folder: string): string {
  return `memory-${createHash("sha256").update(folder).digest("hex").slice(0, 16)}.txt`;
}

/** Also what a killed run has left half written. */
async function forgetOldest(caches: string): Promise<void> {
  const paths = (await readdir(caches))
    .filter((name) => name.startsWith("memory-"))
    .map((name) => join(caches, name));
  const times = await Promise.all(
    paths.map(async (path) => (await stat(path).catch(() => undefined))?.mtimeMs ?? 0),
  );
  const byTime = paths.map((path, index) => ({ path, time: times[index] ?? 0 }));
  byTime.sort((one, other) => other.time - one.time);
  await Promise.all(byTime.slice(MAX_FOLDERS).map(({ path }) => rm(path, { force: true })));
}
