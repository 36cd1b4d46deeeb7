import type { Clock } from "../base/clock.ts";
import type { CallbackAttempt } from "./callback-log.ts";

/** Documented: a response later than this is a failure. */
export const CALLBACK_TIMEOUT_MS = 10_000;
/** Documented: after a failure, once more after 1, 2 and 4 seconds. */
export const CALLBACK_RETRY_DELAYS_MS = [1_000, 2_000, 4_000] as const;

export interface CallbackOptions {
  /** What passes between two tries. */
  clock: Clock;
  /** What a receiver has for its response, whatever was done to the time of tasks. */
  receiverClock: Clock;
  fetch: (url: string, init: RequestInit) => Promise<Response>;
  signal: AbortSignal;
  /** One line for the console. */
  log(line: string): void;
  /** Told of each try once its outcome is known. */
  report(attempt: CallbackAttempt): void;
}

/**
 * Delivers a task's callback as documented: POST, any 2xx within 10 s ends it, otherwise up to three more times.
 * Redirects are not followed and count as failures. Settles when it is over, whatever came of it.
 */
export async function deliverCallback(
  taskId: string,
  url: string,
  body: unknown,
  options: CallbackOptions,
): Promise<void> {
  const { clock, signal, log, report } = options;
  for (const [index, delayMs] of [0, ...CALLBACK_RETRY_DELAYS_MS].entries()) {
    if (delayMs > 0) await sleep(clock, delayMs, signal);
    if (signal.aborted) return;
    const atMs = clock.now();
    const { ok, said } = await post(url, body, options);
    if (signal.aborted) return;
    log(`callback ${url} ${said}`);
    const retryAfterMs = ok ? undefined : CALLBACK_RETRY_DELAYS_MS[index];
    report({
      taskId,
      url,
      attempt: index + 1,
      isDelivered: ok,
      said,
      atMs,
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    });
    if (ok) return;
  }
  log(`callback ${url} given up after ${1 + CALLBACK_RETRY_DELAYS_MS.length} attempts`);
}

async function post(
  url: string,
  body: unknown,
  options: CallbackOptions,
): Promise<{ ok: boolean; said: string }> {
  const timeout = new AbortController();
  const cancelTimer = options.receiverClock.after(CALLBACK_TIMEOUT_MS, () =>
    timeout.abort(new Error("no response in 10 s")),
  );
  try {
    const response = await options.fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      redirect: "manual",
      signal: AbortSignal.any([timeout.signal, options.signal]),
    });
    await response.body?.cancel();
    return { ok: response.ok, said: String(response.status) };
  } catch (error) {
    return { ok: false, said: error instanceof Error ? error.message : String(error) };
  } finally {
    cancelTimer();
  }
}

function sleep(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      cancel();
      signal.removeEventListener("abort", finish);
      resolve();
    };
    const cancel = clock.after(ms, finish);
    signal.addEventListener("abort", finish);
  });
}
