import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Problem } from "../../src/openapi/problem.ts";
import { keepNewest, readSealed, writeSealed } from "../launch/sealed-file.js";
import type { SourceFile } from "../pipeline/read/read-page.ts";
import { placeInCaches } from "./cache.ts";
import { findDrift, isClean } from "./output.ts";

/** Of more folders than this, the stamps of those generated longest ago are removed: the folders may be gone too. */
const MAX_FOLDERS = 32;

/** What the last good run was given and what it made, kept so that a run in which nothing changed can stop early. */
interface Stamp {
  /** Hash of the toolchain and of every input. */
  key: string;
  /** Hash of every output, by file name. */
  outputs: Record<string, string>;
  /** What the run said. */
  said: RunReport;
}

/** What a good run says, and a run that repeats it says again. */
export interface RunReport {
  warnings: readonly Problem[];
  /** What became of the pages, as text. */
  counts: string;
}

/** Hashes the toolchain and all inputs, names and contents. Times play no part. */
export function hashInputs(toolchain: string, inputs: readonly SourceFile[]): string {
  const hash = createHash("sha256").update(toolchain);
  for (const { path, bytes } of inputs) hash.update(`\0${path}\0${bytes.length}\0`).update(bytes);
  return hash.digest("hex");
}

/** What the last run said when it had the same inputs and the folder holds just what it made; else undefined. */
export async function findFreshStamp(
  caches: string,
  folder: string,
  key: string,
): Promise<RunReport | undefined> {
  const text = readSealed(placeInCaches(caches, "stamps", folder))?.toString();
  if (text === undefined) return undefined;
  const stamp = JSON.parse(text) as Stamp;
  if (stamp.key !== key) return undefined;
  try {
    const names = Object.keys(stamp.outputs);
    const texts = await Promise.all(names.map((name) => readFile(join(folder, name), "utf8")));
    const found = new Map(names.map((name, index) => [name, texts[index] ?? ""]));
    if (names.some((name) => hashText(found.get(name) ?? "") !== stamp.outputs[name])) return undefined;
    return isClean(await findDrift(folder, found)) ? stamp.said : undefined;
  } catch {
    // A file that it names is gone: then the full run decides.
    return undefined;
  }
}

/** Stamps a run whose files are in place. */
export function writeStamp(
  caches: string,
  folder: string,
  key: string,
  files: ReadonlyMap<string, string>,
  said: RunReport,
): void {
  const outputs = Object.fromEntries([...files].map(([name, text]) => [name, hashText(text)]));
  const path = placeInCaches(caches, "stamps", folder);
  writeSealed(path, [JSON.stringify({ key, outputs, said } satisfies Stamp)]);
  keepNewest(dirname(path), MAX_FOLDERS);
}

function hashText(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
