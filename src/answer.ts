import type { ErrorDetails } from "./errors/evolink-error.ts";
import { readApiError } from "./errors/read-api-error.ts";
import { UnexpectedResponseError } from "./errors/unexpected-response-error.ts";
import { parseJson } from "./read-body.ts";
import type { Hide } from "./secret.ts";

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
  /** What errors of this call carry. */
  details?: ErrorDetails;
}

/** An answer, read to its end. */
export interface Answer {
  call: Call;
  status: number;
  headers: Headers;
  body: Uint8Array<ArrayBuffer>;
  hide: Hide;
}

/** The beginning of a body, for a message. */
export function quoteBody({ body, hide }: Answer): string {
  // Hidden before it is cut: half a key is a leak too.
  return (
    hide(new TextDecoder().decode(body.slice(0, 4096)))
      .trim()
      .slice(0, 200) || "(empty body)"
  );
}

/** The error for an answer that claims success and cannot be used. */
export function unexpected(answer: Answer, why: string): UnexpectedResponseError {
  const { call, status } = answer;
  return new UnexpectedResponseError(
    `${call.name} was answered ${status}, but ${why}: ${quoteBody(answer)}`,
    {
      ...call.details,
      status,
      retryable: !call.idempotencyKey,
      charged: call.idempotencyKey ? "unknown" : "no",
    },
  );
}

/**
 * The JSON object in a successful answer.
 *
 * @throws {ApiError} the API said no.
 * @throws {UnexpectedResponseError} it said yes, with something else than a JSON object.
 */
export function readObject(answer: Answer): Record<string, unknown> {
  if (answer.status >= 400) throw readApiError(answer);
  let value: unknown;
  try {
    value = parseJson(answer.body);
  } catch {}
  if (typeof value !== "object" || !value) throw unexpected(answer, "not with a JSON object");
  return value as Record<string, unknown>;
}
