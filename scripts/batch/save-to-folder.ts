import { readdir, stat } from "node:fs/promises";
import { join, parse } from "node:path";
import type { ResultToSave, SaveResult } from "../../src/durable/machine.ts";
import { DownloadError } from "../../src/errors/classes.ts";
import { nameResult } from "../../src/node/file-name.ts";
import { saveResult } from "../../src/node/index.ts";

/** What is reported of a result on disk. */
export interface SavedFile {
  path: string;
  bytes: number;
}

/**
 * Makes what saves results into a folder, each whole or not at all, under the id of its task. One that is there is this
 * result: a run that was killed has saved it, and not said so.
 */
export function saveToFolder(folder: string): SaveResult {
  return async (result: ResultToSave): Promise<SavedFile> => {
    const { task, index, evolink, signal } = result;
    try {
      const { path, bytes } = await saveResult(task, `${folder}/`, { evolink, index, signal });
      return { path, bytes };
    } catch (error) {
      const isThere = error instanceof DownloadError && error.code === "file_exists";
      const there = isThere ? await findSaved(folder, result) : undefined;
      if (there === undefined) throw error;
      return there;
    }
  };
}

async function findSaved(
  folder: string,
  { task, index, count }: ResultToSave,
): Promise<SavedFile | undefined> {
  const name = nameResult(task.id, index, count);
  const found = (await readdir(folder)).find((file) => parse(file).name === name);
  if (found === undefined) return undefined;
  const path = join(folder, found);
  return { path, bytes: (await stat(path)).size };
}
