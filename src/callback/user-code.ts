import { raceAbort, withTimeout } from "../client/http/abort.ts";
import { CallbackError } from "../errors/classes.ts";

/** Calls a function whose failure must change nothing: what it throws, or rejects with, is ignored. */
export function ignoreFailure(call: () => unknown): void {
  (async () => call())().catch(() => {});
}

/** Reports an error. It neither throws nor rejects. */
export type Report = (error: unknown) => void;

/** Makes the safe form of an `onError`. */
export function createReport(onError: (error: unknown) => unknown): Report {
  return (error) => ignoreFailure(() => onError(error));
}

/**
 * Calls a function, and waits for it no longer than `withinMs`.
 *
 * @param what names the call in the message, such as "`seen.claim`".
 * @throws {CallbackError} the time is over. The call itself goes on, unless it follows the signal.
 * @throws what `call` threw or rejected with, unchanged.
 */
export async function callWithin<T>(
  withinMs: number,
  what: string,
  call: (signal: AbortSignal) => T | Promise<T>,
): Promise<T> {
  const [stop, release] = withTimeout(withinMs, undefined);
  try {
    return await raceAbort((async () => call(stop))(), stop);
  } catch (error) {
    throw stop.aborted ? new CallbackError(`${what} took longer than ${Math.round(withinMs)} ms.`) : error;
  } finally {
    release();
  }
}
