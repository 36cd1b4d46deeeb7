import { jsonResponse, type MockRequest, type MockResponse } from "../base/http.ts";
import { type Exchange, toResponseBody } from "./recording-file.ts";

/** What was sent under an Idempotency-Key, and what came of it. */
interface Submission {
  /** Of the request. The same key with anything else is refused. */
  asked: string;
  response: Promise<MockResponse>;
}

/**
 * Sends what may be billed once for each Idempotency-Key, and gives the response to all who repeat it: browsers repeat a
 * POST by themselves, and clients do so with the key of the first one.
 */
export interface Submissions {
  /** @param key of the request, by `keyOfRequest`. */
  once(asked: MockRequest, key: string, send: () => Promise<MockResponse>): Promise<MockResponse>;
}

/** @param exchanges of earlier runs, which count, too. */
export async function createSubmissions(
  exchanges: readonly Exchange[],
  keyOf: (exchange: Exchange) => Promise<string>,
): Promise<Submissions> {
  const sent = new Map<string, Submission>();
  for (const exchange of exchanges) {
    const { request, response, error } = exchange;
    const idempotencyKey = request.headers["idempotency-key"];
    if (request.method !== "POST" || idempotencyKey === undefined) continue;
    if (response && !mayBeBilled(response.status)) continue;
    const known =
      response && !response.isStream
        ? { status: response.status, headers: response.headers, body: toResponseBody(response.body) }
        : unknownOutcome(error ?? "the mock ended before there was a response");
    sent.set(idempotencyKey, { asked: await keyOf(exchange), response: Promise.resolve(known) });
  }

  return {
    async once(asked, key, send) {
      const idempotencyKey = asked.headers["idempotency-key"];
      if (asked.method !== "POST" || idempotencyKey === undefined) return send();
      const earlier = sent.get(idempotencyKey);
      if (earlier)
        return earlier.asked === key ? repeat(await earlier.response) : refuseOther(idempotencyKey);
      const response = send();
      sent.set(idempotencyKey, { asked: key, response });
      const { status } = await response.catch((error) => {
        sent.delete(idempotencyKey);
        throw error;
      });
      if (!mayBeBilled(status)) sent.delete(idempotencyKey);
      return response;
    },
  };
}

/** What EvoLink may say after it has accepted a submission, as gateways do; the rest was refused, and may be sent again. */
function mayBeBilled(status: number): boolean {
  return status < 400 || status >= 500 || [408, 409, 499].includes(status);
}

/** A stream was read by the one who asked first. */
function repeat(response: MockResponse): MockResponse {
  if (response.body instanceof ReadableStream)
    return unknownOutcome("its response was a stream, which the first one has read");
  return {
    ...response,
    headers: { ...response.headers, "idempotency-replayed": "true" },
    note: "not sent again: its Idempotency-Key was",
  };
}

function unknownOutcome(reason: string): MockResponse {
  const message = `A request with this Idempotency-Key was sent before, and is not sent again: ${reason}. It may have been accepted, and billed.`;
  const error = { code: "paid_outcome_unknown", message, type: "api_error" };
  return { ...jsonResponse(502, { error }), note: message };
}

function refuseOther(idempotencyKey: string): MockResponse {
  const message = `Idempotency-Key "${idempotencyKey}" was used with another request. Use a new key for a new request.`;
  const error = { code: "idempotency_conflict", message, type: "invalid_request_error" };
  return { ...jsonResponse(409, { error }), note: message };
}
