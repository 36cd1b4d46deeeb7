/** Those who follow one signal. One listener serves them all: from eleven on, Node warns of a leak. */
class Followers extends Set<() => void> {
  handleEvent(): void {
    for (const stop of this) stop();
  }
}

const followersOf = new WeakMap<AbortSignal, Followers>();

/** A signal of our own, and what takes its listener and timer off again. Call that in `finally`. */
export type Limit = readonly [stop: AbortSignal, release: () => void];

/**
 * Limits what follows to `timeoutMs` and to the caller's signal. `caller.aborted` says which of them fired.
 *
 * The caller's signal never reaches `fetch`: it may live as long as the process, and runtimes hang
 * listeners on it that they do not always take off.
 *
 * @param timeoutMs from 2^31 ms (24.8 days), which no timer can hold, there is no limit of time.
 */
export function withTimeout(timeoutMs: number, caller: AbortSignal | undefined): Limit {
  const controller = new AbortController();
  const stop = () => controller.abort(caller?.reason);
  const timer = timeoutMs < 2 ** 31 ? setTimeout(stop, timeoutMs) : undefined;
  const followers = caller && (followersOf.get(caller) ?? new Followers());
  if (followers) {
    followersOf.set(caller, followers);
    // Adding a listener that is there already changes nothing.
    caller.addEventListener("abort", followers.add(stop));
    if (caller.aborted) stop();
  }
  return [
    controller.signal,
    () => {
      clearTimeout(timer);
      followers?.delete(stop);
      if (followers?.size === 0) caller?.removeEventListener("abort", followers);
    },
  ];
}

/** What the promise gives, or the signal's reason the moment it fires, also when the promise never settles. */
export function raceAbort<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
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
 * @param asleep gets what ends the sleep early.
 */
export function sleep(
  ms: number,
  signal: AbortSignal | undefined,
  asleep?: (wake: () => void) => void,
): Promise<void> {
  let timer: ReturnType<typeof setTimeout>;
  const slept = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
    asleep?.(resolve);
  });
  return raceAbort(slept, signal).finally(() => clearTimeout(timer));
}
