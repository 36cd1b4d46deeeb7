import { type FileHandle, open, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { lock } from "proper-lockfile";
import { notWritten } from "./not-written.ts";
import { syncFile, syncFolder } from "./sync.ts";

/** A file of JSON, a value a line, that only grows. */
export interface LineFile {
  /** What was in it when it was opened. */
  entries: Record<string, unknown>[];
  /**
   * Settles once the line is on the disk. Lines that come meanwhile share the next write.
   *
   * @throws {Error} it is not there, as when another process has taken the file over; then no further one is either.
   */
  append(entry: object): Promise<void>;
  close(): Promise<void>;
}

/** How a kind of file is told from others. */
export interface LineFormat {
  /** All files of the kind begin with it: a file that does not is left as it is. */
  begins: string;
  /** Of a file of another kind: `PATH is …` */
  otherwise: string;
  /** Where a line is not JSON: what the reader can do. */
  damaged: string;
}

/** What a killed process held is free after so long. */
const STALE_MS = 4_000;

/** So long that nobody has to run a killed command again by hand. */
const RETRIES = 12;

/** A line feed. */
const LINE_END = 10;

/**
 * Opens a file of lines, or begins one. Only one process has it at a time. A line counts once all of it is on the disk;
 * what a process that died has left of its last one is cut off.
 *
 * @throws {Error} another process has it, or it is something else; then it stays as it is.
 */
export async function openLines(path: string, format: LineFormat, tries = RETRIES): Promise<LineFile> {
  const retries = { retries: tries, minTimeout: STALE_MS / 8, factor: 1 };
  // A process that was asleep may have lost the lock, and sees it by the length of the file before it writes.
  const onCompromised = () => {};
  const options = { realpath: false, stale: STALE_MS, retries, onCompromised };
  const release = await lock(path, options).catch((error: NodeJS.ErrnoException) => {
    throw error.code === "ELOCKED" ? new Error(`Another process works on ${path}. One at a time.`) : error;
  });
  try {
    const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return Buffer.alloc(0);
      throw error;
    });
    const { entries, length } = parseLines(bytes, path, format);
    const file = await open(path, "a");
    await file.truncate(length);
    await syncFolder(dirname(path));
    return {
      entries,
      append: createAppender(file, path, length),
      async close() {
        await file.close();
        await release().catch((error: NodeJS.ErrnoException) => {
          if (error.code !== "ERELEASED") throw error;
        });
      },
    };
  } catch (error) {
    await release();
    throw error;
  }
}

/**
 * Reads a file of lines that need not be whole.
 *
 * @throws {Error} it is not there, or something else.
 */
export async function readLines(path: string, format: LineFormat): Promise<Record<string, unknown>[]> {
  return parseLines(await readFile(path), path, format).entries;
}

/** The lines that are whole, and how many bytes they have. */
function parseLines(
  bytes: Buffer,
  path: string,
  { begins, otherwise, damaged }: LineFormat,
): { entries: Record<string, unknown>[]; length: number } {
  const beginning = bytes.subarray(0, begins.length).toString();
  // A process may have been killed in its first line.
  if (!begins.startsWith(beginning)) throw new Error(`${path} is ${otherwise}`);
  const length = bytes.lastIndexOf(LINE_END) + 1;
  const lines = bytes.subarray(0, length).toString().split("\n").slice(0, -1);
  const entries = lines.map((line, index) => {
    try {
      return JSON.parse(line) as Record<string, unknown>;
    } catch {
      throw new Error(`${path}, line ${index + 1}: no JSON. ${damaged}`);
    }
  });
  return { entries, length };
}

/** @param length of the file. Once it has another one, the file is another process's, and nothing is written. */
function createAppender(file: FileHandle, path: string, length: number): (entry: object) => Promise<void> {
  let lines: string[] = [];
  let next: Promise<void> | undefined;
  let writing: Promise<void> = Promise.resolve();
  const ensureOwn = async () => {
    if ((await file.stat()).size !== length)
      throw new Error(`Another process has gone on with ${path} while this one was asleep.`);
  };
  const write = async (text: string) => {
    await ensureOwn();
    try {
      await file.appendFile(text);
      length += Buffer.byteLength(text);
      await syncFile(file, "datasync");
    } catch (error) {
      throw notWritten(path, error, "The lines before are there.");
    }
    // The other one may have written at the same moment.
    await ensureOwn();
  };
  return (entry) => {
    lines.push(`${JSON.stringify(entry)}\n`);
    next ??= writing.then(async () => {
      const text = lines.join("");
      lines = [];
      next = undefined;
      writing = write(text);
      await writing;
    });
    return next;
  };
}
