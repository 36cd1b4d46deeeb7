import type { FileHandle } from "node:fs/promises";
import { lstat } from "node:fs/promises";
import { dirname } from "node:path";
import { syncFile } from "../files/sync.ts";
import type { ResultFacts, ResultPiece, ResultProgress } from "../result/result-facts.ts";
import { createFileHash } from "./file-hash.ts";
import { openPart, writeFacts } from "./open-part.ts";

/** Written at once: a call for each of the 64 KiB that a socket gives would cost more than the writing. */
const BATCH_BYTES = 1024 * 1024;

/** Flushed while more comes, so that little is left to wait for at the end. */
const FLUSH_BYTES = 32 * 1024 * 1024;

/** The part of a result that has come so far, on disk. */
export interface PartFile {
  readonly path: string;
  /** What an earlier run left; undefined for nothing. */
  readonly resume: ResultProgress | undefined;
  /** Takes in a piece. Memory holds two batches at most: one is written while the next one gathers. */
  add(piece: ResultPiece): Promise<void>;
  /** Writes what is left, for a later run to find. */
  keep(): Promise<void>;
  /** Waits until the disk has it all, makes sure of it, and returns what the file holds. */
  finish(): Promise<{ bytes: number; sha256: string }>;
  close(): Promise<void>;
}

/** Opens the part file in a folder, and sees what an earlier run left there. */
export async function openPartFile(folder: string): Promise<PartFile> {
  const { path, handle, resume } = await openPart(folder);
  let position = resume?.position ?? 0;
  let facts: ResultFacts | undefined = resume?.facts;
  const hash = createFileHash(handle);
  let batch: Uint8Array[] = [];
  let batchBytes = 0;
  let writing: Promise<void> = Promise.resolve();
  let flushing: Promise<void> = Promise.resolve();
  /** Up to here, a flush was started. */
  let flushed = 0;

  /** Called with what is written for good: the hash and the flush follow behind it. */
  const advance = (end: number) => {
    hash.advance(end);
    if (end < flushed + FLUSH_BYTES) return;
    flushed = end;
    // The system reports a failure only once: it stays in the chain for `finish`.
    flushing = flushing.then(() => syncFile(handle, "datasync"));
    flushing.catch(() => {});
  };

  /** Starts writing the batch once the one before it is written. */
  const writeBatch = async () => {
    await writing;
    const end = position + batchBytes;
    writing = writeAll(handle, batch, position).then(() => advance(end));
    // A failure is reported by the next one who waits, not as unhandled.
    writing.catch(() => {});
    position = end;
    batch = [];
    batchBytes = 0;
  };

  const keep = async () => {
    await writeBatch();
    await writing;
  };

  const startOver = async () => {
    await writing;
    batch = [];
    batchBytes = 0;
    position = 0;
    flushed = 0;
    hash.reset();
    await handle.truncate(0);
  };

  return {
    path,
    resume,
    async add(piece) {
      if (piece.facts !== facts) {
        if (piece.position === 0 && position + batchBytes > 0) await startOver();
        facts = piece.facts;
        await writeFacts(dirname(path), facts);
      }
      batch.push(piece.bytes);
      batchBytes += piece.bytes.length;
      if (batchBytes >= BATCH_BYTES) await writeBatch();
    },
    keep,
    async finish() {
      await keep();
      const synced = flushing.then(() => syncFile(handle));
      const [sha256] = await Promise.all([hash.finish(position), synced]);
      await ensureWritten(handle, path, position);
      return { bytes: position, sha256 };
    },
    async close() {
      await writing.catch(() => {});
      await flushing.catch(() => {});
      await hash.close();
      await handle.close();
    },
  };
}

/** A disk that is nearly full takes less than it was given, and says so only at the next call. */
async function writeAll(handle: FileHandle, batch: Uint8Array[], position: number): Promise<void> {
  const total = batch.reduce((sum, { length }) => sum + length, 0);
  if (total === 0) return;
  let { bytesWritten: written } = await handle.writev(batch, position);
  const whole = written < total ? Buffer.concat(batch) : undefined;
  while (whole && written < total) {
    const { bytesWritten } = await handle.write(whole, written, total - written, position + written);
    if (bytesWritten === 0) throw diskError(`it took ${written} of ${total} bytes`);
    written += bytesWritten;
  }
}

/**
 * The folder is this user's alone, so kind, length and owner say enough of what has the name. The numbers of device and
 * file do not: FAT, network and overlay file systems give an open file others than its name.
 *
 * @throws the file is not as long as what was written into it, or its name is another file's, or a link's, by now.
 */
async function ensureWritten(handle: FileHandle, path: string, bytes: number): Promise<void> {
  const [opened, named] = [await handle.stat(), await lstat(path)];
  if (opened.size !== bytes) throw diskError(`it holds ${opened.size} of ${bytes} bytes`);
  if (!named.isFile() || named.size !== bytes || named.uid !== opened.uid)
    throw diskError(`${path} was replaced`);
}

/** Like the system's own errors, so that it is reported like them. */
function diskError(what: string): Error {
  return Object.assign(new Error(`EIO: the disk failed, ${what}`), { code: "EIO", syscall: "write" });
}
