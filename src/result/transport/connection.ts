import { DownloadError } from "../../errors/classes.ts";

/** One connection to a result host, cut when the host is silent for too long or the caller aborts. */
export interface Connection {
  /** For the transport. Its reason is the caller's own, or a DownloadError with `code: "stalled"`. */
  readonly signal: AbortSignal;
  /** Waits for the host, for as long as it may be silent. Time in which nobody waits does not count. */
  within<T>(promise: Promise<T>): Promise<T>;
  /** Leaves neither listener nor timer behind. */
  release(): void;
}

/** A wait comes with every piece of a result, so one listener and one timer serve all of a connection's. */
export function openConnection(timeoutMs: number, caller: AbortSignal | undefined): Connection {
  const controller = new AbortController();
  const { signal } = controller;
  let stopWaiting = (_reason: unknown) => {};
  signal.addEventListener("abort", () => stopWaiting(signal.reason));
  const follow = () => controller.abort(caller?.reason);
  if (caller?.aborted) follow();
  else caller?.addEventListener("abort", follow);

  let timer: ReturnType<typeof setTimeout> | undefined;
  /** By `performance.now()`; undefined while nobody waits. */
  let waitingSince: number | undefined;
  /** Looks again when the wait now going on will have been too long; ends by itself when there is none. */
  const watch = () => {
    timer = undefined;
    if (waitingSince === undefined || timeoutMs >= 2 ** 31) return;
    const left = waitingSince + timeoutMs - performance.now();
    if (left > 0) timer = setTimeout(watch, Math.ceil(left));
    else
      controller.abort(
        new DownloadError(`The result host sent nothing for ${timeoutMs} ms.`, {
          code: "stalled",
          retryable: true,
        }),
      );
  };
  return {
    signal,
    within: (promise) =>
      new Promise((resolve, reject) => {
        stopWaiting = reject;
        if (signal.aborted) reject(signal.reason);
        waitingSince = performance.now();
        if (timer === undefined) watch();
        promise
          .finally(() => {
            waitingSince = undefined;
          })
          .then(resolve, reject);
      }),
    release() {
      clearTimeout(timer);
      caller?.removeEventListener("abort", follow);
    },
  };
}
