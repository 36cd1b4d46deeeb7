import { factory, type IPrismComponents, type IPrismMockConfig } from "@stoplight/prism-core";
import type staticMocker from "@stoplight/prism-http/dist/mocker/index.js";
import router from "@stoplight/prism-http/dist/router/index.js";
import {
  validateInput,
  validateOutput,
  validateSecurity,
} from "@stoplight/prism-http/dist/validator/index.js";
import type { JsonObject } from "../../openapi/json.ts";
import type { MockRequest, MockResponse } from "../base/http.ts";
import { DeadlineError, hasSlowPattern, runWithDeadline } from "./deadline.ts";
import { alignPrismAjv } from "./prism-ajv.ts";
import { type PrismOperation, toPrismOperations } from "./prism-operations.ts";

export type { PrismOperation };

type PrismRequest = Parameters<typeof validateInput>[0]["element"];
type PrismResponse = Parameters<typeof validateOutput>[0]["element"];
type PrismConfig = IPrismMockConfig & { mock: Responder };
type Components = IPrismComponents<PrismOperation, PrismRequest, PrismResponse, PrismConfig>;
type StaticMock = typeof staticMocker.default;

/** One thing Prism has against a request or a response. `path` starts with `body`, `header`, `query` or `path`. */
export interface Violation {
  path: string[];
  code: string;
  message: string;
  /** False for what Prism only warns of, such as a status the document does not list. */
  isError: boolean;
}

/** What a `Prefer` header asks of Prism's static responses. */
export interface Preferences {
  code?: number;
  exampleKey?: string;
  dynamic: boolean;
}

/** Makes the response once Prism has validated the request. Preferences leave it to Prism's own static mock. */
export type Responder = (violations: Violation[]) => MockResponse | Preferences;

export interface Exchange {
  response: MockResponse;
  /** What Prism has against the response. */
  violations: Violation[];
}

export interface Prism {
  operations: PrismOperation[];
  /** The operation at a path; or the status and message that say why there is none. */
  find(method: string, path: string): PrismOperation | { status: number; message: string };
  /** Validates the request, has a response made, and validates that. */
  exchange(
    request: MockRequest,
    body: unknown,
    operation: PrismOperation,
    responder: Responder,
  ): Promise<Exchange>;
}

const silent = () => {};
/** Prism insists on pino's interface and `success`. What there is to say, the mock says itself. */
const logger = {
  ...Object.fromEntries(["debug", "info", "success", "warn", "error"].map((level) => [level, silent])),
  child: () => logger,
} as unknown as Components["logger"];

const CONFIG = {
  checkSecurity: true,
  validateRequest: true,
  validateResponse: true,
  errors: false,
  upstreamProxy: undefined,
  isProxy: false,
} as const;

/**
 * The one file that knows Prism. It puts Prism together from its own parts: taken whole, `@stoplight/prism-http`
 * loads its generator of random data first, which takes longer than all the rest and is needed only by `Prefer`.
 */
export async function createPrism(document: JsonObject): Promise<Prism> {
  alignPrismAjv();
  const operations = await toPrismOperations(document);
  let staticMock: StaticMock | undefined;
  const slow = new WeakMap<PrismOperation, boolean>();

  /** Has Prism look at a text, with a deadline where a pattern could keep it for ever. */
  const guard = <Outcome>(
    resource: PrismOperation,
    run: () => Outcome,
    late: (why: string) => Outcome,
  ): Outcome => {
    const isSlow = slow.get(resource) ?? hasSlowPattern(resource);
    slow.set(resource, isSlow);
    try {
      return isSlow ? runWithDeadline(run) : run();
    } catch (error) {
      if (error instanceof DeadlineError) return late(error.message);
      throw error;
    }
  };

  const components: Components = {
    logger,
    route: ({ resources: [resource] }) => (resource ? right(resource) : left("No operation to ask.")),
    validateInput: (asked) => guard(asked.resource, () => validateInput(asked), refuseLate),
    validateOutput: (asked) => guard(asked.resource, () => validateOutput(asked), refuseLate),
    validateSecurity: validateSecurity as unknown as Components["validateSecurity"],
    forward: () => () => async () => left("The mock forwards nothing."),
    mock:
      ({ resource, input, config: responder }) =>
      (log) => {
        const made = responder(input.validations.map(toViolation));
        if ("status" in made) return right(toResponse(made));
        const mocked = staticMock?.({ resource, input, config: { ...made } });
        return mocked === undefined ? left(STATIC_MOCK_NEEDED) : guard(resource, () => mocked(log), left);
      },
  };
  const prism = factory<PrismOperation, PrismRequest, PrismResponse, PrismConfig>(
    { ...CONFIG, mock: () => ({ dynamic: false }) },
    components,
  );

  return {
    operations,
    find(method, path) {
      const found = router.default({
        resources: operations,
        input: { method: toMethod(method), url: { path } },
      });
      if (found._tag === "Right") return found.right;
      const status = "status" in found.left ? Number(found.left.status) : 404;
      return { status, message: "detail" in found.left ? String(found.left.detail) : found.left.message };
    },
    async exchange(request, body, operation, responder) {
      const input = toRequest(request, body);
      let made: MockResponse | undefined;
      const keepMade: Responder = (against) => {
        const response = responder(against);
        made = "status" in response ? response : undefined;
        return response;
      };
      const ask = prism.request(input, [operation], { ...CONFIG, mock: keepMade });
      let outcome = await ask();
      if (outcome._tag === "Left" && outcome.left.message === STATIC_MOCK_NEEDED) {
        staticMock = (await import("@stoplight/prism-http/dist/mocker/index.js")).default.default;
        outcome = await ask();
      }
      if (outcome._tag === "Left") throw outcome.left;
      const { output, validations } = outcome.right;
      return { response: made ?? toMockResponse(output), violations: validations.output.map(toViolation) };
    },
  };
}

const STATIC_MOCK_NEEDED = "Prism's static mock is not loaded yet.";

function right<T>(value: T): { _tag: "Right"; right: T } {
  return { _tag: "Right", right: value };
}

/** What Prism would say of a body that it refuses. */
function refuseLate(message: string): Extract<ReturnType<typeof validateInput>, { _tag: "Left" }> {
  return { _tag: "Left", left: [{ code: "deadline", path: ["body"], message, severity: 0 }] };
}

function left(message: string): { _tag: "Left"; left: Error } {
  return { _tag: "Left", left: new Error(message) };
}

function toMethod(method: string): PrismRequest["method"] {
  return method.toLowerCase() as PrismRequest["method"];
}

/** Prism looks at the media type only when `content-length` is above 0, which a chunked body does not have. */
function toRequest({ method, path, query, headers, bytes }: MockRequest, body: unknown): PrismRequest {
  return {
    method: toMethod(method),
    url: { path, query },
    headers: { ...headers, "content-length": String(bytes.length) },
    body,
  };
}

function toResponse({ status, headers, body }: MockResponse): PrismResponse {
  return { statusCode: status, headers, body };
}

function toMockResponse({ statusCode, headers = {}, body }: PrismResponse): MockResponse {
  const entries = Object.entries(headers).flatMap(([name, value]) =>
    value === null || value === undefined ? [] : [[name.toLowerCase(), String(value)] as const],
  );
  return { status: statusCode, headers: Object.fromEntries(entries), body };
}

function toViolation(diagnostic: {
  path?: string[];
  code?: string | number;
  message: string;
  severity: number;
}): Violation {
  const { path = [], code = "", message, severity } = diagnostic;
  return { path, code: String(code), message, isError: severity === 0 };
}
