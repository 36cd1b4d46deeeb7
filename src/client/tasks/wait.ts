import { TaskTimeoutError, WaitAbortedError } from "../../errors/classes.ts";
import { EvolinkError } from "../../errors/evolink-error.ts";
import type { CompletedTask, Task } from "../../errors/task.ts";
import { raceAbort, sleep, withTimeout } from "../http/abort.ts";
import { readNumber } from "../http/body.ts";
import type { Connection } from "../http/connection.ts";
import { DEFAULT_WAIT_MS, MIN_POLL_MS, SAFETY_POLL_MS } from "../limits.ts";
import type { TaskQuery } from "../settings/document.ts";
import { afterSubmission, explainTaskGoesOn } from "./after-submission.ts";
import {
  planAfterFailure,
  planPoll,
  type Reading,
  readEstimateMs,
  readProgress,
  spreadDelay,
} from "./poll-plan.ts";
import { fetchTask, readOutcome } from "./read-task.ts";
import type { WaitOptions } from "./wait-options.ts";

/**
 * Reads a task until it has ended.
 *
 * @param options checked as `WAIT_OPTIONS` say.
 * @param submitted the task as this call's submission returned it; without it the first reading is made at once.
 */
export async function waitForTask(
  connection: Connection,
  query: TaskQuery,
  taskId: string,
  options: WaitOptions & { onSubmitted?: ((task: Task) => unknown) | undefined },
  submitted?: Task,
): Promise<CompletedTask> {
  const { signal, timeoutMs = DEFAULT_WAIT_MS, onProgress, onSubmitted, callbacks } = options;
  const startedAt = performance.now();
  const [stop, release] = withTimeout(timeoutMs, signal);
  let task = submitted;
  let last: Reading | undefined;
  let failures = 0;
  let delayMs = 0;
  // A task just submitted is as old as this wait; of another one, `created` says it.
  let ageAtStartMs = 0;
  let stopListening: (() => void) | undefined;
  let wake: (() => void) | undefined;
  /** Until the callback came: from there on the task is read as if none were expected. */
  let isExpected = !!callbacks;
  /** What a function of the caller's threw: theirs, not ours to explain. */
  let callersError: unknown;

  const callBack = (run: () => unknown) =>
    raceAbort((async () => run())(), stop).catch((error) => {
      callersError = error;
      throw error;
    });

  try {
    if (submitted) await callBack(() => onSubmitted?.(submitted));
    stopListening = callbacks?.onEnded(taskId, () => {
      isExpected = false;
      delayMs = MIN_POLL_MS;
      wake?.();
    });
    for (;;) {
      if (task && !failures) {
        const elapsedMs = performance.now() - startedAt;
        const { status } = task;
        const created = readNumber(task.created);
        if (!submitted && !last && created)
          ageAtStartMs = Math.max(0, Date.now() - created * 1000 - elapsedMs);
        const progress = readProgress(task, query);
        const reading = { ageMs: ageAtStartMs + elapsedMs, progress };
        const estimateMs =
          query.estimateMs?.(reading.ageMs) ?? readEstimateMs(task.task_info ?? submitted?.task_info);
        const plan = planPoll(reading, last, estimateMs);
        last = reading;
        delayMs = Math.max(isExpected ? SAFETY_POLL_MS : 0, spreadDelay(plan.delayMs));
        const report = { task, status, progress, elapsedMs, remainingMs: plan.remainingMs };
        if (onProgress) await callBack(() => onProgress(report));
        const completed = readOutcome(task, query);
        if (completed) return completed;
      }
      if (delayMs)
        await sleep(delayMs, stop, (resolve) => {
          wake = resolve;
        });
      try {
        task = await fetchTask(connection, query, taskId, stop);
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
      throw new Class(
        `Waiting ${why} (${task?.status ?? "never read"}). ${explainTaskGoesOn(taskId, query.collection)}`,
        {
          taskId,
          task,
          cause: signal?.reason,
        },
      );
    }
    const isTheirs = error === callersError && !(error instanceof EvolinkError);
    throw submitted && !isTheirs ? afterSubmission(error, taskId, query.collection) : error;
  } finally {
    release();
    // Whatever it does, the outcome stands.
    try {
      stopListening?.();
    } catch {}
  }
}
