import { type FileHandle, open, realpath, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { notWritten } from "./not-written.ts";
import { syncFile, syncFolder } from "./sync.ts";
import { releaseTemporaryName, takeTemporaryName } from "./temporary-names.ts";

const UNCHANGED = "What was there is unchanged.";

/** A file whose content is on disk under a temporary name, next to the one it will replace. */
export interface StagedFile {
  /** Gives it its name, in one step. */
  publish(): Promise<void>;
  /** Removes it. What has the name stays as it is. */
  discard(): Promise<void>;
}

/**
 * Writes a file whole or not at all, with the permissions of the one it replaces: whoever reads it, at whatever moment,
 * finds the old content or the new, also after a power cut and on a full disk.
 *
 * @throws {Error} names the file and the reason; what was there is unchanged.
 */
export async function writeWhole(path: string, data: string | Uint8Array): Promise<void> {
  await (await stageFile(path, data)).publish();
}

/** The first half of `writeWhole`, for several files of which all are replaced or none. */
export async function stageFile(path: string, data: string | Uint8Array): Promise<StagedFile> {
  const bytes = typeof data === "string" ? Buffer.from(data) : data;
  try {
    // A link stays one; what it leads to is replaced.
    const target = await realpath(path).catch(() => path);
    const name = takeTemporaryName();
    const temporary = join(dirname(target), name);
    const discard = () => rm(temporary, { force: true }).finally(() => releaseTemporaryName(name));
    await writeSynced(temporary, bytes, await stat(target).catch(() => undefined)).catch(async (error) => {
      await discard();
      throw error;
    });
    return {
      discard,
      async publish() {
        await rename(temporary, target).catch(async (error) => {
          await discard();
          throw notWritten(path, error, UNCHANGED);
        });
        releaseTemporaryName(name);
        await syncFolder(dirname(target));
      },
    };
  } catch (error) {
    throw notWritten(path, error, UNCHANGED);
  }
}

async function writeSynced(
  path: string,
  bytes: Uint8Array,
  replaced?: { mode: number; uid: number; gid: number },
): Promise<void> {
  const file = await open(path, "wx");
  try {
    if (replaced !== undefined) await copyPermissions(file, replaced);
    // It writes on after a short write. A disk that is full takes a part, and complains at the next one only.
    await file.writeFile(bytes);
    await syncFile(file);
    const { size } = await file.stat();
    if (size !== bytes.length) throw new Error(`only ${size} of ${bytes.length} bytes arrived on the disk`);
  } finally {
    await file.close();
  }
}

/** Only its owner, and root, may give a file away: others leave it their own. */
async function copyPermissions(
  file: FileHandle,
  { mode, uid, gid }: { mode: number; uid: number; gid: number },
) {
  await file.chown(uid, gid).catch(() => {});
  await file.chmod(mode).catch(() => {});
}
