import { link, lstat, rename } from "node:fs/promises";
import { dirname } from "node:path";
import { DownloadError } from "../errors/classes.ts";
import { syncFolder } from "../files/sync.ts";

/**
 * Gives a finished file its name, in one step: whoever looks sees nothing, or all of it.
 *
 * Without `overwrite` it is linked, which fails when the name is taken, also in the same moment. File systems
 * without hard links (exFAT, some network ones) leave a moment between looking and renaming.
 *
 * @throws {DownloadError} `code: "file_exists"`.
 */
export async function publishFile(part: string, path: string, overwrite: boolean): Promise<void> {
  if (!overwrite) {
    const taken = await link(part, path).then(
      () => false,
      () => exists(path),
    );
    if (taken) throw fileExists(path);
  }
  if (overwrite || !(await exists(path))) await rename(part, path);
  await syncFolder(dirname(path));
}

/**
 * True for whatever has the name, also a link that leads nowhere.
 *
 * @throws no file can have that name, because it is too long, for example.
 */
export async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}

export function fileExists(path: string): DownloadError {
  return new DownloadError(
    `${path} is there already, and was left as it is. Pass \`overwrite: true\` to replace it.`,
    { code: "file_exists" },
  );
}
