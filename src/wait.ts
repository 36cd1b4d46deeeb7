import { EvolinkError } from "./errors/evolink-error.ts";
import { TaskTimeoutError } from "./errors/task-timeout-error.ts";
import { WaitAbortedError } from "./errors/wait-aborted-error.ts";
import { checkOptions } from "./options.ts";
import { MIN_POLL_MS, planPoll, type Reading } from "./poll-plan.ts";
import { backOffMs, MAX_RETRY_AFTER_MS } from "./retry.ts";
import { limitTime, orStop, sleep } from "./stoppable.ts";
import type { CompletedTask, Task } from "./task.ts";
import { readOutcome } from "./task-outcome.ts";

/** What `onProgress` gets after each reading of the task. */
export interface TaskProgress {
  task: Task;
  status: Task["status"];
  /** 0-100, when the API tells. */
  progress: number | undefined;
  /** Milliseconds since the wait began. */
  elapsedMs: number;
  /** Milliseconds until the task probably ends; 0 when it is overdue. */
  remainingMs: number;
}

/** How long and how to wait for a task. */
export interface WaitOptions {
  /** Ends the wait within 50 ms, asleep or in flight. The task goes on. */
  signal?: AbortSignal | undefined;
  /** How long to wait overall, in milliseconds, or Infinity. Default: 30 minutes. */
  timeoutMs?: number | undefined;
  /** Awaited. An exception in it ends the wait, and is thrown unchanged. */
  onProgress?: ((progress: TaskProgress) => unknown) | undefined;
}

export const WAIT_OPTIONS = { signal: "signal", timeoutMs: "timeMs", onProgress: "function" } as const;

const DEFAULT_WAIT_MS = 30 * 60_000;

/** How far apart polls planned for the same moment are spread: 10 % in all. */
const JITTER = 0.1;

/** Consecutive failed readings that end a wait: about two minutes without one answer. */
const MAX_FAILURES = 8;

/**
 * Reads a task until it has ended.
 *
 * @param read reads it once.
 * @param submitted the task as its submission answered it; without it the first reading is made at once.
 */
export async function waitForTask(
  read: (signal: AbortSignal) => Promise<Task>,
  taskId: string,
  options: WaitOptions = {},
  submitted?: Task,
): Promise<CompletedTask> {
  checkOptions(options, WAIT_OPTIONS);
  const { signal, timeoutMs = DEFAULT_WAIT_MS, onProgress } = options;
  const startedAt = performance.now();
  const limit = limitTime(timeoutMs, signal);
  const readings: Reading[] = [];
  let failures = 0;
  let delayMs = 0;
  // A task just submitted is as old as this wait; of another one, `created` tells.
  let ageAtStartMs = 0;

  /** Takes in one reading: reports it, and plans the next. */
  const takeIn = async (task: Task) => {
    const elapsedMs = performance.now() - startedAt;
    if (!submitted && !readings.length && task.created) {
      ageAtStartMs = Math.max(0, Date.now() - task.created * 1000 - elapsedMs);
    }
    const { status, progress, task_info } = task;
    readings.push({ ageMs: ageAtStartMs + elapsedMs, progress });
    const plan = planPoll(readings, (task_info ?? submitted?.task_info)?.estimated_time);
    delayMs = plan.delayMs * (1 - JITTER / 2 + JITTER * Math.random());
    if (onProgress) {
      const { remainingMs } = plan;
      await orStop(
        (async () => onProgress({ task, status, progress, elapsedMs, remainingMs }))(),
        limit.signal,
      );
    }
  };

  let task = submitted;
  try {
    if (task) await takeIn(task);
    for (;;) {
      const completed = task && !failures && readOutcome(task, taskId);
      if (completed) return completed;
      await sleep(Math.max(delayMs, readings.length + failures && MIN_POLL_MS), limit.signal);
      try {
        task = await read(limit.signal);
        failures = 0;
      } catch (error) {
        if (limit.signal.aborted || !(error instanceof EvolinkError && error.retryable)) throw error;
        if (++failures >= MAX_FAILURES) throw error;
        delayMs = Math.min(error.retryAfterMs ?? backOffMs(failures), MAX_RETRY_AFTER_MS);
        continue;
      }
      await takeIn(task);
    }
  } catch (error) {
    if (!limit.signal.aborted || error !== limit.signal.reason) throw error;
    const goesOn = `The task goes on, and is billed; tasks.wait("${taskId}") waits for it again.`;
    const details = { taskId, task };
    throw limit.expired()
      ? new TaskTimeoutError(
          `Task ${taskId} was not finished after ${timeoutMs} ms${task ? ` (${task.status})` : ""}. ${goesOn}`,
          details,
        )
      : new WaitAbortedError(`The wait for task ${taskId} was aborted. ${goesOn}`, {
          ...details,
          cause: signal?.reason,
        });
  } finally {
    limit.release();
  }
}
