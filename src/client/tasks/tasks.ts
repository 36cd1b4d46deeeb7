import type { AnyTask, CompletedTaskOf, Task } from "../../errors/task.ts";
import type { Connection } from "../http/connection.ts";
import { retry } from "../http/retry.ts";
import type { TaskQuery } from "../settings/document.ts";
import { checkOptions } from "../settings/options.ts";
import { fetchTask } from "./read-task.ts";
import { waitForTask } from "./wait.ts";
import { WAIT_OPTIONS, type WaitOptions } from "./wait-options.ts";

/** How a task is read once. */
export interface ReadOptions {
  /** Aborting it rejects with its reason, unchanged. */
  signal?: AbortSignal | undefined;
}

export const READ_OPTIONS = { signal: "an object with addEventListener()" } as const;

/** Under which `Tasks` hold what the document says of them. Registered, so that another copy of the package finds it. */
const QUERY: unique symbol = Symbol.for("evolink-openapi.query") as never;

// As `CONNECTION` is.
export { QUERY };

/** Everything about a task needs its id, and nothing else: any process can go on with it. */
export interface Tasks<Read extends AnyTask = Task> {
  /**
   * Reads a task, once. Failures that may pass are repeated as the client's `retry` says.
   *
   * @throws {NotFoundError} no such task for this key, or it has expired.
   */
  get(taskId: string, options?: ReadOptions): Promise<Read>;
  /**
   * Waits until a task has ended, and returns it.
   *
   * A status this version does not know counts as "still running", until `timeoutMs`: the API may add one.
   * One failed reading does not end a wait; eight in a row do, with the last one's error.
   *
   * @throws {TaskFailedError} the task ended as `failed`; `error.code` is the API's reason.
   * @throws {TaskCancelledError} it was cancelled.
   * @throws {TaskTimeoutError} `timeoutMs` passed first. The task goes on, and is still billed.
   * @throws {WaitAbortedError} you aborted; `error.cause` is your reason. The task goes on, and is still billed.
   *
   * @example
   * const task = await evolink.tasks.wait("task-unified-1757169743-7cvnl5zw", { timeoutMs: 120_000 });
   */
  wait(taskId: string, options?: WaitOptions<Read>): Promise<CompletedTaskOf<Read>>;
  /** For `taskQueryOptions`. */
  readonly [QUERY]: TaskQuery;
}

/** Makes the functions that need a task's id alone. */
export function createTasks<Read extends AnyTask = Task>(
  connection: Connection,
  query: TaskQuery,
): Tasks<Read> {
  return {
    async get(taskId, options = {}) {
      checkOptions(options, READ_OPTIONS);
      const read = () => fetchTask(connection, query, taskId, options.signal) as Promise<never>;
      // Awaited here, as a promise that is returned takes longer to settle.
      return await retry(read, (error) => error.retryable, connection.settings.attempts, options.signal);
    },
    async wait(taskId, options = {}) {
      checkOptions(options, WAIT_OPTIONS);
      return waitForTask(connection, query, taskId, options as WaitOptions) as Promise<never>;
    },
    [QUERY]: query,
  };
}
