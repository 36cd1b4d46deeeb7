import { DownloadError } from "../errors/download-error.ts";
import { orStop } from "../stoppable.ts";

/** One connection to a result host, cut when the host is silent for too long or the caller aborts. */
export interface Connection {
  /** For the transport. Its reason is the caller's own, or a DownloadError with `code: "stalled"`. */
  readonly signal: AbortSignal;
  /** Waits for the host, for as long as it may be silent. Time in which nobody waits does not count. */
  within<T>(promise: Promise<T>): Promise<T>;
  /** Leaves neither listener nor timer behind. */
  release(): void;
}

export function openConnection(timeoutMs: number, caller: AbortSignal | undefined): Connection {
  const controller = new AbortController();
  const follow = () => controller.abort(caller?.reason);
  const stall = () =>
    controller.abort(
      new DownloadError(`The result host sent nothing for ${timeoutMs} ms.`, {
        code: "stalled",
        retryable: true,
      }),
    );
  if (caller?.aborted) follow();
  else caller?.addEventListener("abort", follow);
  return {
    signal: controller.signal,
    async within(promise) {
      const timer = timeoutMs < 2 ** 31 ? setTimeout(stall, timeoutMs) : undefined;
      try {
        return await orStop(promise, controller.signal);
      } finally {
        clearTimeout(timer);
      }
    },
    release: () => caller?.removeEventListener("abort", follow),
  };
}
