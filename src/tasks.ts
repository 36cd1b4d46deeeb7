import { type Answer, readObject, unexpected } from "./answer.ts";
import { checkOptions, expectOption } from "./options.ts";
import { retry } from "./retry.ts";
import type { Settings } from "./settings.ts";
import type { CompletedTask, Task } from "./task.ts";
import type { Send } from "./transport.ts";
import { type WaitOptions, waitForTask } from "./wait.ts";

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

/** Reads a task once, without repeating. */
export type ReadTask = (taskId: string, signal?: AbortSignal) => Promise<Task>;

/** @throws {ValidationError} the id could not be one, or could reach another path. */
function checkTaskId(taskId: string): void {
  const fits = typeof taskId === "string" && /^(?!\.+$)[\w.:-]{1,128}$/.test(taskId);
  expectOption("taskId", "1 to 128 characters of A-Z a-z 0-9 . _ : -", fits, taskId);
}

function readTask(answer: Answer): Task {
  const task = readObject(answer);
  if (typeof task.id !== "string" || typeof task.status !== "string") {
    throw unexpected(answer, "without a task's id and status");
  }
  return task as unknown as Task;
}

export function createReadTask(send: Send, urlOf: (taskId: string) => string): ReadTask {
  return async (taskId, signal) => {
    const url = urlOf(taskId);
    return readTask(await send({ name: `GET ${url}`, input: url, signal, details: { taskId } }));
  };
}

export function createTasks(read: ReadTask, { attempts }: Settings): Tasks {
  return {
    async get(taskId, options = {}) {
      checkTaskId(taskId);
      checkOptions(options, { signal: "signal" });
      const { signal } = options;
      return retry(
        () => read(taskId, signal),
        ({ retryable }) => retryable,
        attempts,
        signal,
      );
    },
    async wait(taskId, options) {
      checkTaskId(taskId);
      return waitForTask((signal) => read(taskId, signal), taskId, options);
    },
  };
}
