import {
  ApiError,
  AuthenticationError,
  InsufficientCreditsError,
  InvalidRequestError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
  ServerError,
} from "../../errors/classes.ts";
import { type ClientResponse, describeCall, parseBody, quoteBody, unexpected } from "./response.ts";
import { parseRetryAfter } from "./retry.ts";

type Kind = [typeof ApiError, advice: string];

const KINDS: Record<number, Kind> = {
  400: [InvalidRequestError, "Correct the request."],
  401: [AuthenticationError, "Check the API key."],
  402: [InsufficientCreditsError, "Credits are used up: see `limit`."],
  403: [PermissionDeniedError, "Check what this key may use."],
  404: [NotFoundError, "Check the id and the key."],
  429: [RateLimitError, "Try again later."],
};

/** Responses that leave open whether a task exists: a proxy gave up waiting, or the key was used before. */
const UNDECIDED = /^(5..|408|409|499|.* (idempotency_conflict|paid_outcome_unknown))/;

type Fields = Record<string, unknown>;

/** The error object of an answer, whichever of the known shapes it has. */
function readEnvelope(answer: ClientResponse): Fields {
  const body = Object(parseBody(answer)) as Fields;
  const { error, msg } = body;
  return error && typeof error === "object" ? (error as Fields) : { message: error ?? msg, ...body };
}

/** A field that says something, as text: some responses write the code as a number. Undefined for anything else. */
export function readText(value: unknown): string | undefined {
  return value && typeof value !== "object" ? `${value}` : undefined;
}

/**
 * The error for a response that says no.
 *
 * Understands `{error: {code, message, type, param}}`, `{success: false, code, msg}`, `{error: "text"}`,
 * and quotes the beginning of anything else.
 */
export function readApiError(answer: ClientResponse): ApiError {
  const { status, headers, hide, call } = answer;
  const fields = readEnvelope(answer);
  const text = (value: unknown) => {
    const said = readText(value);
    return said && hide(said);
  };
  const code = text(fields.code);
  const requestId = text(
    headers.get("x-request-id") ?? headers.get("x-oneapi-request-id") ?? fields.request_id,
  );
  const failed = status >= 500;
  const [Class, advice] = KINDS[status] ?? [failed ? ServerError : ApiError, "Try again later."];
  const said = text(fields.message) ?? quoteBody(answer);
  const seen = code ? `${status} ${code}` : `${status}`;
  return new Class(`${call.name} was answered ${seen}: ${said} ${advice}`, {
    ...describeCall(call, UNDECIDED.test(seen)),
    status,
    code,
    type: text(fields.type),
    param: text(fields.param),
    requestId,
    retryAfterMs: parseRetryAfter(headers.get("retry-after")),
    retryable: failed || status === 408 || status === 429,
  });
}

/**
 * The JSON object in an answer.
 *
 * @throws {ApiError} the API said no.
 * @throws {UnexpectedResponseError} it said yes, and sent something else.
 */
export function readObject(answer: ClientResponse): object {
  if (answer.status >= 400) throw readApiError(answer);
  const body = parseBody(answer);
  if (!body || typeof body !== "object") throw unexpected(answer, "without a JSON object");
  return body;
}
