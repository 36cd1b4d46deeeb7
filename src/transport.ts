import { type Answer, type Call, unexpected } from "./answer.ts";
import { ConnectionError } from "./errors/connection-error.ts";
import { EvolinkError } from "./errors/evolink-error.ts";
import { RequestTimeoutError } from "./errors/request-timeout-error.ts";
import { neverConnected } from "./never-connected.ts";
import { readBody } from "./read-body.ts";
import { copyCause, createHide } from "./secret.ts";
import type { Settings } from "./settings.ts";
import { limitTime, orStop } from "./stoppable.ts";
import { submissionUncertain } from "./submission-uncertain.ts";

/** Sends one request, once, and reads the answer to its end. */
export type Send = (call: Call) => Promise<Answer>;

/**
 * Makes the one function through which every request leaves.
 *
 * It adds the key, does not follow redirects, bounds the body, and lets neither a hung server nor a hung
 * `fetch` outlive `timeoutMs` or the caller's signal.
 *
 * The promise it returns rejects with
 * - ConnectionError, RequestTimeoutError or UnexpectedResponseError,
 * - SubmissionUncertainError, when the request may be billed and may have been sent,
 * - the signal's reason, unchanged, when it may not be billed or was not sent.
 */
export function createSend({ readKey, headers, fetch, timeoutMs, log }: Settings): Send {
  return async (call) => {
    call.signal?.throwIfAborted();
    const limit = limitTime(timeoutMs, call.signal);
    const billable = call.idempotencyKey !== undefined;
    const startedAt = performance.now();
    let hide = createHide(undefined);
    let sent = false;
    let status: number | undefined;
    let problem: unknown;

    const exchange = async (): Promise<Answer> => {
      const key = await readKey();
      limit.signal.throwIfAborted();
      hide = createHide(key);
      sent = true;
      const response = await (fetch ?? globalThis.fetch)(call.input, {
        method: call.method,
        headers: {
          ...headers,
          ...call.headers,
          ...(billable && { "idempotency-key": call.idempotencyKey }),
          ...(key && { authorization: `Bearer ${key}` }),
        },
        body: call.body,
        signal: limit.signal,
        redirect: "manual",
        cache: "no-store",
      } as RequestInit);
      status = response.status;
      const body = await readBody(response);
      const answer = { call, status, headers: response.headers, body: body ?? new Uint8Array(), hide };
      if (!body) throw unexpected(answer, "with more than 64 MiB");
      if (status < 200 || (status >= 300 && status < 400))
        throw unexpected(answer, "redirects are not followed");
      return answer;
    };

    try {
      return await orStop(exchange(), limit.signal);
    } catch (error) {
      const harmless = !sent || !billable;
      const details = { ...call.details, retryable: harmless, charged: harmless ? "no" : "unknown" } as const;
      if (limit.expired()) {
        problem = new RequestTimeoutError(`${call.name} took longer than ${timeoutMs} ms.`, details);
      } else if (sent && !limit.signal.aborted && !(error instanceof EvolinkError)) {
        const cause = copyCause(error, hide);
        const why = `${(cause.cause as Error | undefined)?.message || cause.message}`;
        if (neverConnected(error)) {
          const message = `${call.name} was not sent, because no connection was made: ${why}`;
          throw new ConnectionError(message, { ...details, retryable: true, charged: "no", cause });
        }
        problem = new ConnectionError(`${call.name} was sent, and the connection broke: ${why}`, {
          ...details,
          cause,
        });
      } else problem = error;
      throw harmless ? problem : submissionUncertain(call, problem);
    } finally {
      limit.release();
      log({ request: call.name, status, error: problem, durationMs: performance.now() - startedAt });
    }
  };
}
