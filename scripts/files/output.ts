import { mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import writeFileAtomic from "write-file-atomic";

/** How the files of a folder differ from what they should be. */
export interface Drift {
  stale: string[];
  missing: string[];
  extra: string[];
}

/** Compares a folder with the files it should hold; nothing is written. */
export async function findDrift(folder: string, files: ReadonlyMap<string, string>): Promise<Drift> {
  const drift: Drift = { stale: [], missing: [], extra: [] };
  for (const [name, text] of files) {
    const found = await readIfThere(join(folder, name));
    if (found === undefined) drift.missing.push(name);
    else if (found !== text) drift.stale.push(name);
  }
  drift.extra = (await listIfThere(folder)).filter((name) => !files.has(name)).sort();
  return drift;
}

export function isClean({ stale, missing, extra }: Drift): boolean {
  return stale.length + missing.length + extra.length === 0;
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

async function listIfThere(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

/** Writes files into a folder, each replaced whole: a killed run leaves the old file or the new one, never half of one. */
export async function writeFiles(
  folder: string,
  files: ReadonlyMap<string, string>,
  names: readonly string[],
): Promise<void> {
  await mkdir(folder, { recursive: true });
  await Promise.all(names.map((name) => writeFileAtomic(join(folder, name), files.get(name) ?? "")));
}
