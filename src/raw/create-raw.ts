import createClient from "openapi-fetch";
import { type BoundFunctions, bindFunctions, type Client } from "../../generated/client.ts";
import type { paths } from "../../generated/schema.ts";
import { parseBody } from "../client/http/body.ts";
import { unexpected } from "../client/http/response.ts";
import type { Send } from "../client/http/transport.ts";
import type { Settings } from "../client/settings/settings.ts";
import { findServer } from "../client/settings/settings.ts";
import { createIdempotencyKey } from "../client/tasks/submit.ts";

/** Functions that take a client first: `functions` of `evolink-openapi/functions`, or a selection. */
export type UnboundFunctions = Record<string, (client: Client, ...rest: never[]) => unknown>;

/** The fields of a `request` call that matter here. */
interface Init {
  parseAs?: string;
  signal?: AbortSignal | null;
  [option: string]: unknown;
}

/**
 * The typed openapi-fetch client for every operation: `{ data, error, response }`.
 *
 * What it adds to openapi-fetch: the key, the operation's own server, a time limit that covers the body, an
 * idempotency key on each POST, and an error of this package where openapi-fetch would let a `SyntaxError`
 * or a `TypeError` through. It never repeats a request.
 *
 * With `parseAs: "stream"`, the body of a success comes as it arrives. The time limit then ends with the headers;
 * after them the caller's signal ends the stream, and what breaks it is thrown as `fetch` throws it.
 */
export function createRaw<Functions extends UnboundFunctions>(
  send: Send,
  settings: Settings,
  functions: Functions | undefined,
): Client & BoundFunctions<Functions> {
  const client = createClient<paths>();
  const requestPlainly = client.request as (method: string, path: string, init: Init) => unknown;

  const fetchThrough = (parseAs: string, signal: AbortSignal | undefined) => async (request: Request) => {
    const { method, url, headers } = request;
    const call = {
      name: `${method} ${url.replace(/\?.*/, "")}`,
      input: request,
      headers: Object.fromEntries(headers),
      signal,
      stream: parseAs === "stream",
      idempotencyKey:
        method === "POST" ? (headers.get("idempotency-key") ?? createIdempotencyKey()) : undefined,
    };
    return send(call, (response) => {
      const { status, body, stream } = response;
      if (parseAs === "json" && status < 300 && body.length && parseBody(body) === undefined)
        throw unexpected(response, "without JSON");
      return new Response(stream ?? (body.length ? body : null), response);
    });
  };
  // The signal does not reach the `Request` of openapi-fetch, which would leave a listener on it.
  const request = (method: string, path: string, { signal, ...init }: Init = {}) =>
    requestPlainly(method, path, {
      baseUrl: findServer(settings, path),
      fetch: fetchThrough(init.parseAs ?? "json", signal ?? undefined),
      ...init,
      // A `fetch` of the call's own needs it.
      signal: init.fetch && signal ? signal : null,
    });
  Object.assign(client, { request });
  for (const method of Object.keys(client).filter((name) => /^[A-Z]+$/.test(name))) {
    Object.assign(client, { [method]: (path: string, init?: Init) => request(method, path, init) });
  }
  return Object.assign(client, bindFunctions(client, functions ?? ({} as Functions)));
}
