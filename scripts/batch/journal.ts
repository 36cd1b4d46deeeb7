import { randomUUID } from "node:crypto";
import { type FileHandle, open, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { lock } from "proper-lockfile";
import { NEW_RECORD, type TaskRecord } from "../../src/durable/record.ts";
import type { RecordStore } from "../../src/durable/store.ts";
import { syncFolder } from "../../src/files/write-whole.ts";

/** The records of one batch in a file. */
export interface Journal {
  store: RecordStore;
  /** Tells this batch from others with the same orders: it is part of their idempotency keys. */
  batch: string;
  records: ReadonlyMap<string, TaskRecord>;
  close(): Promise<void>;
}

/** A line: what a write has changed. `null` removes a field. */
type Entry = { id: string } & Record<string, unknown>;

/** What a killed process held is free after so long. */
const STALE_MS = 4_000;

/** So long that nobody has to run a killed batch again by hand. */
const RETRIES = 12;

/**
 * Opens a journal, or begins one. Only one process has it at a time.
 *
 * A line is a write. It counts once all of it is on the disk; what a process that died has left of its last line is cut
 * off.
 *
 * @throws {Error} another process has it, or it is something else.
 */
export async function openJournal(path: string, tries = RETRIES): Promise<Journal> {
  const retries = { retries: tries, minTimeout: STALE_MS / 8, factor: 1 };
  const release = await lock(path, { realpath: false, stale: STALE_MS, retries }).catch(
    (error: NodeJS.ErrnoException) => {
      throw error.code === "ELOCKED" ? new Error(`Another process works on ${path}. One at a time.`) : error;
    },
  );
  try {
    const text = await readFile(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return Buffer.alloc(0);
      throw error;
    });
    const whole = text.subarray(0, text.lastIndexOf(10) + 1);
    const [first, ...entries] = parseLines(whole.toString(), path);
    const batch = first === undefined ? randomUUID() : first.batch;
    if (first !== undefined && (first.format !== 1 || typeof batch !== "string"))
      throw new Error(`${path} is no journal of a batch. Name another one with --journal.`);
    const records = replay(entries as Entry[]);
    const file = await open(path, "a");
    await file.truncate(whole.length);
    const append = createAppender(file);
    if (first === undefined) {
      await append({ format: 1, batch });
      await syncFolder(dirname(path));
    }
    return {
      store: createStore(records, append),
      batch: `${batch}`,
      records,
      async close() {
        await file.close();
        await release();
      },
    };
  } catch (error) {
    await release();
    throw error;
  }
}

function parseLines(text: string, path: string): Record<string, unknown>[] {
  return text
    .split("\n")
    .slice(0, -1)
    .map((line, index) => {
      try {
        return JSON.parse(line);
      } catch {
        throw new Error(
          `${path}, line ${index + 1}: no JSON. The journal is damaged; see its lines for task ids.`,
        );
      }
    });
}

function replay(entries: readonly Entry[]): Map<string, TaskRecord> {
  const records = new Map<string, TaskRecord>();
  for (const { id, ...changes } of entries) {
    const merged = { ...(records.get(id) ?? NEW_RECORD), ...changes };
    const kept = Object.entries(merged).filter(([, value]) => value !== null);
    records.set(id, Object.fromEntries(kept) as unknown as TaskRecord);
  }
  return records;
}

function createStore(
  records: Map<string, TaskRecord>,
  append: (entry: object) => Promise<void>,
): RecordStore {
  return {
    read: async (id) => ({ record: records.get(id), nowMs: Date.now() }),
    async write(id, record) {
      const there = records.get(id) ?? NEW_RECORD;
      if (there.version !== record.version - 1) return there;
      records.set(id, record);
      await append({ id, ...findChanges(there, record) });
      return undefined;
    },
  };
}

function findChanges(before: object, after: object): Record<string, unknown> {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const valuesOf = (name: string) => [before, after].map((one) => (one as Record<string, unknown>)[name]);
  return Object.fromEntries(
    names.flatMap((name) => {
      const [old, value] = valuesOf(name);
      return JSON.stringify(old) === JSON.stringify(value) ? [] : [[name, value ?? null]];
    }),
  );
}

/** Makes what writes lines and waits until they are on the disk. Those that come meanwhile share the next turn. */
function createAppender(file: FileHandle): (entry: object) => Promise<void> {
  let lines: string[] = [];
  let next: Promise<void> | undefined;
  let writing: Promise<void> = Promise.resolve();
  return (entry) => {
    lines.push(`${JSON.stringify(entry)}\n`);
    next ??= writing.then(async () => {
      const text = lines.join("");
      lines = [];
      next = undefined;
      writing = file.appendFile(text).then(() => file.datasync());
      await writing;
    });
    return next;
  };
}
