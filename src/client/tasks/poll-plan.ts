import { EvolinkError } from "../../errors/evolink-error.ts";
import type { Task } from "../../errors/task.ts";
import { readNumber } from "../http/body.ts";
import { backOffMs } from "../http/retry.ts";
import {
  DEFAULT_ESTIMATE_S,
  MAX_FAILURES,
  MAX_OVERDUE_POLL_MS,
  MAX_POLL_MS,
  MAX_RETRY_AFTER_MS,
  MIN_POLL_MS,
  POLL_JITTER,
} from "../limits.ts";
import type { TaskQuery } from "../settings/document.ts";

/** What one reading of a task says about its pace. */
export interface Reading {
  /** Milliseconds since the task was created. */
  ageMs: number;
  /** 0-100, when the response has it. */
  progress?: number | undefined;
}

/** When to look next, and when the task is likely to end. */
export interface Plan {
  delayMs: number;
  /** 0 when the task is overdue. */
  remainingMs: number;
}

/**
 * Plans the next reading of a task from its last two and from the API's estimate.
 *
 * The first comes after 57 % of the estimate, the next ones 9 % apart, and wider apart once the task is
 * overdue. When two readings in a row show progress that fits one straight line from the task's creation,
 * the line's end is believed instead, in steps that never skip more than a third of what is left: some
 * progress bars only count the estimate. The shares were found by simulation: `npm run bench -- wait`.
 */
export function planPoll(last: Reading, before: Reading | undefined, estimatedMs: number): Plan {
  const { ageMs, progress = 0 } = last;
  const { ageMs: ageBefore, progress: progressBefore = 0 } = before ?? last;
  let remainingMs = estimatedMs - ageMs;
  let delayMs = Math.max(
    estimatedMs * 0.57 - ageMs,
    Math.min(MAX_OVERDUE_POLL_MS, Math.max(estimatedMs * 0.09, ageMs * 0.06)),
  );
  if (progressBefore > 0 && progress > progressBefore) {
    // Progress is given in whole percent, rounded down: half a percent more is the better guess.
    const byAge = (ageMs * (99.5 - progress)) / (progress + 0.5);
    const byPace = ((ageMs - ageBefore) * (99.5 - progress)) / (progress - progressBefore);
    if (Math.abs(byPace - byAge) < (ageMs + byAge) / 10) {
      remainingMs = byAge;
      delayMs = Math.min(byAge + 400, Math.max(estimatedMs * 0.13, byAge / 3));
    }
  }
  // The comparison turns round for a NaN, which an API could cause: then too, no poll comes early.
  return {
    delayMs: delayMs > MIN_POLL_MS ? Math.min(delayMs, MAX_POLL_MS) : MIN_POLL_MS,
    remainingMs: Math.max(0, remainingMs),
  };
}

/** The API's estimate of how long a task takes, in milliseconds, from its `task_info`. */
export function readEstimateMs(info: unknown): number {
  return (readNumber(Object(info).estimated_time) ?? DEFAULT_ESTIMATE_S) * 1000;
}

/** How far a task is, in percent; undefined where it does not say. */
export const readProgress = (task: Task, { progress }: Pick<TaskQuery, "progress">) =>
  readNumber(progress ? progress(task) : task.progress);

/** A planned delay, cut or lengthened a little at random. */
export function spreadDelay(delayMs: number): number {
  return Math.max(MIN_POLL_MS, delayMs + delayMs * POLL_JITTER * (Math.random() - 0.5));
}

/** The delay after so many failed readings in a row; undefined when the last one's error ends the wait. */
export function planAfterFailure(error: unknown, failures: number): number | undefined {
  return error instanceof EvolinkError && error.retryable && failures < MAX_FAILURES
    ? Math.max(MIN_POLL_MS, Math.min(error.retryAfterMs ?? backOffMs(failures), MAX_RETRY_AFTER_MS))
    : undefined;
}
