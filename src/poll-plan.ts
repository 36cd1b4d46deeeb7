/** What one reading of a task told. */
export interface Reading {
  /** Milliseconds since the task was created. */
  ageMs: number;
  /** 0-100, when the answer had it. */
  progress: number | undefined;
}

/** When to look next, and when the task is likely to end. */
export interface Plan {
  delayMs: number;
  /** 0 when the task is overdue. */
  remainingMs: number;
}

/** Never asked more often. */
export const MIN_POLL_MS = 1000;

const DEFAULT_ESTIMATE_S = 60;

export function planPoll(readings: readonly Reading[], estimatedSeconds = DEFAULT_ESTIMATE_S): Plan {
  const last = readings.at(-1);
  const ageMs = last?.ageMs ?? 0;
  return {
    delayMs: Math.max(MIN_POLL_MS, estimatedSeconds * 120),
    remainingMs: Math.max(0, estimatedSeconds * 1000 - ageMs),
  };
}
