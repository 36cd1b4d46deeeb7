import { type Answer, quoteBody } from "../answer.ts";
import { parseJson } from "../read-body.ts";
import { parseRetryAfter } from "../retry-after.ts";
import { ApiError } from "./api-error.ts";
import { AuthenticationError } from "./authentication-error.ts";
import { InsufficientCreditsError } from "./insufficient-credits-error.ts";
import { InvalidRequestError } from "./invalid-request-error.ts";
import { NotFoundError } from "./not-found-error.ts";
import { PermissionDeniedError } from "./permission-denied-error.ts";
import { RateLimitError } from "./rate-limit-error.ts";
import { ServerError } from "./server-error.ts";

type Kind = [typeof ApiError, advice: string];

const KINDS: Record<number, Kind> = {
  400: [InvalidRequestError, "Correct the request."],
  401: [AuthenticationError, "Check the API key."],
  402: [InsufficientCreditsError, "Credits are used up; `limit` says whose."],
  403: [PermissionDeniedError, "Check what this key may use."],
  404: [NotFoundError, "Check the task id and the key; old tasks expire."],
  429: [RateLimitError, "Try again later, and more slowly."],
};
const FAILURE: Kind = [ServerError, "Try again later."];
const REJECTION: Kind = [ApiError, ""];

/** Answers that leave open whether a task exists: a proxy gave up waiting, or the key was used before. */
const UNDECIDED_STATUS = [408, 409, 499];
const UNDECIDED_CODE = /^(idempotency_conflict|paid_outcome_unknown)$/;

type Fields = Record<string, unknown>;

/** A field that says something, as text. Some answers write the code as a number. */
function textOf(value: unknown): string | undefined {
  return (typeof value === "string" || typeof value === "number") && value ? `${value}` : undefined;
}

/** The error object of an answer, whichever of the known shapes it has. */
function readEnvelope(answer: Answer): Fields {
  let body: Fields = {};
  try {
    body = Object(parseJson(answer.body));
  } catch {}
  const { error } = body;
  return error && typeof error === "object"
    ? (error as Fields)
    : { ...body, message: error ?? body.msg ?? body.message };
}

/**
 * The error for an answer that says no.
 *
 * Understands `{error: {code, message, type, param}}`, `{success: false, code, msg}`, `{error: "text"}`,
 * and quotes the beginning of anything else.
 */
export function readApiError(answer: Answer): ApiError {
  const { status, headers, hide, call } = answer;
  const fields = readEnvelope(answer);
  const hidden = (value: unknown) => hide(textOf(value) ?? "") || undefined;
  const code = hidden(fields.code);
  const requestId = hidden(
    headers.get("x-request-id") ?? headers.get("x-oneapi-request-id") ?? fields.request_id,
  );
  const failed = status >= 500;
  const [Class, advice] = KINDS[status] ?? (failed ? FAILURE : REJECTION);
  const undecided = failed || UNDECIDED_STATUS.includes(status) || UNDECIDED_CODE.test(code ?? "");
  const said = hidden(fields.message) ?? quoteBody(answer);
  return new Class(
    `${call.name} was answered ${status}${code ? ` ${code}` : ""}: ${said} ${advice}${requestId ? ` (request ${requestId})` : ""}`,
    {
      ...call.details,
      status,
      code,
      type: hidden(fields.type),
      param: hidden(fields.param),
      requestId,
      retryAfterMs: parseRetryAfter(headers.get("retry-after")),
      retryable: failed || status === 408 || status === 429,
      charged: call.idempotencyKey && undecided ? "unknown" : "no",
    },
  );
}
