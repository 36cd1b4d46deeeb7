import { type FileHandle, open, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ResultFacts, ResultPiece, ResultProgress } from "../result/result-facts.ts";
import { createFileHash } from "./file-hash.ts";

/** Written at once: a call for each of the 64 KiB that a socket gives would cost more than the writing. */
const BATCH_BYTES = 1024 * 1024;

/** Flushed while more comes, so that little is left to wait for at the end. */
const FLUSH_BYTES = 32 * 1024 * 1024;

/** The part of a result that has come so far, on disk. */
export interface PartFile {
  readonly path: string;
  /** What was there when it was opened; undefined for nothing. */
  readonly resume: ResultProgress | undefined;
  /** Takes in a piece. Cache holds two batches at most: one is written while the next one gathers. */
  add(piece: ResultPiece): Promise<void>;
  /** Writes what is left, for a later run to find. */
  keep(): Promise<void>;
  /** Waits until the disk has it all, and tells what the file holds. */
  finish(): Promise<{ bytes: number; sha256: string }>;
  close(): Promise<void>;
}

/**
 * Opens the part file in a folder, and sees what an earlier run left there.
 *
 * The facts are written before the first byte they speak of, so that bytes without facts never count.
 */
export async function openPartFile(folder: string): Promise<PartFile> {
  const path = join(folder, "body");
  const factsPath = join(folder, "facts.json");
  const left = await readFacts(factsPath);
  const handle = await open(path, left ? "r+" : "w+");
  let position = left ? (await handle.stat()).size : 0;
  const resume = left && position > 0 ? { position, facts: left } : undefined;
  let facts: ResultFacts | undefined = resume?.facts;
  const hash = createFileHash(handle);
  let batch: Uint8Array[] = [];
  let batchBytes = 0;
  let writing: Promise<void> = Promise.resolve();
  let flushing: Promise<void> = Promise.resolve();
  /** Up to here, a flush has been asked for. */
  let flushed = 0;

  /** Told of what is written for good: the hash and the flush follow behind it. */
  const advance = (end: number) => {
    hash.advance(end);
    if (end < flushed + FLUSH_BYTES) return;
    flushed = end;
    // The system tells of a failure only once: it stays in the chain for `finish`.
    flushing = flushing.then(() => handle.datasync());
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

  const beginAnew = async () => {
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
        if (piece.position === 0 && position + batchBytes > 0) await beginAnew();
        facts = piece.facts;
        await writeFile(factsPath, JSON.stringify(facts));
      }
      batch.push(piece.bytes);
      batchBytes += piece.bytes.length;
      if (batchBytes >= BATCH_BYTES) await writeBatch();
    },
    keep,
    async finish() {
      await keep();
      const synced = flushing.then(() => handle.sync());
      const [sha256] = await Promise.all([hash.finish(position), synced]);
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

async function readFacts(path: string): Promise<ResultFacts | undefined> {
  try {
    const facts: ResultFacts = JSON.parse(await readFile(path, "utf8"));
    return typeof facts.contentType === "string" && typeof facts.validator === "string" ? facts : undefined;
  } catch {
    // Missing, or cut off when the run was killed: then the bytes beside it do not count.
    return undefined;
  }
}

async function writeAll(handle: FileHandle, batch: Uint8Array[], position: number): Promise<void> {
  if (batch.length === 0) return;
  const total = batch.reduce((sum, { length }) => sum + length, 0);
  let { bytesWritten } = await handle.writev(batch, position);
  // A disk that is nearly full takes less than it was given, and says so only at the next call.
  while (bytesWritten < total) {
    const rest = Buffer.concat(batch).subarray(bytesWritten);
    bytesWritten += (await handle.write(rest, 0, rest.length, position + bytesWritten)).bytesWritten;
  }
}
