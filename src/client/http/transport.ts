import { ConnectionError, RequestTimeoutError } from "../../errors/classes.ts";
import { EvolinkError } from "../../errors/evolink-error.ts";
import { createHide } from "../settings/secret.ts";
import type { Settings } from "../settings/settings.ts";
import { raceAbort, withTimeout } from "./abort.ts";
import { parseBody, readBody } from "./body.ts";
import { copyCause, neverConnected } from "./fetch-error.ts";
import { type Call, type ClientResponse, describeCall, submissionUncertain, unexpected } from "./response.ts";

/** Sends one request, once, and reads the response to its end. */
export type Send = (call: Call) => Promise<ClientResponse>;

/** Statuses of success that have no body. `Response`, which `raw` gives, cannot be made of one and a body. */
const BODILESS = [204, 205];

/** Why a response cannot be used, whatever was asked for; undefined when it can. */
function findDefect(
  status: number,
  body: Uint8Array<ArrayBuffer> | undefined,
  wantsJson: boolean | undefined,
): string | undefined {
  if (!body) return "with too large a body";
  // 0 is how browsers show a redirect that was not followed.
  if (status < 200 || (status >= 300 && status < 400)) return "with a redirect";
  if (status > 599) return "which is no status of HTTP";
  if (!body.length) return;
  if (BODILESS.includes(status)) return "with a body, which it cannot have";
  if (wantsJson && status < 300 && parseBody(body) === undefined) return "without JSON";
  return;
}

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
    const { name, input, method, idempotencyKey, signal } = call;
    signal?.throwIfAborted();
    const [stop, release] = withTimeout(timeoutMs, signal);
    const startedAt = performance.now();
    let hide = createHide();
    // False as long as the API cannot have acted on the request.
    let accepted = false;
    let status: number | undefined;
    let error: unknown;

    const exchange = async (): Promise<ClientResponse> => {
      const key = await readKey();
      stop.throwIfAborted();
      hide = createHide(key);
      accepted = true;
      const response = await (fetch ?? globalThis.fetch)(input, {
        method,
        headers: {
          ...headers,
          ...call.headers,
          ...(idempotencyKey && { "idempotency-key": idempotencyKey }),
          ...(key && { authorization: `Bearer ${key}` }),
        },
        body: call.body,
        signal: stop,
        redirect: "manual",
        cache: "no-store",
      } as RequestInit);
      status = response.status;
      const stream =
        call.stream && response.ok && !BODILESS.includes(status)
          ? response.body?.pipeThrough(new TransformStream(), { signal } as StreamPipeOptions)
          : undefined;
      const whole = stream ? new Uint8Array() : await readBody(response);
      const body = whole ?? new Uint8Array();
      const read = { call, status, headers: response.headers, body, stream, hide };
      const defect = findDefect(status, whole, call.json);
      if (defect) throw unexpected(read, defect);
      return read;
    };

    try {
      return await raceAbort(exchange(), stop);
    } catch (thrown) {
      error = thrown;
      if (stop.aborted) {
        error = signal?.aborted
          ? signal.reason
          : new RequestTimeoutError(`${name} took over ${timeoutMs} ms.`, describeCall(call, accepted));
      } else if (accepted && !(thrown instanceof EvolinkError)) {
        accepted = !neverConnected(thrown);
        const cause = copyCause(thrown, hide);
        error = new ConnectionError(
          `${name} ${accepted ? "broke off" : "was never sent"}: ${cause.message}.`,
          { ...describeCall(call, accepted), cause },
        );
      }
      throw accepted && idempotencyKey ? submissionUncertain(call, error) : error;
    } finally {
      release();
      log({ request: name, status, error, durationMs: performance.now() - startedAt });
    }
  };
}
