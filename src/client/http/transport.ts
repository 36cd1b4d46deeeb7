import { ConnectionError, RequestTimeoutError } from "../../errors/classes.ts";
import { EvolinkError } from "../../errors/evolink-error.ts";
import { copyCause, createHide } from "../settings/secret.ts";
import type { Settings } from "../settings/settings.ts";
import { raceAbort, withTimeout } from "./abort.ts";
import { neverConnected } from "./never-connected.ts";
import { readBody } from "./read-body.ts";
import {
  type Call,
  type ClientResponse,
  describeCall,
  parseBody,
  submissionUncertain,
  unexpected,
} from "./response.ts";

/** Sends one request, once, and reads the answer to its end. */
export type Send = (call: Call) => Promise<ClientResponse>;

/** Successes that HTTP allows no body; `Response` refuses to be made of one. */
const BODILESS = [204, 205];

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
    const { name, input, method, body, idempotencyKey, signal } = call;
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
        body,
        signal: stop,
        redirect: "manual",
        cache: "no-store",
      } as RequestInit);
      status = response.status;
      const stream =
        call.stream && response.ok
          ? response.body?.pipeThrough(new TransformStream(), { signal } as StreamPipeOptions)
          : undefined;
      const bytes = stream ? new Uint8Array() : await readBody(response);
      const answer = {
        call,
        status,
        headers: response.headers,
        body: bytes ?? new Uint8Array(),
        stream,
        hide,
      };
      if (!bytes) throw unexpected(answer, "with too large a body");
      if (status < 200 || (status >= 300 && status < 400)) throw unexpected(answer, "with a redirect");
      if (status > 599) throw unexpected(answer, "which is no status of HTTP");
      if (BODILESS.includes(status) && answer.body.length)
        throw unexpected(answer, "with a body, which it cannot have");
      if (call.json && status < 300 && bytes.length && parseBody(answer) === undefined) {
        throw unexpected(answer, "without JSON");
      }
      return answer;
    };

    try {
      return await raceAbort(exchange(), stop);
    } catch (thrown) {
      error = thrown;
      if (stop.aborted) {
        if (!signal?.aborted) {
          error = new RequestTimeoutError(`${name} took over ${timeoutMs} ms.`, describeCall(call, accepted));
        }
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
