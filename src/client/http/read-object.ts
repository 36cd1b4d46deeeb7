import { readApiError } from "./read-response.ts";
import { type Answer, parseBody, unexpected } from "./response.ts";

/**
 * The JSON object in an answer.
 *
 * @throws {ApiError} the API said no.
 * @throws {UnexpectedResponseError} it said yes, and sent something else.
 */
export function readObject(answer: Answer): object {
  if (answer.status >= 400) throw readApiError(answer);
  const body = parseBody(answer);
  if (!body || typeof body !== "object") throw unexpected(answer, "without a JSON object");
  return body;
}
