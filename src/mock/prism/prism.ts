import { factory, type IPrismComponents, type IPrismMockConfig } from "@stoplight/prism-core";
import type staticMocker from "@stoplight/prism-http/dist/mocker/index.js";
import {
  stripReadOnlyProperties,
  stripWriteOnlyProperties,
} from "@stoplight/prism-http/dist/utils/filterRequiredProperties.js";
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
type PrismConfig = IPrismMockConfig & { mock: Preferences };
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

export interface Exchange {
  response: MockResponse;
  /** What Prism has against the response. */
  violations: Violation[];
}

export interface Prism {
  operations: PrismOperation[];
  /** What Prism has against the body of a request. */
  judgeBody(request: MockRequest, body: unknown, operation: PrismOperation): Violation[];
  /** Prism's own static response to a request that is right. */
  mock(
    request: MockRequest,
    body: unknown,
    operation: PrismOperation,
    wishes: Preferences,
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
      ({ resource, input, config: wishes }) =>
      (log) => {
        const mocked = staticMock?.({ resource, input, config: { ...wishes } });
        return mocked === undefined ? left(STATIC_MOCK_NEEDED) : guard(resource, () => mocked(log), left);
      },
  };
  const prism = factory<PrismOperation, PrismRequest, PrismResponse, PrismConfig>(
    { ...CONFIG, mock: { dynamic: false } },
    components,
  );

  return {
    operations,
    judgeBody(request, body, operation) {
      const element = toRequest(request, body);
      const judged = guard(
        operation,
        () => validateInput({ resource: withBodyAlone(operation), element }),
        refuseLate,
      );
      return judged._tag === "Right" ? [] : judged.left.map(toViolation);
    },
    async mock(request, body, operation, wishes) {
      const input = toRequest(request, body);
      const ask = prism.request(input, [withBodyAlone(operation)], { ...CONFIG, mock: wishes });
      let outcome = await ask();
      if (outcome._tag === "Left" && outcome.left.message === STATIC_MOCK_NEEDED) {
        staticMock = (await import("@stoplight/prism-http/dist/mocker/index.js")).default.default;
        outcome = await ask();
      }
      if (outcome._tag === "Left") throw outcome.left;
      const { output, validations } = outcome.right;
      return { response: toMockResponse(output), violations: validations.output.map(toViolation) };
    },
  };
}

/** Parameters are judged before: Prism cannot read all of their styles. */
function withBodyAlone(operation: PrismOperation): PrismOperation {
  const { body } = operation.request ?? {};
  return { ...operation, request: body ? { body } : {} };
}

/** A schema as it is for a request. */
export const withoutReadOnly = (schema: JsonObject): JsonObject =>
  unwrap(stripReadOnlyProperties(schema as never), schema);

/** A schema as it is for a response. */
export const withoutWriteOnly = (schema: JsonObject): JsonObject =>
  unwrap(stripWriteOnlyProperties(schema as never), schema);

function unwrap(option: { _tag: string; value?: unknown }, otherwise: JsonObject): JsonObject {
  return option._tag === "Some" ? (option.value as JsonObject) : otherwise;
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
