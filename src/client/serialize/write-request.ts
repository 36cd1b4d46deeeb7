import type { Connection, GivenRequest, RequestWriter } from "../http/connection.ts";
import type { Call } from "../http/response.ts";
import { isBytes } from "../http/values.ts";
import { checkOptions } from "../settings/options.ts";
import { writeBody } from "./bodies.ts";
import type { RequestFacts, Requests } from "./facts.ts";
import type { WrittenBody } from "./forms.ts";
import { fillPath, writeCookies, writeHeaders, writeQuery } from "./parameters.ts";

const PLACES = { path: "an object", query: "an object", header: "an object", cookie: "an object" } as const;

/** Makes what writes the requests of an operation. */
export function createRequestWriter({
  parameters = [],
  body: medias = [],
  parseAs,
}: RequestFacts): RequestWriter {
  const writeParts = ({ params = {}, body }: GivenRequest, named?: string) => {
    checkOptions(params, PLACES);
    const cookie = writeCookies(parameters, params.cookie);
    const written: Partial<WrittenBody> = body === undefined ? {} : writeBody(medias, body, named);
    const headers = { ...writeHeaders(parameters, params.header), ...(cookie !== "" && { cookie }) };
    return { written, headers };
  };
  return {
    toCall(path, given) {
      const { written, headers: own } = writeParts(given);
      const { body, contentType } = written;
      const query = writeQuery(parameters, given.params?.query);
      const filled = fillPath(path, parameters, given.params?.path) + (query && `?${query}`);
      const headers = { ...own, ...(contentType !== undefined && { "content-type": contentType }) };
      const isOnce = body instanceof ReadableStream;
      const isForm = given.body instanceof FormData || given.body instanceof URLSearchParams;
      const isSealed = isForm || (isBytes(given.body) && !(given.body instanceof Blob));
      return { filled, headers, isOnce, isSealed, body };
    },
    toInit(init) {
      const { params = {} } = init;
      const given = listHeaders(init.headers);
      const named = given.find(isContentType)?.[1];
      // What a generated function has written already stays, and so does a serializer of the call's own.
      const unwritten = init.bodySerializer ? { params } : init;
      const { written, headers } = writeParts(unwritten, named === undefined ? undefined : `${named}`);
      const { body, contentType } = written;
      // What is written says so itself. Of a form nobody else knows the boundary.
      const kept = body === undefined ? given : given.filter((header) => !isContentType(header));
      return {
        ...(parseAs && { parseAs }),
        pathSerializer: (path: string, values: object) => fillPath(path, parameters, values),
        querySerializer: (values: object) => writeQuery(parameters, values),
        ...(body !== undefined && { bodySerializer: () => body }),
        ...(body instanceof ReadableStream && { duplex: "half" }),
        ...init,
        params: { path: params.path ?? {}, query: params.query ?? {} },
        headers: {
          ...(contentType !== undefined && { "content-type": contentType }),
          ...Object.fromEntries(kept),
          ...headers,
        },
      };
    },
  };
}

/** The fields of a call of openapi-fetch, written as its operation says. */
export function toInit<T extends Parameters<RequestWriter["toInit"]>[0]>(facts: RequestFacts, init: T): T {
  return createRequestWriter(facts).toInit(init);
}

function listHeaders(headers: unknown): (readonly [name: string, value: unknown])[] {
  return headers instanceof Headers || Array.isArray(headers)
    ? [...new Headers(headers as Headers)]
    : Object.entries(headers ?? {});
}

/** The media type that a call names. `null` takes a header away, as openapi-fetch has it. */
const isContentType = ([name, value]: readonly [string, unknown]) => value && /^content-type$/i.test(name);

/**
 * Lets a connection write the requests of its document that are not plain. Only generated code that has some makes use
 * of it, so that nobody else pays for it.
 */
export function withRequests(connection: Connection, requests: Requests): Connection {
  return {
    ...connection,
    writerOf: (endpoint) => {
      const facts = Object.hasOwn(requests, endpoint) && requests[endpoint];
      return facts ? createRequestWriter(facts) : undefined;
    },
    send: (call, read) => connection.send(joinCookies(openBody(call, connection)), read),
  };
}

/** A key that is a cookie would take the place of all others. */
export function joinCookies(call: Call): Call {
  const { key, headers } = call;
  const cookie = headers?.cookie;
  if (key === undefined || cookie === undefined) return call;
  return {
    ...call,
    key: (request, secret) => {
      key(request, secret);
      const { cookie: own = cookie } = request.headers;
      if (own !== cookie) request.headers.cookie = `${cookie}; ${own}`;
    },
  };
}

/** Streams want to be told that the response may begin only after them: `duplex` of the Fetch Standard. */
function openBody(call: Call, { settings }: Connection): Call {
  if (!(call.body instanceof ReadableStream)) return call;
  const fetchHalf = (url: string, init: RequestInit) =>
    (settings.fetch ?? globalThis.fetch)(url, { ...init, duplex: "half" } as RequestInit);
  return { ...call, fetch: fetchHalf as typeof fetch };
}

/** A connection whose bodies are JSON of another media type. */
export function sendAs(connection: Connection, mediaType: string): Connection {
  const rename = (call: Call): Call => ({ ...call, headers: { ...call.headers, "content-type": mediaType } });
  return {
    ...connection,
    send: (call, read) => connection.send(call.body === undefined ? call : rename(call), read),
  };
}
