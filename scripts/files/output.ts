import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { makeFolder } from "../../src/files/make-folder.ts";
import { isTemporary, removeLeftovers } from "../../src/files/temporary-names.ts";
import { stageFile } from "../../src/files/write-whole.ts";

/** How the files of a folder differ from what they should be. */
export interface Drift {
  stale: string[];
  missing: string[];
  extra: string[];
}

/**
 * Compares a folder with the files it should hold; nothing is written.
 *
 * @throws {Error} names what cannot be read: a file in the place of the folder, a folder in that of a file.
 */
export async function findDrift(folder: string, files: ReadonlyMap<string, string>): Promise<Drift> {
  const drift: Drift = { stale: [], missing: [], extra: [] };
  const found = await listIfThere(folder);
  for (const [name, text] of files) {
    const before = await readIfThere(join(folder, name));
    if (before === undefined) drift.missing.push(name);
    // Git may have given the lines of a whole file the ends of Windows.
    else if (before !== text && before !== text.replaceAll("\n", "\r\n")) drift.stale.push(name);
  }
  drift.extra = found.filter((name) => !files.has(name) && !isTemporary(name)).sort();
  return drift;
}

export function isClean({ stale, missing, extra }: Drift): boolean {
  return stale.length + missing.length + extra.length === 0;
}

const readIfThere = (path: string): Promise<string | undefined> =>
  readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw new Error(`Cannot read ${path}: ${error.message}.`, { cause: error });
  });

const listIfThere = (folder: string): Promise<string[]> =>
  readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    if (error.code === "ENOTDIR")
      throw new Error(`${folder} is a file, and should be a folder. Move it, or name another folder.`);
    throw new Error(`Cannot read ${folder}: ${error.message}.`, { cause: error });
  });

/**
 * Writes files into a folder, all of them or none.
 *
 * @throws {Error} names the file that cannot be written.
 */
export async function writeFiles(
  folder: string,
  files: ReadonlyMap<string, string>,
  names: readonly string[],
): Promise<void> {
  await replaceFiles(new Map(names.map((name) => [join(folder, name), files.get(name) ?? ""])));
}

/**
 * Writes files, all of them or none: each is on disk under a temporary name before the first is replaced, in the order
 * given. A run that is killed while they are replaced leaves every file whole, the old one or the new one.
 *
 * @param files Contents by path. Folders that are missing are made.
 * @throws {Error} names the file that cannot be written.
 */
export async function replaceFiles(files: ReadonlyMap<string, string | Uint8Array>): Promise<void> {
  const folders = new Map([...files.keys()].map((path) => [dirname(path), path]));
  for (const [folder, path] of folders) {
    await makeFolder(folder).catch((error: Error) => {
      throw new Error(`Cannot write ${path}: ${error.message}.`, { cause: error });
    });
    await removeLeftovers(folder);
  }
  const outcomes = await Promise.allSettled([...files].map(([path, data]) => stageFile(path, data)));
  const staged = outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : []));
  try {
    const failed = outcomes.find((outcome) => outcome.status === "rejected");
    if (failed !== undefined) throw failed.reason;
    for (const file of staged) await file.publish();
  } finally {
    await Promise.all(staged.map((file) => file.discard()));
  }
}
