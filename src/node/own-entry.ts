import { constants, type Stats } from "node:fs";
import { type FileHandle, lstat, open } from "node:fs/promises";

/** Windows has neither. There, links need a privilege, and devices are no files of a folder. */
const { O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants as Partial<typeof constants>;

/** Opens a file that is not there yet: no link is followed, and nothing that has the name is changed. */
export function createFile(path: string): Promise<FileHandle> {
  return open(path, constants.O_RDWR | constants.O_CREAT | constants.O_EXCL | O_NOFOLLOW);
}

/** True for what the user of this process owns; on Windows, where the folder's rights decide, for anything. */
function isOwn({ uid }: Stats): boolean {
  return process.getuid === undefined || uid === process.getuid();
}

/** True for a folder of ours, and not for a link to one: whoever planted it could swap what is in it. */
export function isOwnFolder(path: string): Promise<boolean> {
  return lstat(path).then(
    (stats) => stats.isDirectory() && isOwn(stats),
    () => false,
  );
}

/**
 * Opens a file that must be our own and a plain one: no link, pipe or device, and no second name of another file,
 * which writing would change too.
 *
 * @throws it is something else, or missing.
 */
export async function openOwnFile(path: string): Promise<FileHandle> {
  // A pipe that nobody writes into would block for ever.
  const handle = await open(path, constants.O_RDWR | O_NOFOLLOW | O_NONBLOCK);
  const stats = await handle.stat();
  if (stats.isFile() && stats.nlink <= 1 && isOwn(stats)) return handle;
  await handle.close();
  throw new Error(`${path} is not a plain file of this user.`);
}
