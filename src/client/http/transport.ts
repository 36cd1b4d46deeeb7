import { ConnectionError, RequestTimeoutError } from "../../errors/classes.ts";
import { EvolinkError } from "../../errors/evolink-error.ts";
import { cacheMode } from "../settings/runtime.ts";
import { hideSecret } from "../settings/secret.ts";
import type { Settings } from "../settings/settings.ts";
import { withTimeout } from "./abort.ts";
import { readBody } from "./body.ts";
import { copyCause, neverConnected } from "./fetch-error.ts";
import {
  type Call,
  type ClientResponse,
  describeCall,
  nameCall,
  submissionUncertain,
  unexpected,
} from "./response.ts";

/** Sends one request, once, reads the response to its end, and gives what `read` makes of it. */
export type Send = <T>(call: Call, read: (response: ClientResponse) => T) => Promise<T>;

/**
 * Makes the one function through which every request leaves.
 *
 * It adds the key, does not follow redirects, bounds the body, and lets neither a hung server nor a hung
 * `fetch` outlive `timeoutMs` or the caller's signal.
 *
 * The promise it returns rejects with
 * - ConnectionError, RequestTimeoutError or UnexpectedResponseError, or what `read` throws,
 * - SubmissionUncertainError instead, when the request may be billed and may have been accepted,
 * - the signal's reason, unchanged, when it may not be billed or was not sent.
 */
export function createSend({ readKey, headers, fetch, timeoutMs, logger }: Settings): Send {
  return async (call, read) => {
    const { idempotencyKey, signal } = call;
    if (signal?.aborted) throw signal.reason;
    const startedAt = performance.now();
    let stop!: AbortSignal;
    let release!: () => void;
    let secret: string | undefined;
    const hide = (text: string) => hideSecret(text, secret);
    // False as long as the API cannot have acted on the request.
    let accepted = false;
    let status: number | undefined;
    let response: ClientResponse | undefined;
    let error: unknown;

    const exchange = async (): Promise<ClientResponse> => {
      secret = await readKey();
      if (stop.aborted) throw stop.reason;
      accepted = true;
      const request = {
        url: call.url,
        headers: {
          ...headers,
          ...call.headers,
          ...(idempotencyKey && { "idempotency-key": idempotencyKey }),
        },
      };
      if (secret) call.key?.(request, secret);
      const reply = await (call.fetch ?? fetch ?? globalThis.fetch)(request.url, {
        method: call.method,
        headers: request.headers,
        body: call.body,
        signal: stop,
        redirect: "manual",
        cache: cacheMode(),
      } as RequestInit);
      status = reply.status;
      const stream = reply.ok ? call.openStream?.(reply) : undefined;
      const whole = stream ? undefined : await readBody(reply);
      const all = { call, status, headers: reply.headers, body: whole ?? new Uint8Array(), stream, hide };
      if (!whole && !stream) throw unexpected(all, "with too large a body");
      // 0 is how browsers show a redirect that was not followed.
      if (!reply.ok && status < 400) throw unexpected(all, "with a redirect");
      return all;
    };

    try {
      response = await new Promise<ClientResponse>((resolve, reject) => {
        [stop, release] = withTimeout(timeoutMs, signal, reject);
        exchange().then(resolve, reject);
      });
      return read(response);
    } catch (thrown) {
      error = thrown;
      if (stop.aborted) {
        error = signal?.aborted
          ? signal.reason
          : new RequestTimeoutError(
              `${nameCall(call)} took over ${timeoutMs} ms.`,
              describeCall(call, accepted),
            );
      } else if (response) {
        accepted = (thrown as EvolinkError).charged !== "no";
      } else if (accepted && !(thrown instanceof EvolinkError)) {
        accepted = !neverConnected(thrown);
        const cause = copyCause(thrown, hide);
        error = new ConnectionError(
          `${nameCall(call)} ${accepted ? "broke off" : "was never sent"}: ${cause.message}.`,
          { ...describeCall(call, accepted), cause },
        );
      }
      throw accepted && idempotencyKey ? submissionUncertain(call, error) : error;
    } finally {
      release();
      // A broken logger must not cost a task its id, nor a process its life.
      if (logger)
        (async () =>
          logger({
            request: nameCall(call),
            status,
            error: response ? undefined : error,
            durationMs: performance.now() - startedAt,
          }))().catch(() => {});
    }
  };
}
