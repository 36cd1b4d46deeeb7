import { SubmissionUncertainError } from "../../errors/classes.ts";
import type { EvolinkError } from "../../errors/evolink-error.ts";
import type { Connection } from "../http/connection.ts";
import type { Call, ClientResponse } from "../http/response.ts";
import { retry } from "../http/retry.ts";
import { assertOption } from "../settings/options.ts";

/** How one submission is made. */
export interface CreateOptions {
  /**
   * Aborting before the request leaves rejects with the signal's reason. Aborting it in flight rejects with
   * SubmissionUncertainError, because the API may have accepted it.
   */
  signal?: AbortSignal | undefined;
  /**
   * 16 to 96 characters of `[A-Za-z0-9._-]`. Default: the parameter `Idempotency-Key`, where the operation has one and
   * the call gives it, else a new random key for each call.
   */
  idempotencyKey?: string | undefined;
  /** How often it is sent at most. Default: the client's `retry.attempts`; 1 where a queue waits between two. */
  attempts?: number | undefined;
}

export const CREATE_OPTIONS = {
  signal: "an object with addEventListener()",
  idempotencyKey: "a string",
  attempts: "a positive number",
} as const;

/** 128 random bits, as four numbers. Not `crypto.randomUUID`, which is missing on pages served without TLS. */
export function createIdempotencyKey(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join("-");
}

/** 16 to 96 of the characters that EvoLink's own clients use. */
export const isIdempotencyKey = (key: string) => /^[\w.-]{16,96}$/.test(key);

/**
 * Sends a call that may be billed, and never pays twice by itself.
 *
 * Its body is text already and the idempotency key is made before the first attempt, so every attempt is the same
 * submission.
 *
 * @param read what it makes of the response is returned; a response it cannot use leaves the outcome open.
 * @param options checked as `CREATE_OPTIONS` say.
 */
export async function submit<T>(
  { send, settings }: Connection,
  call: Call,
  read: (response: ClientResponse) => T,
  {
    signal,
    idempotencyKey = call.headers?.["idempotency-key"] ?? createIdempotencyKey(),
    attempts = settings.attempts,
  }: CreateOptions,
): Promise<T> {
  assertOption(
    isIdempotencyKey(idempotencyKey),
    "idempotencyKey",
    "16 to 96 of A-Z a-z 0-9 . _ -",
    idempotencyKey,
  );
  let doubt: SubmissionUncertainError | undefined;
  let resubmissions = settings.resubmitUncertain ? 1 : 0;
  /** What certainly was not accepted: never sent, or refused with a time to come back. */
  const mayRepeat = (error: EvolinkError) => {
    if (error instanceof SubmissionUncertainError) doubt ??= error;
    const { retryable, charged, status, retryAfterMs } = doubt ?? error;
    return charged === "no" ? retryable && (!status || retryAfterMs !== undefined) : resubmissions-- > 0;
  };
  const attempt = () => send({ ...call, signal, idempotencyKey }, read);
  return retry(attempt, mayRepeat, attempts, signal).catch((error) => {
    // Once in doubt, neither a later refusal nor an abort says anything about the first attempt; the id of a task does.
    throw error?.rawTaskId ? error : (doubt ?? error);
  });
}
