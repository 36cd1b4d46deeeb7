import type { AnyTask, CompletedTaskOf, Task } from "../../errors/task.ts";
import type { Connection } from "../http/connection.ts";
import { addressCall } from "../http/response.ts";
import { retry } from "../http/retry.ts";
import type { TaskQuery } from "../settings/document.ts";
import { assertOption, checkOptions } from "../settings/options.ts";
import { isTaskId, readTask } from "./read-task.ts";
import { type TaskReader, waitForTask } from "./wait.ts";
import type { WaitOptions } from "./wait-options.ts";

/** Under which `Tasks` hold what the document says of them. Registered, so that another copy of the package finds it. */
export const QUERY: unique symbol = Symbol.for("evolink-openapi.query") as never;

/** Everything about a task needs its id, and nothing else: any process can go on with it. */
export interface Tasks<Read extends AnyTask = Task> {
  /**
   * Reads a task, once. Failures that may pass are repeated as the client's `retry` says.
   *
   * @throws {NotFoundError} no such task for this key, or it has expired.
   */
  get(taskId: string, options?: { signal?: AbortSignal | undefined }): Promise<Read>;
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

/** Makes what reads the tasks of a query, each time once. */
export function createTaskReader({ send, settings }: Connection, query: TaskQuery): TaskReader {
  return {
    query,
    async read(taskId, signal) {
      assertOption(isTaskId(taskId), "taskId", "1 to 128 of A-Z a-z 0-9 . _ : -", taskId);
      const call = addressCall(settings, "GET", query.path, query.path.replace(/\{.*\}/, taskId));
      return send({ ...call, signal, taskId }, (response) => readTask(response, query, query.id));
    },
  };
}

/** Makes the functions that need a task's id alone. */
export function createTasks<Read extends AnyTask = Task>(
  connection: Connection,
  query: TaskQuery,
): Tasks<Read> {
  const reader = createTaskReader(connection, query);
  return {
    async get(taskId, options = {}) {
      checkOptions(options, { signal: "addEventListener()" });
      const { signal } = options;
      return retry(
        () => reader.read(taskId, signal) as Promise<never>,
        ({ retryable }) => retryable,
        connection.settings.attempts,
        signal,
      );
    },
    wait: (taskId, options) => waitForTask(reader, taskId, options as WaitOptions) as Promise<never>,
    [QUERY]: query,
  };
}
