import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import writeFileAtomic from "write-file-atomic";

/** Writes files into a folder, each replaced whole: a killed run leaves the old file or the new one, never half of one. */
export async function writeFiles(
  folder: string,
  files: ReadonlyMap<string, string>,
  names: readonly string[],
): Promise<void> {
  await mkdir(folder, { recursive: true });
  await Promise.all(names.map((name) => writeFileAtomic(join(folder, name), files.get(name) ?? "")));
}
