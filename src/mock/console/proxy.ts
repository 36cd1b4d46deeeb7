import { FORMAT } from "../../client/limits.ts";
import { isRecord } from "../../openapi/json.ts";
import { isForm, isJson } from "../../openapi/media-types.ts";
import { createProxy } from "../../proxy/index.ts";
import { connect, createClient, inHeader, inQuery, type Validators } from "../../runtime/index.ts";
import type { MockRequest, MockResponse } from "../base/http.ts";
import { requestContents } from "../prism/contents.ts";
import type { Engine } from "../prism/engine.ts";
import { readKeyPlace } from "../prism/key-place.ts";
import type { PrismOperation } from "../prism/prism-operations.ts";
import { findBodyProblems } from "../requests/judge-request.ts";
import type { MockContext } from "../responses/context.ts";
import { CONTROL_PREFIX } from "../responses/control.ts";

/** Where the console's form submits as a page of an application does. */
export const PROXY_PATH = `${CONTROL_PREFIX}proxy`;

/** The key that never leaves this process. Nothing in a response is it by chance. */
const KEY = `mock-${crypto.randomUUID()}`;

/** No address: what is fetched there is the mock itself. */
const UPSTREAM = "http://mock.localhost";

const HAS_NO_BODY = ["GET", "HEAD"];

/** Each document has a proxy of its own, which knows what was submitted before. */
const proxies = new WeakMap<Engine, ReturnType<typeof createProxy>>();

/** Responds as `evolink-openapi/proxy` does on an application's server that has this mock as its API. */
export async function respondThroughProxy(
  { method, path, search, headers, bytes }: MockRequest,
  context: MockContext,
): Promise<MockResponse> {
  const engine = context.engine();
  const proxy = proxies.get(engine) ?? createConsoleProxy(engine, context);
  proxies.set(engine, proxy);
  const response = await proxy(
    new Request(`${UPSTREAM}${path}${search && `?${search}`}`, {
      method,
      headers: Object.fromEntries(PASSED.flatMap((name) => (headers[name] ? [[name, headers[name]]] : []))),
      ...(!HAS_NO_BODY.includes(method) && { body: new Uint8Array(bytes) }),
    }),
  );
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    ...(response.body && { body: response.body }),
  };
}

/** All that the proxy reads. */
const PASSED = ["content-type", "idempotency-key"];

function createConsoleProxy(engine: Engine, { fetch, log }: MockContext) {
  const { operations } = engine;
  // The longest path first, as the first that a path starts with counts.
  const servers = [...operations]
    .sort((one, other) => other.path.length - one.path.length)
    .map((operation) => {
      const place = readKeyPlace(operation);
      const key = place?.in === "query" ? inQuery(place.name) : place && inHeader(place.name, place.prefix);
      return { start: operation.path, url: UPSTREAM, ...(key && { key }) };
    });
  const connection = connect(
    { format: FORMAT, madeBy: "the mock", servers },
    { apiKey: KEY, baseUrl: UPSTREAM, fetch: fetch as typeof globalThis.fetch },
  );
  return createProxy({
    evolink: createClient(connection, {}),
    operations: Object.fromEntries(operations.map((one, index) => [index, describeOperation(one)])),
    validators: Object.fromEntries(operations.map((one, index) => [index, createValidator(engine, one)])),
    // The console is for whoever may drive the mock.
    authorize: () => ({ user: "console", anyTask: true }),
    path: PROXY_PATH,
    onError: (error) => log(`The console's proxy: ${error instanceof Error ? error.message : error}`),
  });
}

function describeOperation(operation: PrismOperation) {
  const { mediaType } = findContent(operation) ?? {};
  return {
    method: operation.method,
    path: operation.path,
    ...(mediaType !== undefined && !isJson(mediaType) && { body: mediaType }),
  };
}

function createValidator(engine: Engine, operation: PrismOperation): Validators[string] {
  const variants = engine.variantsOf(operation);
  return {
    endpoint: `${operation.method.toUpperCase()} ${operation.path}`,
    validate(given) {
      const named = isRecord(given) ? given[variants?.discriminator ?? ""] : undefined;
      const chosen = variants?.choose(named) ?? operation;
      const content = findContent(chosen);
      if (!content || (given === undefined && !operation.request?.body?.required)) return { ok: true };
      const isFields = isForm(content.mediaType);
      // Texts of a form are coerced in their place.
      const value = isFields ? structuredClone(given) : given;
      const problems = findBodyProblems(engine, chosen, content, {
        value,
        ...(isFields && { form: isFields }),
      });
      return problems.length === 0 ? { ok: true } : { ok: false, problems };
    },
  };
}

/** What a client sends: JSON where that is documented. */
function findContent(operation: PrismOperation) {
  const contents = requestContents(operation);
  return contents.find(({ mediaType }) => isJson(mediaType)) ?? contents[0];
}
