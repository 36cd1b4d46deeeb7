import { randomUUID } from "node:crypto";
import { NEW_RECORD, type TaskRecord } from "../../src/durable/record.ts";
import type { RecordStore } from "../../src/durable/store.ts";
import { type LineFormat, openLines } from "../../src/files/append-lines.ts";

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

const FORMAT: LineFormat = {
  begins: '{"format":1,"batch":"',
  otherwise: "no journal of a batch. Name another one with --journal.",
  damaged: "The journal is damaged; see its lines for task ids.",
};

/**
 * Opens a journal, or begins one. Only one process has it at a time. A line is a write.
 *
 * @throws {Error} another process has it, or it is something else.
 */
export async function openJournal(path: string, tries?: number): Promise<Journal> {
  const file = await openLines(path, FORMAT, tries);
  const [first, ...entries] = file.entries;
  const batch = first === undefined ? randomUUID() : `${first.batch}`;
  if (first === undefined) await file.append({ format: 1, batch });
  const records = replay(entries as Entry[]);
  return { store: createStore(records, file.append), batch, records, close: file.close };
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
