import { type ClientResponse, unexpected } from "./response.ts";

/** Statuses of success that have no body. */
const BODILESS = [204, 205];

/**
 * For those who make a `Response` of what came: the platform makes none of a status that HTTP does not know, nor of a
 * body with a status that has none.
 *
 * @throws {UnexpectedResponseError} it is one of these.
 */
export function assertResponse(response: ClientResponse): void {
  const { status, headers, body, stream } = response;
  // `fetch` may leave out a body that must not be there.
  const hasBody = stream || body.length > 0 || Number(headers.get("content-length")) > 0;
  if (status > 599 || (BODILESS.includes(status) && hasBody))
    throw unexpected(response, "against the rules of HTTP");
}
