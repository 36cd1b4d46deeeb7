import { createHash } from "node:crypto";
import { dirname, join } from "node:path";
import { type Cache, createCache } from "../cache.ts";
import { keepNewest, readSealed, writeSealed } from "../launch/sealed-file.js";

/** Of more folders than this, the entries of those generated longest ago are removed: the folders may be gone too. */
export const MAX_FOLDERS = 8;

/** The cache of the last run that made the same folder; an empty one when there was none, or of another toolchain. */
export function loadCache(caches: string, folder: string, toolchain: string): Cache {
  const [owner, ...lines] =
    readSealed(placeInCaches(caches, "results", folder))
      ?.toString()
      .split("\n") ?? [];
  if (owner !== toolchain) return createCache();
  const entries = lines.map((line) => {
    const end = line.indexOf(" ");
    return [line.slice(0, end), line.slice(end + 1)] as const;
  });
  return createCache(new Map(entries));
}

/** Keeps the entries that a run used, and no others, so that a cache does not grow with time. */
export function saveCache(caches: string, folder: string, toolchain: string, cache: Cache): void {
  const path = placeInCaches(caches, "results", folder);
  writeSealed(path, listLines(toolchain, cache));
  keepNewest(dirname(path), MAX_FOLDERS);
}

/** A line for each entry, many at a time: as one text they would be the largest thing in memory. */
function* listLines(toolchain: string, cache: Cache): Generator<string> {
  let lines = toolchain;
  for (const [key, text] of cache.listEntries()) {
    lines += `\n${key} ${text}`;
    if (lines.length < 100_000) continue;
    yield lines;
    lines = "";
  }
  yield lines;
}

/** Where the caches have what belongs to one generated folder. */
export function placeInCaches(
  caches: string,
  kind: "results" | "stamps" | "documents",
  folder: string,
): string {
  return join(caches, kind, createHash("sha256").update(folder).digest("hex").slice(0, 16));
}
