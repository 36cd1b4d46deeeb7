import { createHash } from "node:crypto";
import { type FileHandle, open, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ResultPiece, ResultProgress } from "../result/read-result.ts";
import type { ResultFacts } from "../result/result-facts.ts";

/** Written at once: fewer calls than pieces come in, and still little memory. */
const BATCH_BYTES = 1024 * 1024;

/** The part of a result that has come so far, on disk. */
export interface PartFile {
  readonly path: string;
  /** What was there when it was opened; undefined for nothing. */
  readonly resume: ResultProgress | undefined;
  /** Takes in a piece. It is on its way to the disk when this resolves, and memory holds at most two batches. */
  add(piece: ResultPiece): Promise<void>;
  /** Writes what is left, and waits until the disk has it. */
  flush(): Promise<{ bytes: number; sha256: string }>;
  close(): Promise<void>;
}

/**
 * Opens the part file in a folder, and reads what an earlier run left there.
 *
 * The facts are written before the first byte they speak of, so that bytes without facts never count.
 *
 * @throws `signal.reason` while it reads what was left.
 */
export async function openPartFile(folder: string, signal: AbortSignal | undefined): Promise<PartFile> {
  const path = join(folder, "body");
  const factsPath = join(folder, "facts.json");
  const left = await readFacts(factsPath);
  const handle = await open(path, left ? "r+" : "w+");

  let sha = createHash("sha256");
  let position = 0;
  if (left)
    for await (const chunk of handle.createReadStream({ start: 0, autoClose: false })) {
      signal?.throwIfAborted();
      sha.update(chunk);
      position += chunk.length;
    }
  const resume = left && position > 0 ? { position, facts: left } : undefined;
  let facts: ResultFacts | undefined = resume?.facts;
  let batch: Uint8Array[] = [];
  let batchBytes = 0;
  let writing: Promise<void> = Promise.resolve();

  /** Starts writing the batch once the one before it is written. */
  const writeBatch = async () => {
    await writing;
    writing = writeAll(handle, batch, position);
    // A failure is reported by the next one who waits, not as unhandled.
    writing.catch(() => {});
    position += batchBytes;
    batch = [];
    batchBytes = 0;
  };

  return {
    path,
    resume,
    async add(piece) {
      if (piece.facts !== facts) {
        await writing;
        if (piece.position === 0 && position + batchBytes > 0) {
          batch = [];
          batchBytes = 0;
          position = 0;
          sha = createHash("sha256");
          await handle.truncate(0);
        }
        facts = piece.facts;
        await writeFile(factsPath, JSON.stringify(facts));
      }
      batch.push(piece.bytes);
      batchBytes += piece.bytes.length;
      sha.update(piece.bytes);
      if (batchBytes >= BATCH_BYTES) await writeBatch();
    },
    async flush() {
      await writeBatch();
      await writing;
      await handle.sync();
      return { bytes: position, sha256: sha.digest("hex") };
    },
    close: () => writing.catch(() => {}).then(() => handle.close()),
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
