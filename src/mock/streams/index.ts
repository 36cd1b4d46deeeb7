import { isRecord } from "../../openapi/json.ts";
import { isEventStream, splitEvents } from "../base/event-stream.ts";
import { type MockRequest, type MockResponse, PacedBody } from "../base/http.ts";
import { successContents } from "../prism/contents.ts";
import type { PrismOperation } from "../prism/prism-operations.ts";
import { documentedError } from "../responses/documented-error.ts";
import { chatCompletions } from "./chat-completions.ts";
import { generateContent } from "./generate-content.ts";
import { messages } from "./messages.ts";
import { formatEvent, type StreamProtocol } from "./protocol.ts";
import { responses } from "./responses.ts";

const PROTOCOLS: readonly StreamProtocol[] = [chatCompletions, messages, responses, generateContent];

/** The word by which the body of a request asks for its response piece by piece. */
const STREAM = "stream";

/** The custom method that asks for it by the path: `…:streamGenerateContent` is `…:generateContent` in pieces. */
const STREAM_METHOD = /(?::|%3[aA])stream([A-Z])(?=[^/:]*$)/;

/** Why, in words that no other refusal has. */
export const NO_STREAM = "the mock knows no event stream for a response of this form";

/** The path that has the same response whole; the path itself where it does not ask for pieces. */
export function toWholePath(path: string): string {
  return path.replace(STREAM_METHOD, (_, initial: string) => `:${initial.toLowerCase()}`);
}

export function asksForStream({ path }: Pick<MockRequest, "path">, body: unknown): boolean {
  return STREAM_METHOD.test(path) || (isRecord(body) && body[STREAM] === true);
}

/**
 * A whole response, sent piece by piece: in the protocol it has the form of, or else as the document's own example of
 * an event stream. Where there is neither, the request is refused, as one whole JSON response is nothing that a reader
 * of a stream could read.
 *
 * @param response what the same request gets without asking for a stream.
 */
export function toStream(
  response: MockResponse,
  operation: PrismOperation,
  { path, query }: MockRequest,
  body: unknown,
  paceMs: number,
): MockResponse {
  if (response.status >= 400) return response;
  const [whole, asked] = [response.body, isRecord(body) ? body : {}];
  const protocol = isRecord(whole) && PROTOCOLS.find((one) => one.fits(asked, whole));
  if (!protocol) return sendDocumentedStream(operation, paceMs) ?? refuseStream(operation);
  const events = protocol.render(whole, asked);
  // By the path, events are sent only where `alt=sse` asks for them, else the elements of a JSON list.
  if (STREAM_METHOD.test(path) && query.alt !== "sse") {
    const pieces = events.map(({ data }, at) => `${at === 0 ? "[" : ",\r\n"}${JSON.stringify(data)}`);
    return { ...response, body: new PacedBody([...pieces, "]"], paceMs) };
  }
  return eventStream(events.map(formatEvent), paceMs);
}

function sendDocumentedStream(operation: PrismOperation, paceMs: number): MockResponse | undefined {
  const content = successContents(operation)?.contents.find(({ mediaType }) => isEventStream(mediaType));
  const example = content?.examples[0]?.value;
  return typeof example === "string" ? eventStream(splitEvents(example), paceMs) : undefined;
}

function eventStream(pieces: readonly string[], paceMs: number): MockResponse {
  // Compression on the way, such as that of Next.js, holds back what it may transform until the stream ends.
  const headers = {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-cache, no-transform",
  };
  return { status: 200, headers, body: new PacedBody(pieces, paceMs) };
}

function refuseStream(operation: PrismOperation): MockResponse {
  const known = PROTOCOLS.map(({ name }) => name).join(", ");
  const message = `${STREAM} must be false or absent, got true: ${NO_STREAM}; it knows ${known}`;
  return { ...documentedError(operation, [400], { message, param: STREAM }), isUnsupported: true };
}
