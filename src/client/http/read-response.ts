import type { ApiError } from "../../errors/classes.ts";
import { findRefusal, TRY_AGAIN } from "../../errors/refusals.ts";
import type { Hide } from "../settings/secret.ts";
import { endSentence, parseBody, quoteBody, readText } from "./body.ts";
import { type ClientResponse, describeCall, nameCall, unexpected } from "./response.ts";
import { parseRetryAfter } from "./retry.ts";

/**
 * Responses that leave open whether a task exists: a proxy gave up waiting, the key was used before, or HTTP knows no
 * such status, which RFC 9110 (15) says to take for a 500.
 */
const UNDECIDED = /^([5-9]..|408|409|499|.* (idempotency_conflict|paid_outcome_unknown))/;

type Fields = Record<string, unknown>;

/**
 * The error for a response with a status from 400 on.
 *
 * Understands `{error: {code, message, type, param}}`, `{success: false, code, msg}`, `{error: "text"}`,
 * and quotes the beginning of anything else.
 */
export function readApiError(response: ClientResponse): ApiError {
  const { status, headers, body, hide, call } = response;
  const { error, msg, ...rest } = Object(parseBody(body, hide)) as Fields;
  const fields = error && typeof error === "object" ? (error as Fields) : { message: error ?? msg, ...rest };
  const code = readText(fields.code);
  const requestId = headers.get("x-request-id") ?? headers.get("x-oneapi-request-id");
  const [Class, advice] = findRefusal(status);
  const seen = code ? `${status} ${code}` : `${status}`;
  const details = describeCall(call, UNDECIDED.test(seen));
  const said = endSentence(readText(fields.message) ?? quoteBody(response));
  return new Class(`${nameCall(call)} returned ${seen}: ${said} ${advice}`, {
    ...details,
    status,
    code,
    type: readText(fields.type),
    param: readText(fields.param),
    requestId: hide(requestId ?? "") || readText(fields.request_id),
    retryAfterMs: parseRetryAfter(headers.get("retry-after")),
    retryable: details.retryable && advice === TRY_AGAIN,
  });
}

/**
 * The JSON object in a response.
 *
 * @param hide to be applied to the strings in it.
 * @throws {ApiError} its status says no.
 * @throws {UnexpectedResponseError} it says yes, and sends something else.
 */
export function readObject(response: ClientResponse, hide?: Hide): object {
  if (response.status >= 400) throw readApiError(response);
  const value = parseBody(response.body, hide);
  if (!value || typeof value !== "object") throw unexpected(response, "without a JSON object");
  return value;
}

/**
 * The JSON value in a response whose document allows others than objects.
 *
 * @throws {ApiError} its status says no.
 * @throws {UnexpectedResponseError} it says yes, and sends something else.
 */
export function readJson(response: ClientResponse): unknown {
  if (response.status >= 400) throw readApiError(response);
  const value = parseBody(response.body);
  if (value === undefined) throw unexpected(response, "without JSON");
  return value;
}
