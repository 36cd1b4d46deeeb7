import { fsync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { promisify } from "node:util";

/**
 * Makes what was written to a file outlive a power cut: all of it, or with `datasync` its content alone.
 *
 * Under Yarn's Plug'n'Play, which puts file handles of its own in the place of Node's, both throw at once, and the
 * descriptor is synced instead.
 */
export async function syncFile(
  file: Pick<FileHandle, "fd" | "sync" | "datasync">,
  method: "sync" | "datasync" = "sync",
): Promise<void> {
  try {
    await file[method]();
  } catch (error) {
    if (!/not implemented/i.test(String(error))) throw error;
    await promisify(fsync)(file.fd);
  }
}

/** Makes a new name outlive a power cut. Windows has no such call, and some file systems refuse it. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r").catch(() => undefined);
  if (!folder) return;
  await syncFile(folder).catch(() => {});
  await folder.close();
}
