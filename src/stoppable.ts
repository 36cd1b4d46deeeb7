/** A signal of our own, and what takes its listener and timer off again. Call that in `finally`. */
export type Limit = readonly [stop: AbortSignal, release: () => void];

/**
 * Limits what follows to `timeoutMs` and to the caller's signal. Which of them fired, `caller.aborted` tells.
 *
 * The caller's signal never reaches `fetch`: it may live as long as the process, and runtimes hang
 * listeners on it that they do not always take off.
 *
 * @param timeoutMs from 2^31 ms (24.8 days), which no timer can hold, there is no limit of time.
 */
export function limitTime(timeoutMs: number, caller: AbortSignal | undefined): Limit {
  const controller = new AbortController();
  const stop = () => controller.abort(caller?.reason);
  const timer = timeoutMs < 2 ** 31 ? setTimeout(stop, timeoutMs) : undefined;
  caller?.addEventListener("abort", stop);
  if (caller?.aborted) stop();
  return [
    controller.signal,
    () => {
      clearTimeout(timer);
      caller?.removeEventListener("abort", stop);
    },
  ];
}

/** What the promise gives, or the signal's reason the moment it fires, also when the promise never settles. */
export function orStop<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal?.reason);
    signal?.addEventListener("abort", stop);
    if (signal?.aborted) stop();
    promise.then(resolve, reject).finally(() => signal?.removeEventListener("abort", stop));
  });
}

/**
 * Sleeps, or rejects with the signal's reason the moment it fires.
 *
 * @param woken ends the sleep early.
 */
export function sleep(
  ms: number,
  signal: AbortSignal | undefined,
  woken?: Promise<void> | undefined,
): Promise<void> {
  let timer: ReturnType<typeof setTimeout>;
  const slept = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
    woken?.then(resolve);
  });
  return orStop(slept, signal).finally(() => clearTimeout(timer));
}
