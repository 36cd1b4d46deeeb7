import { EvolinkError } from "../../errors/evolink-error.ts";
import { MAX_RETRY_AFTER_MS } from "../limits.ts";
import { sleep } from "./abort.ts";

/** 1 s, 2 s, 4 s, … up to 30 s, each cut by up to a quarter at random, so that clients do not march in step. */
export function backOffMs(failures: number): number {
  return Math.min(1000 * 2 ** (failures - 1), MAX_RETRY_AFTER_MS) * (1 - Math.random() / 4);
}

/**
 * Runs something up to `attempts` times.
 *
 * Waits for `Retry-After` in between, or backs off. A `Retry-After` beyond `MAX_RETRY_AFTER_MS` is left
 * to the caller: the error is thrown at once, and carries it.
 */
export async function retry<T>(
  run: () => Promise<T>,
  mayRepeat: (error: EvolinkError) => boolean,
  attempts: number,
  signal: AbortSignal | undefined,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run();
    } catch (error) {
      if (attempt >= attempts || !(error instanceof EvolinkError) || !mayRepeat(error)) throw error;
      const delayMs = error.retryAfterMs ?? backOffMs(attempt);
      if (delayMs > MAX_RETRY_AFTER_MS) throw error;
      await sleep(delayMs, signal);
    }
  }
}

/**
 * What `Retry-After` asks for, in milliseconds: it holds seconds, or an HTTP date.
 *
 * Undefined when there is none, or when it cannot be understood.
 */
export function parseRetryAfter(value: string | null): number | undefined {
  let ms = Number(value?.trim() || undefined) * 1000;
  if (Number.isNaN(ms)) ms = Date.parse(`${value}`) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}
