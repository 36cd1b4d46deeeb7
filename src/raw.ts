import createClient from "openapi-fetch";
import { type BoundFunctions, bindFunctions, type Client, operationTable } from "../generated/client.ts";
import type { paths } from "../generated/schema.ts";
import { unexpected } from "./answer.ts";
import { parseJson } from "./read-body.ts";
import type { Settings } from "./settings.ts";
import { createIdempotencyKey } from "./submit.ts";
import type { Send } from "./transport.ts";

/** Functions that take a client first: `functions` of `evolink-openapi/functions`, or a selection. */
export type UnboundFunctions = Record<string, (client: Client, ...rest: never[]) => unknown>;

const METHODS = ["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"] as const;

/** The fields of a `request` call that matter here. */
interface Init {
  parseAs?: string;
  [option: string]: unknown;
}

/** Answers that carry no body, by HTTP. */
const BODILESS = [204, 205, 304];

/**
 * The typed openapi-fetch client for every operation: `{ data, error, response }`.
 *
 * What it adds to openapi-fetch: the key, the operation's own server, a time limit that covers the body, an
 * idempotency key on each POST, and an error of this package where openapi-fetch would let a `SyntaxError`
 * or a `TypeError` through. It never repeats a request.
 */
export function createRaw<Functions extends UnboundFunctions>(
  send: Send,
  { baseUrl }: Settings,
  functions: Functions | undefined,
): Client & BoundFunctions<Functions> {
  const client = createClient<paths>();
  const requestPlainly = client.request as (method: string, path: string, init: Init) => unknown;
  const servers = new Map<string, string>();
  for (const { method, path, server } of Object.values(operationTable)) {
    servers.set(`${method.toUpperCase()} ${path}`, server);
  }
  const fallback = Object.values(operationTable)[0]?.server;

  const fetchThrough = (parseAs: string) => async (request: Request) => {
    const { method, url, signal, headers } = request;
    const idempotencyKey =
      method === "POST" ? (headers.get("idempotency-key") ?? createIdempotencyKey()) : undefined;
    const answer = await send({
      name: `${method} ${url.replace(/\?.*/, "")}`,
      input: request,
      headers: Object.fromEntries(headers),
      signal,
      idempotencyKey,
    });
    const { status, body } = answer;
    if (parseAs === "json" && status < 300 && body.length) {
      try {
        parseJson(body);
      } catch {
        throw unexpected(answer, "not with JSON");
      }
    }
    return new Response(BODILESS.includes(status) ? null : body, { status, headers: answer.headers });
  };
  const request = (method: string, path: string, init: Init = {}) =>
    requestPlainly(method, path, {
      baseUrl: baseUrl ?? servers.get(`${method.toUpperCase()} ${path}`) ?? fallback,
      fetch: fetchThrough(init.parseAs ?? "json"),
      ...init,
    });
  const raw = Object.assign(client, { request }) as Client;
  for (const method of METHODS) {
    Object.assign(raw, { [method]: (path: string, init?: Init) => request(method, path, init) });
  }
  return Object.assign(raw, bindFunctions(raw, functions ?? ({} as Functions)));
}
