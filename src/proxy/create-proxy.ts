import { createReport, ignoreFailure } from "../callback/user-code.ts";
import { type Client, CONNECTION } from "../client/client.ts";
import type { Connection, Validators } from "../client/http/connection.ts";
import { addressCall } from "../client/http/response.ts";
import { assertOption, checkOptions } from "../client/settings/options.ts";
import { createIdempotencyKey, isIdempotencyKey } from "../client/tasks/submit.ts";
import { QUERY } from "../client/tasks/tasks.ts";
import { readRequestBody } from "./body/request-body.ts";
import { digest } from "./bytes.ts";
import { forward } from "./forward.ts";
import { type Authorize, checkGrant, type Grant } from "./grant.ts";
import { findNamedTasks } from "./named-tasks.ts";
import { createOwnTasks } from "./own-tasks.ts";
import { notSent, Refusal, respond } from "./refusal.ts";
import { pickHeaders } from "./request-headers.ts";
import { createRouter, findModels, findTasks, type Operations, type Route } from "./route.ts";
import { createSpend } from "./spend.ts";
import { askWithin, createMemoryStore, type ProxyStore, type StoreKeys, storeKeys } from "./store.ts";
import { createSubmitOnce } from "./submit-once.ts";

/** What `createProxy` takes. */
export interface ProxyOptions {
  /** The client whose key, servers, `fetch` and `timeoutMs` requests leave with. */
  evolink: Client;
  /** `operationTable` of `evolink-openapi/functions`, or those of it that may be called. */
  operations: Operations;
  /** `validators` of `evolink-openapi/validate`. JSON that has none in there is refused. */
  validators: Validators;
  /** Says who may do what. */
  authorize: Authorize;
  /** Where your server serves the proxy. Default: `/evolink`. */
  path?: string | undefined;
  /** Stores submissions, tasks and what was spent. Needed where several processes serve. Default: this process. */
  seen?: ProxyStore | undefined;
  /** The largest body of a request, in bytes. Default: 10 MiB. */
  maxBodyBytes?: number | undefined;
  /** Gets what went wrong between the proxy and EvoLink, in `authorize` and in the store. Default: `console.error`. */
  onError?: ((error: unknown) => unknown) | undefined;
}

/**
 * Works as it is as a route of Next.js, Hono, Deno, Bun and Workers. It never rejects.
 *
 * @param context what the runtime passes after the request. Only its `waitUntil` is used, where it has one.
 */
export type Proxy = (request: Request, context?: unknown) => Promise<Response>;

const DEFAULT_PATH = "/evolink";
/** For `authorize` to say who it is. */
const AUTHORIZE_WITHIN_MS = 30_000;
const DEFAULT_MAX_BODY_BYTES = 10 * 2 ** 20;

/**
 * Makes a proxy that adds your key on your server, for `createEvolink({ baseUrl: "/evolink" })` in a page.
 *
 * It sends on what `authorize` allows and the document describes, with bodies that are valid, and of the headers those
 * that the operation has as parameters, and `Accept`. A submission is sent once for each `Idempotency-Key`, also when a
 * browser repeats it or leaves. Nothing that comes back tells the key. It needs `fetch` types and WebCrypto alone.
 *
 * @throws {ValidationError} a bad option.
 *
 * @example
 * export const proxy = createProxy({ evolink, operations: operationTable, validators, authorize });
 */
export function createProxy(options: ProxyOptions): Proxy {
  checkOptions(options, {
    evolink: "an object",
    operations: "an object",
    validators: "an object",
    authorize: "a function",
    path: "a string",
    seen: "an object",
    maxBodyBytes: "a positive number",
    onError: "a function",
  });
  const {
    evolink,
    operations,
    validators,
    authorize,
    path = DEFAULT_PATH,
    seen = createMemoryStore(),
  } = options;
  const { maxBodyBytes = DEFAULT_MAX_BODY_BYTES, onError = console.error } = options;
  const connect = evolink?.[CONNECTION]?.connect;
  assertOption(connect, "evolink", "what `createEvolink` returned", undefined);
  assertOption(operations, "operations", "a table of operations", operations);
  assertOption(validators, "validators", "the validators of the operations", validators);
  assertOption(authorize, "authorize", "a function", authorize);
  assertOption(/^(\/[^/?#]+)*\/?$/.test(path), "path", "the path of the proxy, such as /evolink", path);
  for (const name of ["claim", "get", "settle", "add"] as const)
    assertOption(typeof seen[name] === "function", "seen", `an object with the function \`${name}\``, seen);

  const connection = connect();
  const base = path.replace(/\/$/, "");
  const report = createReport(onError);
  const findRoute = createRouter(operations);
  const submitOnce = createSubmitOnce(seen, connection.settings.timeoutMs, report);
  const spend = createSpend(seen, report);
  const ownTasks = createOwnTasks(seen, report);
  const queries = [
    ...Object.values(evolink).map((part) => (part as { [QUERY]?: { path: string } })?.[QUERY]?.path),
    ...Object.values(operations).map(({ task }) => task?.query),
  ];
  const queryPaths = [...new Set(queries.filter((path) => path !== undefined))];

  /** Reads something. */
  const read = async (
    request: Request,
    route: Route,
    query: URLSearchParams,
    grant: Grant,
    keys: StoreKeys,
  ) => {
    const call = addressRoute(connection, route, query);
    const headers = pickHeaders(request, route, connection, call);
    await ownTasks.ensure(findNamedTasks(route, { query, headers }), grant, keys);
    return forward(connection, { ...call, headers, signal: request.signal }, report);
  };

  /** Submits something, once for its key. It goes on when the browser leaves. */
  const submit = async (
    request: Request,
    route: Route,
    query: URLSearchParams,
    grant: Grant,
    keys: StoreKeys,
  ) => {
    const given = request.headers.get("idempotency-key") ?? createIdempotencyKey();
    if (!isIdempotencyKey(given))
      throw new Refusal(400, "invalid_idempotency_key", "The Idempotency-Key is no key.");
    const body = await readRequestBody(request, route, { validators, maxBytes: maxBodyBytes });
    const { models } = grant;
    const asked = findModels(route, query, body?.value);
    if (models && !(asked.length > 0 && asked.every((model) => models.includes(model as string))))
      throw new Refusal(403, "model_not_allowed", "This model may not be used here.", { param: "model" });
    const addressed = addressRoute(connection, route, query);
    const headers = pickHeaders(request, route, connection, addressed);
    await ownTasks.ensure(findNamedTasks(route, { query, headers, body: body?.value }), grant, keys);
    const call = {
      ...addressed,
      // Of two users with one key, EvoLink must not take one for the other.
      idempotencyKey: await digest(grant.user, given),
      body: body?.body,
      headers: { ...headers, ...body?.headers },
    };
    const outcome = await submitOnce({
      key: keys.submission(given),
      fingerprint: await digest(
        route.method,
        call.url,
        `${body?.fingerprint}`,
        ...Object.entries(headers).flat(),
      ),
      submit: () =>
        spend(grant.user, grant.limit, keys, () =>
          forward(connection, call, report, route.task !== undefined),
        ),
    });
    const texts = [addressed.url, ...Object.values(headers)];
    await ownTasks.keep(outcome, route, { texts, body: body?.body }, keys);
    return outcome;
  };

  const handle = async (request: Request): Promise<Response> => {
    const { pathname, search } = new URL(request.url);
    if (!pathname.startsWith(`${base}/`)) throw new Refusal(404, "not_found", "No such operation.");
    const granted = await askWithin(AUTHORIZE_WITHIN_MS, () => authorize(request));
    if (granted instanceof Response) return granted;
    if (!granted) throw new Refusal(401, "unauthorized", "Sign in first.");
    const grant = checkGrant(granted);
    const keys = storeKeys(grant.user);
    const route = findRoute(request.method, pathname.slice(base.length));
    await ownTasks.ensure(findTasks(route, queryPaths), grant, keys);
    const carryOut = route.method === "GET" ? read : submit;
    const { response, stream } = await carryOut(request, route, new URLSearchParams(search), grant, keys);
    return respond(response, stream);
  };

  return (request, context) => {
    const response = handle(request).catch((error) => {
      if (error instanceof Refusal) return respond(error.response);
      // Of `authorize` or of the store, before anything was sent.
      report(error);
      const failed = new Refusal(500, "proxy_failed", "The proxy failed.");
      return respond((request.method === "GET" ? failed : notSent("the proxy failed.")).response);
    });
    ignoreFailure(() => (Object(context) as { waitUntil?(work: unknown): unknown }).waitUntil?.(response));
    return response;
  };
}

function addressRoute({ settings }: Connection, { method, path, filled }: Route, query: URLSearchParams) {
  const call = addressCall(settings, method, path, filled);
  // Where the key goes into the query, nobody else's does.
  const ofKey = call.key?.parameter?.toLowerCase();
  for (const name of [...query.keys()]) if (name.toLowerCase() === ofKey) query.delete(name);
  return { ...call, url: query.size ? `${call.url}?${query}` : call.url };
}
