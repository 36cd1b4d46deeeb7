import { type FileHandle, open, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ResultPiece, ResultProgress } from "../result/read-result.ts";
import type { ResultFacts } from "../result/result-facts.ts";
import { createFileHash } from "./file-hash.ts";

/** The part of a result that has come so far, on disk. */
export interface PartFile {
  readonly path: string;
  /** What was there when it was opened; undefined for nothing. */
  readonly resume: ResultProgress | undefined;
  /** Takes in a piece. It is on its way to the disk when this resolves; the next one waits for it. */
  add(piece: ResultPiece): Promise<void>;
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
  let writing: Promise<void> = Promise.resolve();

  return {
    path,
    resume,
    async add({ bytes, ...piece }) {
      await writing;
      if (piece.facts !== facts) {
        if (piece.position === 0 && position > 0) {
          hash.reset();
          await handle.truncate(0);
        }
        facts = piece.facts;
        await writeFile(factsPath, JSON.stringify(facts));
      }
      position = piece.position + bytes.length;
      const end = position;
      writing = writeAll(handle, bytes, piece.position).then(() => hash.advance(end));
      // A failure is reported by the next one who waits, not as unhandled.
      writing.catch(() => {});
    },
    async finish() {
      await writing;
      const [sha256] = await Promise.all([hash.finish(position), handle.sync()]);
      return { bytes: position, sha256 };
    },
    async close() {
      await writing.catch(() => {});
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

/** A disk that is nearly full takes less than it was given, and says so only at the next call. */
async function writeAll(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let at = 0; at < bytes.length; )
    at += (await handle.write(bytes, at, bytes.length - at, position + at)).bytesWritten;
}
