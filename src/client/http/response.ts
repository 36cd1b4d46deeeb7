import { SubmissionUncertainError, UnexpectedResponseError } from "../../errors/classes.ts";
import type { ErrorDetails } from "../../errors/evolink-error.ts";
import { EvolinkError } from "../../errors/evolink-error.ts";
import type { Hide } from "../settings/secret.ts";
import { quoteBody } from "./body.ts";

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
  /** True when the body of a success is passed on as it comes. */
  stream?: boolean;
  /** The task it asks about, for the errors. */
  taskId?: string | undefined;
}

/** A response, read to its end. */
export interface ClientResponse {
  call: Call;
  status: number;
  headers: Headers;
  body: Uint8Array<ArrayBuffer>;
  /** Instead of `body`, when the call asked for it. */
  stream?: ReadableStream<Uint8Array<ArrayBuffer>> | undefined;
  hide: Hide;
}

/** What every error of a call says. `accepted` is whether the API may have acted on it. */
export function describeCall({ taskId, idempotencyKey }: Call, accepted: boolean): ErrorDetails {
  const billed = accepted && idempotencyKey !== undefined;
  return { taskId, retryable: !billed, charged: billed ? "unknown" : "no" };
}

/** The error for a response that claims success and cannot be used. */
export function unexpected(
  response: ClientResponse,
  why: string,
  details: ErrorDetails = {},
): UnexpectedResponseError {
  const { call, status, body, hide } = response;
  const message = `${call.name} returned ${status} ${why}: ${quoteBody(body, hide)}`;
  return new UnexpectedResponseError(message, { ...describeCall(call, true), status, ...details });
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
