import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Problem } from "../../src/openapi/problem.ts";
import type { SourceFile } from "../pipeline/read/read-page.ts";
import { findDrift, isClean, writeFiles } from "./output.ts";

/** What the last good run was given and what it made, kept so that a run in which nothing changed can stop early. */
interface Stamp {
  /** Hash of the toolchain and of every input. */
  key: string;
  /** Hash of every output, by file name. */
  outputs: Record<string, string>;
  /** What the run had to say. */
  warnings: readonly Problem[];
}

/** Hashes the toolchain and all inputs, names and contents. Times play no part. */
export function hashInputs(toolchain: string, inputs: readonly SourceFile[]): string {
  const hash = createHash("sha256").update(toolchain);
  for (const { path, bytes } of inputs) hash.update(`\0${path}\0${bytes.length}\0`).update(bytes);
  return hash.digest("hex");
}

/** The warnings of the last run when it had the same inputs and the folder holds just what it made; else nothing. */
export async function findFreshStamp(
  stamps: string,
  folder: string,
  key: string,
): Promise<readonly Problem[] | undefined> {
  let stamp: Stamp;
  try {
    stamp = JSON.parse(await readFile(join(stamps, stampName(folder)), "utf8")) as Stamp;
    if (stamp.key !== key) return undefined;
    const names = Object.keys(stamp.outputs);
    const texts = await Promise.all(names.map((name) => readFile(join(folder, name), "utf8")));
    const found = new Map(names.map((name, index) => [name, texts[index] ?? ""]));
    if (names.some((name) => hashText(found.get(name) ?? "") !== stamp.outputs[name])) return undefined;
    return isClean(await findDrift(folder, found)) ? stamp.warnings : undefined;
  } catch {
    // No stamp, or a file it names is gone: then the full run decides.
    return undefined;
  }
}

/** Remembers a run whose files are in place. */
export async function writeStamp(
  stamps: string,
  folder: string,
  key: string,
  files: ReadonlyMap<string, string>,
  warnings: readonly Problem[],
): Promise<void> {
  const outputs = Object.fromEntries([...files].map(([name, text]) => [name, hashText(text)]));
  const name = stampName(folder);
  await writeFiles(stamps, new Map([[name, JSON.stringify({ key, outputs, warnings } satisfies Stamp)]]), [
    name,
  ]);
}

function stampName(folder: string): string {
  return `generated-${hashText(folder).slice(0, 16)}.json`;
}

function hashText(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
