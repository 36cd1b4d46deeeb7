import createClient, { defaultBodySerializer } from "openapi-fetch";
import { type Client, CONNECTION } from "../client/client.ts";
import { assertResponse } from "../client/http/assert-response.ts";
import { parseBody } from "../client/http/body.ts";
import type { Connection } from "../client/http/connection.ts";
import { fillPath, PLAIN_WRITER, writeQuery } from "../client/http/plain-request.ts";
import { addressCall, type Call, unexpected } from "../client/http/response.ts";
import { endWithSignal } from "../client/serialize/read-body.ts";
import { isJsonType } from "../client/serialize/texts.ts";
import { writeJson } from "../client/settings/json.ts";
import { assertOption, checkOptions } from "../client/settings/options.ts";
import { createIdempotencyKey } from "../client/tasks/submit.ts";
import { type BoundFunctions, bindFunctions, type UnboundFunctions } from "./bind-functions.ts";
import { type Draft, DraftRequest, rewindResponse } from "./draft-request.ts";
import type { FetchClient } from "./fetch-client.ts";

/** What `createRaw` takes besides the client. */
export interface RawOptions<Functions> {
  /** `functions` of `evolink-openapi/functions`, or a selection, to have them without their first parameter. Default: none. */
  functions?: Functions | undefined;
}

/** The fields of a `request` call that matter here. */
interface Init {
  body?: unknown;
  parseAs?: string;
  signal?: AbortSignal | null;
  [option: string]: unknown;
}

/**
 * The typed openapi-fetch client for every operation of a client's document: `{ data, error, response }`.
 *
 * What it adds to openapi-fetch: the key, the operation's own server, a time limit that covers the body, an
 * idempotency key on each request that may be billed, and an error of this package where openapi-fetch would let a `SyntaxError`
 * or a `TypeError` through. It never repeats a request.
 *
 * With `parseAs: "stream"`, the body of a success comes as it arrives. The time limit then ends with the headers;
 * after them the caller's signal ends the stream, and what breaks it is thrown as `fetch` throws it.
 *
 * @throws {ValidationError} what it is given is no client, or an option is wrong.
 *
 * @example
 * const raw = createRaw(evolink, { functions });
 */
export function createRaw<Paths extends object, Functions extends UnboundFunctions = Record<never, never>>(
  evolink: Client<Paths>,
  options: RawOptions<Functions> = {},
): FetchClient<Paths> & BoundFunctions<Functions> {
  const connect = evolink?.[CONNECTION]?.connect;
  assertOption(connect, "evolink", "what `createEvolink` returned", undefined);
  checkOptions(options, { functions: "an object" });
  const client = createClient<Paths>({
    pathSerializer: fillPath,
    querySerializer: writeQuery,
    // Its type leaves out the headers.
    bodySerializer: serializeBody as (body: unknown) => unknown,
  });
  serveThrough(connect(), client as FetchClient<object>);
  return Object.assign(client as never, bindFunctions(client, options.functions ?? ({} as Functions)));
}

/** Writes a body whose page has JSON alone. The call itself may name something else. */
function serializeBody(body: unknown, headers: Headers): unknown {
  const isJson = isJsonType(headers.get("content-type") ?? "application/json");
  if (isJson && !(body instanceof FormData)) return writeJson(body);
  return (defaultBodySerializer as typeof serializeBody)(body, headers);
}

/** Whether a method only reads, and so is never billed (RFC 9110, 9.2.1). */
const isSafe = (method: string) => /^(GET|HEAD|OPTIONS|TRACE)$/.test(method);

/** Lets every request of an openapi-fetch client leave through a connection. */
function serveThrough({ send, settings, writerOf }: Connection, client: FetchClient<object>): void {
  const requestPlainly = client.request as (method: string, path: string, init: Init) => unknown;
  const plainUse = client.use;
  /** A middleware is given a Request, and a Response that it can clone. */
  let hasMiddleware = false;

  const fetchThrough =
    ({ key }: Call, parseAs: string, signal: AbortSignal | undefined) =>
    async (request: Draft | Request) => {
      const { method, url, headers } = request;
      const isDraft = !("clone" in request);
      /** Absent where a middleware may want the body, and where its address holds the key. */
      let reusable: Response | undefined;
      const call: Call = {
        url,
        method,
        key,
        body: isDraft ? request.body : undefined,
        fetch: (async (sent: string, init) => {
          const fetch = settings.fetch ?? globalThis.fetch;
          const isMoved = sent !== url;
          if (!isDraft) return fetch(isMoved ? new Request(sent, request) : request, init);
          const response = await fetch(sent, init);
          if (!isMoved) reusable = response;
          return response;
        }) as typeof fetch,
        headers: Object.fromEntries(headers),
        signal,
        idempotencyKey: isSafe(method)
          ? undefined
          : (headers.get("idempotency-key") ?? createIdempotencyKey()),
      };
      if (parseAs === "stream") call.openStream = ({ body }) => endWithSignal(body, signal);
      return send(call, (response) => {
        assertResponse(response);
        const { status, body, stream } = response;
        const isJson = parseAs === "json" && status < 300 && body.length > 0;
        const value = isJson ? parseBody(body) : undefined;
        if (isJson && value === undefined) throw unexpected(response, "without JSON");
        if (reusable && /^(json|text)$/.test(parseAs)) return rewindResponse(reusable, body, value);
        return new Response(stream ?? (body.length ? body : null), response);
      });
    };
  const request = async (method: string, path: string, given: Init = {}) => {
    const init = (writerOf?.(`${method.toUpperCase()} ${path}`) ?? PLAIN_WRITER).toInit(given);
    const { fetch, signal } = init;
    const call = addressCall(settings, method, path, "");
    return requestPlainly(method, path, {
      Request: hasMiddleware || init.middleware || fetch ? Request : DraftRequest,
      baseUrl: call.url,
      fetch: fetchThrough(call, init.parseAs ?? "json", signal ?? undefined),
      ...init,
      // Only a `fetch` of the call's own needs it: the `Request` of openapi-fetch would leave a listener on it.
      signal: fetch && signal ? signal : null,
    });
  };
  const use: typeof client.use = (...middleware) => {
    plainUse(...middleware);
    hasMiddleware = true;
  };
  Object.assign(client, { request, use });
  for (const method of Object.keys(client).filter((name) => /^[A-Z]+$/.test(name))) {
    Object.assign(client, { [method]: (path: string, init?: Init) => request(method, path, init) });
  }
}
