import type { OpenedResult, OpenResultOptions } from "../result/open-result.ts";
import type { ResultTask } from "../result/result-source.ts";
import type { Gate } from "./gate.ts";
import type { StoredError, TaskOrder } from "./record.ts";
import type { DurableTask } from "./store.ts";

/** What is needed of a task collection of the client, such as `evolink.videos`. */
export interface DurableCollection {
  create(
    body: never,
    options: { idempotencyKey: string; attempts: number; signal: AbortSignal },
  ): Promise<{ id: string }>;
  check(
    taskId: string,
    options?: { signal?: AbortSignal | undefined },
  ): Promise<{ task: { id: string; status: string }; completed: ResultTask | undefined }>;
}

/** What is needed of the client. `createEvolink` makes one, the package's own and every generated one. */
export interface DurableClient {
  readonly baseUrl?: string | undefined;
}

/** One result of a task, to be saved. */
export interface ResultToSave {
  /** Of the order. With `index` it names the result: the same on every attempt. */
  id: string;
  /** From 0. */
  index: number;
  /** How many results the task has. */
  count: number;
  task: ResultTask;
  context: unknown;
  /** Opens the stream of the result, as `openResult` does; a link that has expired is asked for again. */
  open(options?: OpenResultOptions): Promise<OpenedResult>;
  /** Fires when the worker is told to stop. */
  signal: AbortSignal | undefined;
  /** For `saveResult(task, path, { evolink, index })`, which asks for links that have expired again. */
  evolink: ResultSourceClient;
}

/** What asks for a fresh link to a result. */
export interface ResultSourceClient {
  readonly baseUrl?: string | undefined;
  readonly tasks: {
    get(taskId: string, options?: { signal?: AbortSignal | undefined }): Promise<ResultTask>;
  };
}

/**
 * Saves one result. What it returns (JSON) is stored and reported. It is called again for the same `id` and `index` when
 * it threw, or when the process died before what it returned was stored: saving twice must come to the same.
 */
export type SaveResult = (result: ResultToSave) => unknown;

/** How orders are carried out. */
export interface MachineOptions {
  evolink: DurableClient;
  save: SaveResult;
  /**
   * Repeat an uncertain submission by itself, once, with the same idempotency key, `uncertainAfterMs` after it. Default:
   * false, because EvoLink does not promise that the key prevents a second charge; then a person settles it.
   */
  repeatUncertain?: boolean | undefined;
  /**
   * How long a submission may be under way, in milliseconds; one that was begun longer ago and of which nothing is stored is
   * uncertain. Default: 5 minutes.
   */
  uncertainAfterMs?: number | undefined;
  /** How often an order is submitted at most, when its task fails with the advice "wait". Default: 3. */
  maxSubmissions?: number | undefined;
  /** How long a task may take, in milliseconds. Then its job fails, and goes on when it is retried. Default: 24 hours. */
  taskTimeoutMs?: number | undefined;
}

type Resolved<Options> = { [Name in keyof Options]-?: Exclude<Options[Name], undefined> };

/** The options with every default filled in, and what the surroundings add. */
export interface Machine extends Resolved<MachineOptions> {
  gate: Gate;
  /** Makes the key of an order's next submission: the same whenever it is asked for the same one. */
  makeKey(task: DurableTask): Promise<string>;
  /** Makes the body that is sent: with the URL of a callback, for example. */
  makeBody(task: DurableTask): Promise<Record<string, unknown>>;
  /** Whether no other process can have the order: then an intent that is found was left by one that has died. */
  isExclusive: boolean;
  /** Whether tasks report their end by a callback, so that they are read seldom. */
  hasCallbacks: boolean;
  /** Goes on with these orders now: there are places for them. */
  wake(ids: readonly string[]): Promise<void>;
  /** Fires when the worker is told to stop. */
  signal?: AbortSignal | undefined;
}

/** What became of an order: once for each that is over. */
export interface TaskReport {
  id: string;
  state: "done" | "failed" | "uncertain";
  taskId?: string | undefined;
  /** Reserved for all its submissions together, as far as the API said. */
  credits?: number | undefined;
  /** What `save` returned for each result. Empty when the completed task names none. */
  results?: unknown[] | undefined;
  error?: StoredError | undefined;
  context?: unknown;
}

/** Where a run of an order ends. `paused`: nobody submits until a person has seen to it. */
export type Outcome =
  | { kind: "wait"; delayMs: number }
  | { kind: "paused"; error: StoredError; delayMs: number }
  | { kind: "over"; report: TaskReport }
  /** It stands at a step that costs nothing to try again, when a person says so. */
  | { kind: "stopped"; error: StoredError };

export const MACHINE_DEFAULTS = {
  repeatUncertain: false,
  uncertainAfterMs: 5 * 60_000,
  maxSubmissions: 3,
  taskTimeoutMs: 24 * 60 * 60_000,
} as const;

/** Finds the collection that creates the task of an order. @throws {TypeError} says what there is. */
export function findCollection(evolink: DurableClient, { collection }: TaskOrder): DurableCollection {
  const all = Object.entries(evolink).filter(
    (entry): entry is [string, DurableCollection] =>
      typeof entry[1]?.create === "function" && typeof entry[1].check === "function",
  );
  const found = collection === undefined ? all : all.filter(([name]) => name === collection);
  const [first] = found;
  if (first && found.length === 1) return first[1];
  const names = all.map(([name]) => name).join(", ") || "none";
  throw new TypeError(`Expected \`collection\` to be one of the client's collections of tasks: ${names}.`);
}

/** The model of an order, by which it is limited. */
export function modelOf({ body }: TaskOrder): string {
  return typeof body.model === "string" ? body.model : "";
}
