import { assertResponse } from "../client/http/assert-response.ts";
import { parseBody } from "../client/http/body.ts";
import type { Connection } from "../client/http/connection.ts";
import { readApiError } from "../client/http/read-response.ts";
import type { Call, ClientResponse } from "../client/http/response.ts";
import { SubmissionUncertainError } from "../errors/classes.ts";
import { fromBytes } from "./bytes.ts";
import { hideInText } from "./hidden-text.ts";
import { createHidingStream } from "./hiding-stream.ts";
import { type KeptResponse, notSent, Refusal } from "./refusal.ts";

/** What came of a request. */
export interface Outcome {
  response: KeptResponse;
  /** Instead of `response.body`, where it comes in pieces. Such a response is not kept. */
  stream?: ReadableStream<Uint8Array> | undefined;
  /** Whether it may be billed. */
  charged: boolean;
  /** The object in it. */
  json: unknown;
}

/** All that passes of a response's headers, hidden; the rest is between EvoLink and the proxy. */
const PASSED = [
  "retry-after",
  "x-request-id",
  "x-oneapi-request-id",
  "idempotency-replayed",
  "content-disposition",
];

/**
 * What is read whole, as a text may spell the key in many ways; and passes as plain text, which is no document. The same of
 * what does not say what it is. All else passes as it comes.
 */
const TEXT = new RegExp(
  `^(?:[^/]*$|text/|[\\w.-]+/(?:[\\w.+-]+\\+)?(?:x-)?(?:${[
    "json(?:-seq|l)?|ndjson|ya?ml|toml|csv|x?html|xml(?:-dtd)?",
    "(?:java|ecma|type)script|graphql|sql|rtf|www-form-urlencoded",
  ].join("|")})\\s*(?:[;,]|$))`,
  "i",
);
/** Its parts may be documents. */
const REPLACED = /^multipart\/x-mixed-replace\b/i;
const BYTES = "application/octet-stream";
const EVENTS = /^text\/event-stream\s*(;|$)/i;

/**
 * Sends a call on, with the key. Whatever comes back, a response comes of it, and nothing in that tells the key.
 *
 * @param report gets what went wrong, for the one whose key it is.
 * @param isRead whether the response is read here, whatever type it says that it has.
 */
export async function forward(
  { send }: Connection,
  call: Call,
  report: (error: unknown) => void,
  isRead = false,
): Promise<Outcome> {
  try {
    const openStream = ({ headers, body }: Response) => {
      const type = readType(headers);
      return EVENTS.test(type) || !(isRead || TEXT.test(type)) ? (body ?? undefined) : undefined;
    };
    return await send({ ...call, openStream: openStream as never }, (response) =>
      readOutcome(response, report),
    );
  } catch (error) {
    report(error);
    const uncertain = error instanceof SubmissionUncertainError;
    const refusal =
      call.idempotencyKey === undefined
        ? new Refusal(502, "unreachable", "EvoLink did not respond.")
        : uncertain
          ? new Refusal(502, "paid_outcome_unknown", "The submission may have been accepted, and billed.")
          : notSent("EvoLink could not be reached.");
    return { response: refusal.response, charged: uncertain, json: undefined };
  }
}

/** `null`, which is none, where nothing says it. */
const readType = (headers: Headers): string => `${headers.get("content-type")}`;

/** What a body is called that was read whole. */
function nameType(type: string, text: string | undefined, json: unknown): string {
  if (text !== undefined) return json === undefined ? "text/plain; charset=utf-8" : "application/json";
  if (!TEXT.test(type)) return type;
  const charset = /;\s*charset="?([\w.:-]+)/i.exec(type)?.[1];
  return charset === undefined ? BYTES : `text/plain; charset=${charset}`;
}

/** The text of a body; undefined where it is no UTF-8. */
function decodeText(body: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    return undefined;
  }
}

function readOutcome(response: ClientResponse, report: (error: unknown) => void): Outcome {
  assertResponse(response);
  const { status, headers, body, stream, hide } = response;
  const error = status >= 400 ? readApiError(response) : undefined;
  if (status === 401) {
    report(error);
    // The visitor has no key that could be wrong, and may be signed in all the same.
    return {
      response: notSent("the key of the server was refused.").response,
      charged: false,
      json: undefined,
    };
  }
  const type = hide(readType(headers)).replace(REPLACED, BYTES);
  const json = parseBody(body);
  const text = decodeText(body);
  const passed = PASSED.flatMap((name) => {
    const value = headers.get(name);
    return value === null ? [] : [[name, hide(value)]];
  });
  const shownType = stream ? type : nameType(type, text, json);
  return {
    response: {
      status,
      headers: {
        ...Object.fromEntries(passed),
        "content-type": shownType,
      },
      body: hideInText(text ?? fromBytes(body), hide),
      ...(text === undefined && { isBytes: true }),
    },
    stream: stream?.pipeThrough(createHidingStream(hide)),
    charged: error?.charged !== "no",
    json,
  };
}
