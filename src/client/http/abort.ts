import { TIMER_LIMIT_MS } from "../limits.ts";

/** Those who follow one signal. One listener serves them all: from eleven on, Node warns of a leak. */
class Followers extends Set<() => void> {
  handleEvent(): void {
    for (const stop of this) stop();
  }
}

const followersOf = new WeakMap<AbortSignal, Followers>();

/**
 * Calls `stop` after `ms`, and when a signal fires, at once if it has.
 *
 * @param ms from `TIMER_LIMIT_MS` there is no limit of time.
 * @returns what takes listener and timer off again.
 */
function follow(ms: number, signal: AbortSignal | undefined, stop: () => void): () => void {
  const timer = ms < TIMER_LIMIT_MS ? setTimeout(stop, ms) : undefined;
  const followers = signal && (followersOf.get(signal) ?? new Followers());
  if (followers) {
    followersOf.set(signal, followers);
    // Adding a listener that is there already changes nothing.
    signal.addEventListener("abort", followers.add(stop));
    if (signal.aborted) stop();
  }
  return () => {
    clearTimeout(timer);
    followers?.delete(stop);
    if (followers?.size === 0) signal?.removeEventListener("abort", followers);
  };
}

/** A signal of our own, and what takes its listener and timer off again. Call that in `finally`. */
export type Limit = readonly [stop: AbortSignal, release: () => void];

/**
 * Limits what follows to `timeoutMs` and to the caller's signal. `caller.aborted` says which of them fired.
 *
 * The caller's signal never reaches `fetch`: it may live as long as the process, and runtimes hang
 * listeners on it that they do not always take off.
 *
 * @param timeoutMs as in `follow`.
 * @param stopped is called then: a listener on the signal would cost more than all else here.
 */
export function withTimeout(timeoutMs: number, caller: AbortSignal | undefined, stopped?: () => void): Limit {
  const controller = new AbortController();
  const stop = () => {
    controller.abort(caller?.reason);
    stopped?.();
  };
  return [controller.signal, follow(timeoutMs, caller, stop)];
}

/**
 * What the promise gives, or the signal's reason the moment it fires, also when the promise never settles.
 *
 * @param ms after which it is undefined, for promises of nothing. Default: no limit of time.
 */
export function raceAbort<T>(
  promise: Promise<T>,
  signal: AbortSignal | undefined,
  ms = TIMER_LIMIT_MS,
): Promise<T> {
  let release: (() => void) | undefined;
  return new Promise<T>((resolve, reject) => {
    release = follow(ms, signal, () => (signal?.aborted ? reject(signal.reason) : resolve(undefined as T)));
    promise.then(resolve, reject);
  }).finally(() => release?.());
}

/**
 * Sleeps, or rejects with the signal's reason the moment it fires.
 *
 * @param asleep gets what ends the sleep early.
 */
export function sleep(
  ms: number,
  signal: AbortSignal | undefined,
  asleep: (wake: () => void) => void = () => {},
): Promise<void> {
  return raceAbort(new Promise<void>(asleep), signal, ms);
}
