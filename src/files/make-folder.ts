import { mkdir, stat } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * Makes a folder, and those that it stands in, where they are missing. Node's own `recursive` never ends in a file system
 * that has no new folders and says so as if their parent were missing, as `/proc` does.
 *
 * @throws {Error} of the file system, or that no folder can be made there.
 */
export async function makeFolder(path: string): Promise<void> {
  if (await tryMake(path)) return;
  const parent = dirname(path);
  if (parent !== path) await makeFolder(parent);
  if (parent === path || !(await tryMake(path)))
    throw Object.assign(new Error(`ENOENT: no folder can be made in ${parent}, mkdir '${path}'`), {
      code: "ENOENT",
    });
}

/** Whether the folder is there now; not, where its parent is missing. */
async function tryMake(path: string): Promise<boolean> {
  try {
    await mkdir(path);
    return true;
  } catch (error) {
    const isThere = await stat(path).catch(() => undefined);
    if (isThere?.isDirectory() === true) return true;
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}
