import { DEFAULT_ESTIMATE_S } from "../limits.ts";

/** What a task is taken to need that has just been made, in milliseconds. */
const LEAST_MS = 7000;

/** How many times as long as it has taken already. */
const GROWTH = 2.8;

/**
 * Makes the estimate for tasks whose document has none: short at first, as they may be, and longer the older they are. So
 * they are read after 4 s, and then each time when they are 1.6 times as old, until they are as old as the first reading of
 * one that takes `DEFAULT_ESTIMATE_S`.
 */
export const guessEstimate = () => (ageMs: number) =>
  Math.min(DEFAULT_ESTIMATE_S * 1000, Math.max(LEAST_MS, ageMs * GROWTH));
