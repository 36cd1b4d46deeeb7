import { TaskTimeoutError, WaitAbortedError } from "../../errors/classes.ts";
import { EvolinkError } from "../../errors/evolink-error.ts";
import type { CompletedTask, Task } from "../../errors/task.ts";
import { raceAbort, sleep, withTimeout } from "../http/abort.ts";
import { readNumber } from "../http/body.ts";
import type { TaskQuery } from "../settings/document.ts";
import { checkOptions } from "../settings/options.ts";
import { afterSubmission, explainTaskGoesOn } from "./after-submission.ts";
import {
  MIN_POLL_MS,
  planAfterFailure,
  planPoll,
  type Reading,
  readEstimateMs,
  spreadDelay,
} from "./poll-plan.ts";
import { readOutcome } from "./read-task.ts";
import { WAIT_OPTIONS, type WaitOptions } from "./wait-options.ts";

/** What reads the tasks of a query. */
export interface TaskReader {
  query: TaskQuery;
  /** Reads a task once, without repeating. */
  read: (taskId: string, signal?: AbortSignal) => Promise<Task>;
}

/** A task that this call has submitted. */
export interface Submission {
  /** The task as the submission returned it. */
  task: Task;
  onSubmitted?: ((task: Task) => unknown) | undefined;
}

const DEFAULT_WAIT_MS = 30 * 60_000;

/** Between two readings while a callback is expected: EvoLink gives up on calling after some 47 s. */
export const SAFETY_POLL_MS = 60_000;

/**
 * Reads a task until it has ended.
 *
 * @param submission of the task; without it the first reading is made at once.
 */
export async function waitForTask(
  { query, read }: TaskReader,
  taskId: string,
  options: WaitOptions = {},
  submission?: Submission,
): Promise<CompletedTask> {
  checkOptions(options, WAIT_OPTIONS);
  const { signal, timeoutMs = DEFAULT_WAIT_MS, onProgress, callbacks } = options;
  const startedAt = performance.now();
  const [stop, release] = withTimeout(timeoutMs, signal);
  const submitted = submission?.task;
  let task = submitted;
  let last: Reading | undefined;
  let failures = 0;
  let delayMs = 0;
  // A task just submitted is as old as this wait; of another one, `created` says it.
  let ageAtStartMs = 0;
  let stopListening: (() => void) | undefined;
  /** Fulfilled by the callback, and gone then: from there on the task is read as if none were expected. */
  let called: Promise<void> | undefined;
  /** What a function of the caller's threw: theirs, not ours to explain. */
  let callersError: unknown;

  const callBack = async (run: () => unknown) => {
    try {
      await raceAbort((async () => run())(), stop);
    } catch (error) {
      callersError = error;
      throw error;
    }
  };

  /** Takes in one reading: reports it, and plans the next. */
  const takeIn = async (reading: Task) => {
    const elapsedMs = performance.now() - startedAt;
    const created = readNumber(reading.created);
    if (!submitted && !last && created) {
      ageAtStartMs = Math.max(0, Date.now() - created * 1000 - elapsedMs);
    }
    const { status, task_info } = reading;
    const progress = readNumber(reading.progress);
    const seen = { ageMs: ageAtStartMs + elapsedMs, progress };
    const plan = planPoll(seen, last, readEstimateMs(task_info ?? submitted?.task_info));
    last = seen;
    delayMs = Math.max(called ? SAFETY_POLL_MS : 0, spreadDelay(plan.delayMs));
    if (onProgress) {
      const { remainingMs } = plan;
      await callBack(() => onProgress({ task: reading, status, progress, elapsedMs, remainingMs }));
    }
  };

  try {
    if (submission) await callBack(() => submission.onSubmitted?.(submission.task));
    if (callbacks) {
      let wake = () => {};
      called = new Promise((resolve) => {
        wake = resolve;
      });
      called.then(() => {
        called = undefined;
        delayMs = MIN_POLL_MS;
      });
      stopListening = callbacks.onEnded(taskId, wake);
    }
    for (;;) {
      if (task && !failures) {
        await takeIn(task);
        const completed = readOutcome(task, query);
        if (completed) return completed;
      }
      if (delayMs) await sleep(delayMs, stop, called);
      try {
        task = await read(taskId, stop);
        failures = 0;
      } catch (error) {
        const passesMs = planAfterFailure(error, ++failures);
        if (!passesMs) throw error;
        delayMs = passesMs;
      }
    }
  } catch (error) {
    if (stop.aborted && error === stop.reason) {
      const [Class, why] = signal?.aborted
        ? [WaitAbortedError, "was aborted"]
        : [TaskTimeoutError, `took over ${timeoutMs} ms`];
      throw new Class(`Waiting ${why} (${task?.status ?? "never read"}). ${explainTaskGoesOn(taskId)}`, {
        taskId,
        task,
        cause: signal?.reason,
      });
    }
    const isTheirs = error === callersError && !(error instanceof EvolinkError);
    throw submission && !isTheirs ? afterSubmission(error, taskId) : error;
  } finally {
    stopListening?.();
    release();
  }
}
