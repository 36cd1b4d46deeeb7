import { TaskTimeoutError, WaitAbortedError } from "../../errors/classes.ts";
import { EvolinkError } from "../../errors/evolink-error.ts";
import type { CompletedTask, Task } from "../../task.ts";
import { raceAbort, sleep, withTimeout } from "../http/abort.ts";
import { backOffMs, MAX_RETRY_AFTER_MS } from "../http/retry.ts";
import { checkOptions } from "../settings/options.ts";
import { MIN_POLL_MS, planPoll, type Reading } from "./poll-plan.ts";
import { readOutcome } from "./read-task.ts";

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

/** Reads a task once, without repeating. */
export type ReadTask = (taskId: string, signal?: AbortSignal) => Promise<Task>;

/** How long and how to wait for a task. */
export interface WaitOptions {
  /** Ends the wait within 50 ms, asleep or in flight. The task goes on. */
  signal?: AbortSignal | undefined;
  /** How long to wait overall, in milliseconds, or Infinity. Default: 30 minutes. */
  timeoutMs?: number | undefined;
  /** Awaited. An exception in it ends the wait, and is thrown unchanged. */
  onProgress?: ((progress: TaskProgress) => unknown) | undefined;
  /**
   * What `createCallbacks` made, when this process serves the task's callbacks: the callback ends the sleep
   * between two readings, and without it the task is still read about once a minute. Default: polling alone.
   */
  callbacks?: EndedNotifier | undefined;
}

/** Says when the callback of a task came in. */
export interface EndedNotifier {
  /** Returns how to stop listening. */
  onEnded(taskId: string, listener: () => void): () => void;
}

export const WAIT_OPTIONS = {
  signal: "object",
  timeoutMs: "number",
  onProgress: "function",
  callbacks: "object",
} as const;

const DEFAULT_WAIT_MS = 30 * 60_000;

/** How far apart polls planned for the same moment are spread: 10 % in all. */
const JITTER = 0.1;

/** Between two readings while a callback is expected: EvoLink gives up on calling after some 47 s. */
const SAFETY_POLL_MS = 60_000;

/** For a task without an estimate. */
const DEFAULT_ESTIMATE_S = 60;

/** Consecutive failed readings that end a wait: about two minutes without one answer. */
const MAX_FAILURES = 8;

/** A field of a task that is a number, whatever the API has put there. */
function readNumber(value: unknown): number | undefined {
  return Number.isFinite(value) ? (value as number) : undefined;
}

/**
 * Reads a task until it has ended.
 *
 * @param read reads it once.
 * @param submitted the task as its submission answered it; without it the first reading is made at once.
 */
export async function waitForTask(
  read: ReadTask,
  taskId: string,
  options: WaitOptions = {},
  submitted?: Task,
): Promise<CompletedTask> {
  checkOptions(options, WAIT_OPTIONS);
  const { signal, timeoutMs = DEFAULT_WAIT_MS, onProgress, callbacks } = options;
  const startedAt = performance.now();
  const [stop, release] = withTimeout(timeoutMs, signal);
  let last: Reading | undefined;
  let failures = 0;
  let delayMs = 0;
  // A task just submitted is as old as this wait; of another one, `created` tells.
  let ageAtStartMs = 0;
  let stopListening: (() => void) | undefined;
  /** Fulfilled by the callback, and gone then: from there on the task is read as if none were expected. */
  let called: Promise<void> | undefined;
  if (callbacks) {
    called = new Promise((resolve) => {
      stopListening = callbacks.onEnded(taskId, resolve);
    });
    called.then(() => {
      called = undefined;
      delayMs = MIN_POLL_MS;
    });
  }

  /** Takes in one reading: reports it, and plans the next. */
  const takeIn = async (task: Task) => {
    const elapsedMs = performance.now() - startedAt;
    const created = readNumber(task.created);
    if (!submitted && !last && created) {
      ageAtStartMs = Math.max(0, Date.now() - created * 1000 - elapsedMs);
    }
    const { status, task_info } = task;
    const progress = readNumber(task.progress);
    const reading = { ageMs: ageAtStartMs + elapsedMs, progress };
    const { estimated_time } = task_info ?? submitted?.task_info ?? {};
    const plan = planPoll(reading, last, (readNumber(estimated_time) || DEFAULT_ESTIMATE_S) * 1000);
    last = reading;
    const leastMs = called ? SAFETY_POLL_MS : MIN_POLL_MS;
    delayMs = Math.max(leastMs, plan.delayMs * (1 + JITTER * (Math.random() - 0.5)));
    if (onProgress) {
      const { remainingMs } = plan;
      await raceAbort((async () => onProgress({ task, status, progress, elapsedMs, remainingMs }))(), stop);
    }
  };

  let task = submitted;
  try {
    for (;;) {
      if (task && !failures) {
        await takeIn(task);
        const completed = readOutcome(task, taskId);
        if (completed) return completed;
      }
      if (delayMs) await sleep(delayMs, stop, called);
      try {
        task = await read(taskId, stop);
        failures = 0;
      } catch (error) {
        const passing = error instanceof EvolinkError && error.retryable;
        if (stop.aborted || !passing || ++failures >= MAX_FAILURES) throw error;
        delayMs = Math.max(
          MIN_POLL_MS,
          Math.min(error.retryAfterMs ?? backOffMs(failures), MAX_RETRY_AFTER_MS),
        );
      }
    }
  } catch (error) {
    if (!stop.aborted || error !== stop.reason) throw error;
    const goesOn = `Task ${taskId} goes on, and is billed; wait for it again with its id.`;
    throw signal?.aborted
      ? new WaitAbortedError(`Waiting was aborted. ${goesOn}`, { taskId, task, cause: signal.reason })
      : new TaskTimeoutError(
          `Waiting took over ${timeoutMs} ms (${task?.status ?? "never read"}). ${goesOn}`,
          { taskId, task },
        );
  } finally {
    stopListening?.();
    release();
  }
}
