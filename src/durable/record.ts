import type { Reading } from "../client/tasks/poll-plan.ts";

/** One thing to make, as people put it into a queue or write it on a line of a batch. It is JSON. */
export interface TaskOrder {
  /** The body of the submission. It costs money. */
  body: Record<string, unknown>;
  /** Anything of yours, such as an order number; `save` and the report get it back. */
  context?: unknown;
  /** The collection of the client that creates it, such as `videos`. Needed where the client has several. */
  collection?: string | undefined;
}

/**
 * The step that is stored of a task, in this order. Each is stored before the next begins.
 *
 * `new`: nothing was sent. `intent`: key and body are fixed, and may have been sent. `submitted`: the API said an id.
 * `ended`: the task is completed. `saved`: all its results are saved. Then it is reported, which its store does.
 * `uncertain` and `failed` need a person.
 */
export type TaskState = "new" | "intent" | "uncertain" | "submitted" | "ended" | "saved" | "failed";

/** Why a task stands still, in JSON. */
export interface StoredError {
  name: string;
  message: string;
  code?: string | undefined;
  /** Of a task that failed: what helps. */
  advice?: string | undefined;
}

/** All that is stored of one order between two steps. It is JSON, and has no key of the API in it. */
export interface TaskRecord {
  state: TaskState;
  /** Grows by one with each write: a write on top of another version is refused. */
  version: number;
  /** Which run wrote it: what a store took in twice, because its reply was lost, is not another run's. */
  run?: string | undefined;
  /** Which submission of the order this is, from 1: those after the first follow a failure that passes. */
  submission: number;
  idempotencyKey?: string | undefined;
  /** The body as it is sent, with this key and no other. */
  sent?: Record<string, unknown> | undefined;
  intentAtMs?: number | undefined;
  /** Set before an uncertain submission is repeated, once, with the same key. */
  repeated?: boolean | undefined;
  taskId?: string | undefined;
  submittedAtMs?: number | undefined;
  estimateMs?: number | undefined;
  /** What the last reading of the task said of its pace. */
  reading?: Reading | undefined;
  /** In a row, of what is tried again by itself. */
  failures?: number | undefined;
  /** What the API reserved for all its submissions together. */
  credits?: number | undefined;
  /** Tasks that an order had besides `taskId`: those that failed before, and what an uncertain submission turned out to be. */
  otherTaskIds?: string[] | undefined;
  /** The completed task. */
  task?: Record<string, unknown> | undefined;
  /** What `save` returned for each result, so far. */
  saved?: unknown[] | undefined;
  error?: StoredError | undefined;
}

/** The record of an order that nobody has begun. */
export const NEW_RECORD: TaskRecord = { state: "new", version: 0, submission: 1 };

/** The text of an error as it is stored: fields for programs, and its sentence. */
export function toStoredError(error: unknown): StoredError {
  const { name = "Error", message = String(error), code, advice } = Object(error) as Partial<StoredError>;
  return {
    name,
    message,
    ...(typeof code === "string" && { code }),
    ...(typeof advice === "string" && { advice }),
  };
}
