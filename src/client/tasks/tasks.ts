import type { CompletedTask, Task } from "../../task.ts";
import { retry } from "../http/retry.ts";
import type { Send } from "../http/transport.ts";
import { assertOption, checkOptions } from "../settings/options.ts";
import type { Settings } from "../settings/settings.ts";
import { isTaskId, readTask } from "./read-task.ts";
import { type ReadTask, waitForTask } from "./wait.ts";
import type { WaitOptions } from "./wait-options.ts";

/** Everything about a task needs its id, and nothing else: any process can go on with it. */
export interface Tasks {
  /**
   * Reads a task, once. Failures that may pass are repeated as the client's `retry` says.
   *
   * @throws {NotFoundError} no such task for this key, or it has expired.
   */
  get(taskId: string, options?: { signal?: AbortSignal | undefined }): Promise<Task>;
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
  wait(taskId: string, options?: WaitOptions): Promise<CompletedTask>;
}

export function createReadTask(send: Send, urlOf: (taskId: string) => string): ReadTask {
  return async (taskId, signal) => {
    assertOption(isTaskId(taskId), "taskId", "1 to 128 of A-Z a-z 0-9 . _ : -", taskId);
    const input = urlOf(taskId);
    return send({ name: `GET ${input}`, input, signal, taskId }, readTask);
  };
}

export function createTasks(read: ReadTask, { attempts }: Settings): Tasks {
  return {
    async get(taskId, options = {}) {
      checkOptions(options, { signal: "addEventListener()" });
      const { signal } = options;
      return retry(
        () => read(taskId, signal),
        ({ retryable }) => retryable,
        attempts,
        signal,
      );
    },
    wait: (taskId, options) => waitForTask(read, taskId, options),
  };
}
