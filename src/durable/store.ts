import { createIdempotencyKey } from "../client/tasks/submit.ts";
import { NEW_RECORD, type TaskOrder, type TaskRecord } from "./record.ts";

/** What a store has of one order. */
export interface StoredRecord {
  /** Undefined when nothing is stored yet. */
  record: TaskRecord | undefined;
  /** Milliseconds since the epoch, by the one clock of the store: clocks of workers may differ. */
  nowMs: number;
}

/** Stores the records of orders. Every write is compared and set: of two who write the same version, one wins. */
export interface RecordStore {
  read(id: string): Promise<StoredRecord>;
  /**
   * Stores a record if the stored version is the one before it, and settles once it would outlive this process.
   *
   * @param mustLast whether it must outlive the store's primary too: a store with replicas waits for them here.
   * @returns undefined when it is stored; else the record that is there instead.
   * @throws {NotReplicatedError} it is stored, but not where it lasts.
   * @throws {OrderRemovedError} the order is not there any more.
   */
  write(id: string, record: TaskRecord, mustLast: boolean): Promise<TaskRecord | undefined>;
}

/** What was written may be lost with the store's primary: too few replicas said in time that they have it. */
export class NotReplicatedError extends Error {
  override readonly name = "NotReplicatedError";
}

/** Somebody removed an order while it was carried out. */
export class OrderRemovedError extends Error {
  override readonly name = "OrderRemovedError";
}

/** A task was submitted, and its order goes on without its id: this may be the last that knows it. */
export class UnstoredTaskError extends Error {
  override readonly name = "UnstoredTaskError";

  readonly id: string;
  readonly taskId: string;

  constructor(id: string, taskId: string, cause: unknown) {
    const why = cause instanceof Error ? cause.message : cause;
    super(`${id} was submitted as the task ${taskId}, which its order could not store: ${why}`, { cause });
    this.id = id;
    this.taskId = taskId;
  }
}

/** Another run of the same order got ahead: its record is stored, and this run has nothing more to say. */
export class SupersededError extends Error {
  override readonly name = "SupersededError";
}

/** One order on its way: what is stored of it, and the clock of the store. */
export interface DurableTask {
  readonly id: string;
  readonly order: TaskOrder;
  record: TaskRecord;
  /** Milliseconds since the epoch, by the clock of the store. */
  now(): number;
  /**
   * Stores some changes. `undefined` removes a field.
   *
   * @throws {SupersededError} another run got ahead; `record` is then its record.
   * @throws {NotReplicatedError} it is stored, but may be lost, although it is an intent or the id of a task.
   */
  write(changes: Partial<TaskRecord>): Promise<void>;
}

/** What is called after each write. */
export type OnWritten = (task: DurableTask, before: TaskRecord) => void;

/** Reads what is stored of an order, to go on with it. */
export async function openTask(
  store: RecordStore,
  id: string,
  order: TaskOrder,
  onWritten: OnWritten,
): Promise<DurableTask> {
  const { record = NEW_RECORD, nowMs } = await store.read(id);
  const readAt = performance.now();
  const run = createIdempotencyKey();
  const task: DurableTask = {
    id,
    order,
    record,
    now: () => Math.round(nowMs + performance.now() - readAt),
    async write(changes) {
      const before = task.record;
      const next = { ...before, ...changes, version: before.version + 1, run };
      const isId = next.taskId !== undefined && next.taskId !== before.taskId;
      const there = await store.write(id, next, isId || next.state === "intent").catch((error) => {
        if (error instanceof NotReplicatedError) task.record = next;
        throw error;
      });
      const other = there?.run === run && there.version === next.version ? undefined : there;
      task.record = other ?? next;
      if (other) throw new SupersededError(`Another run of ${id} has stored version ${other.version}.`);
      onWritten(task, before);
    },
  };
  return task;
}
