import mocker from "@stoplight/prism-http/dist/mocker/index.js";
import type { MockRequest, MockResponse } from "../base/http.ts";
import { withoutWarnings } from "../base/without-warnings.ts";
import type { PrismOperation } from "./prism-operations.ts";

/** What a `Prefer` header asks of Prism's static responses. */
export interface Preferences {
  code?: number;
  exampleKey?: string;
  dynamic: boolean;
}

// Bun gives what this CommonJS module calls its default; Node and the bundle give the module.
const createMocker = (typeof mocker === "function" ? mocker : mocker.default) as typeof mocker.default;

type Logger = Parameters<ReturnType<typeof createMocker>>[0];

const silent = () => {};
/** Prism insists on pino's interface and `success`. What there is to say, the mock says itself. */
const logger = {
  ...Object.fromEntries(["debug", "info", "success", "warn", "error"].map((level) => [level, silent])),
  child: () => logger,
} as unknown as Logger;

/**
 * Prism's own response to a request that is right. Imported at the first wish alone: Prism brings a generator of random
 * data, which takes longer to load than all the rest of the mock.
 *
 * @throws what Prism says of a wish that the document cannot fulfil.
 */
export function respondAsPrism(
  resource: PrismOperation,
  { method, path, query, headers }: MockRequest,
  wishes: Preferences,
): MockResponse {
  const data = { method: method.toLowerCase() as "get", url: { path, query }, headers };
  const respond = createMocker({ resource, input: { data, validations: [] }, config: { ...wishes } });
  const outcome = withoutWarnings(() => respond(logger));
  if (outcome._tag === "Left") throw outcome.left;
  const { statusCode, headers: sent = {}, body } = outcome.right;
  const entries = Object.entries(sent).flatMap(([name, value]) =>
    value === null || value === undefined ? [] : [[name.toLowerCase(), String(value)] as const],
  );
  return { status: statusCode, headers: Object.fromEntries(entries), body };
}
