/** A signal of our own: it follows the caller's, and fires by itself after a time. */
export interface Limit {
  readonly signal: AbortSignal;
  /** True once the time ran out; false when the caller's signal came first. */
  readonly expired: () => boolean;
  /** Leaves neither listener nor timer behind. Call it in `finally`. */
  readonly release: () => void;
}

/**
 * Limits what follows to `timeoutMs` and to the caller's signal.
 *
 * The caller's signal never reaches `fetch`: it may live as long as the process, and runtimes hang
 * listeners on it that they do not always take off.
 *
 * @param timeoutMs Infinity for no limit of time.
 */
export function limitTime(timeoutMs: number, caller?: AbortSignal): Limit {
  const controller = new AbortController();
  let expired = false;
  const follow = () => controller.abort(caller?.reason);
  const timer =
    timeoutMs < Number.POSITIVE_INFINITY
      ? setTimeout(() => {
          expired = !controller.signal.aborted;
          controller.abort();
        }, timeoutMs)
      : undefined;
  if (caller?.aborted) follow();
  else caller?.addEventListener("abort", follow);
  return {
    signal: controller.signal,
    expired: () => expired,
    release() {
      clearTimeout(timer);
      caller?.removeEventListener("abort", follow);
    },
  };
}

/** What the promise gives, or the signal's reason the moment it fires, also when the promise never settles. */
export function orStop<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop);
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}

/** Sleeps, or rejects with the signal's reason the moment it fires. */
export function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  let timer: ReturnType<typeof setTimeout>;
  return orStop(
    new Promise<void>((resolve) => {
      timer = setTimeout(resolve, ms);
    }),
    signal,
  ).finally(() => clearTimeout(timer));
}
