import { SubmissionUncertainError, UnexpectedResponseError } from "../../errors/classes.ts";
import type { ErrorDetails } from "../../errors/evolink-error.ts";
import { EvolinkError } from "../../errors/evolink-error.ts";
import type { Hide } from "../settings/secret.ts";

/** One request, as `send` takes it. */
export interface Call {
  /** What messages call it: `POST https://api.evolink.ai/v1/videos/generations`. */
  name: string;
  input: string | Request;
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  signal?: AbortSignal | undefined;
  /** Present on every request that may be billed, and only there. */
  idempotencyKey?: string | undefined;
  /** True when success means JSON, or no body at all. */
  json?: boolean;
  /** True when the body of a success is passed on as it comes. */
  stream?: boolean;
  /** The task it asks about, for the errors. */
  taskId?: string | undefined;
}

/** An answer, read to its end. */
export interface ClientResponse {
  call: Call;
  status: number;
  headers: Headers;
  body: Uint8Array<ArrayBuffer>;
  /** Instead of `body`, when the call asked for it. */
  stream?: ReadableStream<Uint8Array<ArrayBuffer>> | undefined;
  hide: Hide;
}

/** What every error of a call tells. `accepted` is whether the API may have acted on it. */
export function describeCall({ taskId, idempotencyKey }: Call, accepted: boolean): ErrorDetails {
  const billed = accepted && idempotencyKey !== undefined;
  return { taskId, retryable: !billed, charged: billed ? "unknown" : "no" };
}

/** The beginning of a body, for a message. Hidden before it is cut, each time: half a key is a leak too. */
export function quoteBody({ body, hide }: ClientResponse): string {
  return (
    hide(new TextDecoder().decode(body.slice(0, 8192)))
      .slice(0, 4096)
      .trim()
      .slice(0, 200) || "(empty)"
  );
}

/** The error for an answer that claims success and cannot be used. */
export function unexpected(
  response: ClientResponse,
  why: string,
  details: ErrorDetails = {},
): UnexpectedResponseError {
  const { call, status } = response;
  const message = `${call.name} was answered ${status} ${why}: ${quoteBody(response)}`;
  return new UnexpectedResponseError(message, { ...describeCall(call, true), status, ...details });
}

/** The JSON value in a body, or undefined: also when it is no UTF-8. A key that the API echoes is hidden in it. */
export function parseBody({ body, hide }: ClientResponse): unknown {
  try {
    return JSON.parse(hide(new TextDecoder("utf-8", { fatal: true }).decode(body)));
  } catch {
    return;
  }
}

/** Turns what went wrong with a submission into the error that says: it may have been accepted. */
export function submissionUncertain(
  { name, idempotencyKey }: Call,
  cause: unknown,
): SubmissionUncertainError {
  const known = cause instanceof EvolinkError;
  return new SubmissionUncertainError(
    `This submission may have been accepted and billed: ${known ? cause.message : `${name} was aborted`}\n` +
      `Look for it in your account; to submit again, pass the same body and idempotencyKey "${idempotencyKey}".`,
    { ...(known && cause), retryable: false, charged: "unknown", idempotencyKey, cause },
  );
}
