import { createParser, type ParseError } from "eventsource-parser";
import { ApiError, ConnectionError, RequestTimeoutError } from "../errors/classes.ts";
import type { RequestBody } from "./call-forms.ts";
import { raceAbort, withTimeout } from "./http/abort.ts";
import { readText } from "./http/body.ts";
import { assertBody, type Connection } from "./http/connection.ts";
import { copyCause } from "./http/fetch-error.ts";
import { readApiError } from "./http/read-response.ts";
import {
  addressCall,
  type Call,
  type ClientResponse,
  describeCall,
  nameCall,
  unexpected,
} from "./http/response.ts";
import type { ModelPath } from "./post-body.ts";
import { writeJson } from "./settings/json.ts";
import { readGiven } from "./settings/options.ts";
import { type CreateOptions, submit } from "./tasks/submit.ts";

/** The last event of chat completions, which is no JSON. */
const DONE = "[DONE]";

/** No event comes near this; beyond it something else is sending. 64 Mi characters. */
const MAX_EVENT_CHARACTERS = 2 ** 26;

/** A path that ends in a custom method asks for a stream by that; any other by `stream: true` in the body. */
const CUSTOM_METHOD = /:(\w)(\w*)$/;

type Opened = ClientResponse & { stream: ReadableStream<Uint8Array> };

/** Sends a body under the rules of `submit`, asks for a stream, and yields what its events hold. */
export async function* streamEvents(
  connection: Connection,
  at: string | ModelPath,
  body: RequestBody,
  options: CreateOptions,
): AsyncGenerator<object, void, undefined> {
  const path = typeof at === "string" ? at : at.path;
  const byPath = CUSTOM_METHOD.test(path);
  const asked = byPath ? body : readGiven("body", () => ({ ...body, stream: true }));
  const [filled, sent] = typeof at === "string" ? [at, asked] : readGiven("body", () => at.fill(asked));
  assertBody(connection, `POST ${path}`, sent);
  const pieces = filled.replace(CUSTOM_METHOD, (_, initial: string, rest: string) => {
    return `:stream${initial.toUpperCase()}${rest}?alt=sse`;
  });
  const call: Call = {
    ...addressCall(connection.settings, "POST", path, pieces),
    headers: { accept: "text/event-stream", "content-type": "application/json" },
    body: writeJson(sent),
    openStream: ({ headers, body: stream }) =>
      /^text\/event-stream\b/i.test(`${headers.get("content-type")}`) ? (stream ?? undefined) : undefined,
  };
  yield* readEvents(await submit(connection, call, assertStream, options), connection, options.signal);
}

function assertStream(response: ClientResponse): Opened {
  const { stream, status } = response;
  if (status >= 400) throw readApiError(response);
  if (!stream) throw unexpected(response, "without an event stream");
  return { ...response, stream };
}

async function* readEvents(
  response: Opened,
  { settings: { timeoutMs } }: Connection,
  signal: AbortSignal | undefined,
): AsyncGenerator<object, void, undefined> {
  const received: { event?: string | undefined; data: string }[] = [];
  let overflow: ParseError | undefined;
  const parser = createParser({
    maxBufferSize: MAX_EVENT_CHARACTERS,
    onEvent: (event) => received.push(event),
    // Lines of unknown meaning are passed over, as the standard says.
    onError: (error) => {
      if (error.type === "max-buffer-size-exceeded") overflow = error;
    },
  });
  const decoder = new TextDecoder();
  const reader = response.stream.getReader();
  try {
    for (;;) {
      const value = await readPiece(reader, response, timeoutMs, signal);
      if (!value) return;
      parser.feed(decoder.decode(value, { stream: true }));
      for (const { event, data } of received.splice(0)) {
        if (data === DONE) return;
        yield readEvent(data, event, response);
        if (signal?.aborted) throw signal.reason;
      }
      if (overflow) throw unexpected(response, "with too large an event");
    }
  } finally {
    // Not awaited: a source that hangs could hold us here.
    reader.cancel().catch(() => {});
  }
}

async function readPiece(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  { call, hide }: Opened,
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<Uint8Array | undefined> {
  const [stop, release] = withTimeout(timeoutMs, signal);
  try {
    return (await raceAbort(reader.read(), stop)).value;
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    const details = describeCall(call, true);
    if (stop.aborted)
      throw new RequestTimeoutError(`${nameCall(call)} sent nothing for ${timeoutMs} ms.`, details);
    const cause = copyCause(error, hide);
    throw new ConnectionError(`${nameCall(call)} broke off: ${cause.message}.`, { ...details, cause });
  } finally {
    release();
  }
}

/** The data of an event. @throws {ApiError} it is an error that ends the stream. */
function readEvent(data: string, event: string | undefined, response: Opened): object {
  const fields = parseObject(data);
  if (!fields) throw unexpected(response, "with an event that is no JSON object");
  const isError = event === "error" || fields.type === "error" || typeof fields.error === "string";
  if (!isError && !(fields.error && typeof fields.error === "object")) return fields;
  const { call, status, hide } = response;
  const reason = Object(typeof fields.error === "object" ? fields.error : fields) as Record<string, unknown>;
  const [code, type] = [reason.code, reason.type].map((text) => hide(readText(text) ?? "") || undefined);
  const message = hide(readText(reason.message) ?? readText(fields.error) ?? data);
  throw new ApiError(`${nameCall(call)} ended its stream with ${code ?? type ?? "an error"}: ${message}`, {
    ...describeCall(call, true),
    status,
    code,
    type,
  });
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return value && typeof value === "object" ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
