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

/** No task is asked about more often. */
export const MIN_POLL_MS = 1000;

/** An overdue task's end is noticed within this. */
const MAX_OVERDUE_POLL_MS = 15_000;

/** An estimate of hours is not trusted so far that nobody looks before. */
const MAX_POLL_MS = 120_000;

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
