import { describe, expect, it } from "vitest";
import {
  type ApiError,
  AuthenticationError,
  createEvolink,
  type EvolinkError,
  InsufficientCreditsError,
  InvalidRequestError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
  ServerError,
  SubmissionUncertainError,
} from "../../src/index.ts";
import { listDocumentedResponses, readDocument } from "../helpers/documents.ts";
import { BODY, startTestMock, type TestMock } from "../helpers/mock.ts";

const UNKNOWN_ID = "task-unified-1757169743-7cvnl5zw";

/** How a documented response is brought about, and what it must look like to the caller. */
interface Case {
  call(mock: TestMock): Promise<unknown>;
  throws?: typeof EvolinkError;
  /** What the thrown error carries; of the cause, where a submission is left uncertain. */
  fields?: Partial<ApiError>;
}

const connect = (mock: TestMock, headers: Record<string, string> = {}, apiKey: string | undefined = "test") =>
  createEvolink({ baseUrl: mock.url, headers, retry: { attempts: 1 }, ...(apiKey !== "" && { apiKey }) });
const create = (changes: object, apiKey?: string) => (mock: TestMock) =>
  connect(mock, {}, apiKey).videos.create({ ...BODY, ...changes });
const get = (id: string, headers?: Record<string, string>, apiKey?: string) => (mock: TestMock) =>
  connect(mock, headers, apiKey).tasks.get(id);

/** One line for every operation and status of the document. The guard below finds what is missing. */
const CASES: Record<string, Case> = {
  "createVideoGeneration 200": { call: create({}) },
  "createVideoGeneration 400": {
    call: create({ duration: 99 }),
    throws: InvalidRequestError,
    fields: { code: "invalid_request", type: "invalid_request_error", param: "duration", charged: "no" },
  },
  "createVideoGeneration 401": {
    call: create({}, ""),
    throws: AuthenticationError,
    fields: { code: "unauthorized", type: "authentication_error" },
  },
  "createVideoGeneration 402": {
    call: create({ prompt: "[mock:status=402]" }),
    throws: InsufficientCreditsError,
    fields: { code: "insufficient_quota", type: "insufficient_quota" },
  },
  "createVideoGeneration 403": {
    call: create({ prompt: "[mock:status=403]" }),
    throws: PermissionDeniedError,
    fields: { code: "model_access_denied", type: "invalid_request_error" },
  },
  "createVideoGeneration 429": {
    call: create({ prompt: "[mock:status=429]" }),
    throws: RateLimitError,
    fields: { code: "rate_limit_exceeded", type: "rate_limit_error", retryable: true },
  },
  "createVideoGeneration 500": {
    call: create({ prompt: "[mock:status=500]" }),
    throws: SubmissionUncertainError,
    fields: { code: "internal_error", type: "api_error", charged: "unknown" },
  },
  "getTask 200": { call: async (mock) => get(await mock.submitted())(mock) },
  "getTask 400": {
    call: get("abc"),
    throws: InvalidRequestError,
    fields: { code: "invalid_task_id", type: "invalid_request_error", param: "task_id" },
  },
  "getTask 401": {
    call: get(UNKNOWN_ID, {}, ""),
    throws: AuthenticationError,
    fields: { code: "unauthorized", type: "authentication_error" },
  },
  "getTask 402": {
    call: get(UNKNOWN_ID, { prefer: "code=402" }),
    throws: InsufficientCreditsError,
    fields: { code: "quota_exceeded", type: "insufficient_quota" },
  },
  "getTask 403": {
    call: get(UNKNOWN_ID, { prefer: "code=403" }),
    throws: PermissionDeniedError,
    fields: { code: "permission_denied", type: "permission_error" },
  },
  "getTask 404": {
    call: get(UNKNOWN_ID),
    throws: NotFoundError,
    fields: { code: "task_not_found", type: "invalid_request_error" },
  },
  "getTask 429": {
    call: get(UNKNOWN_ID, { prefer: "code=429" }),
    throws: RateLimitError,
    fields: { code: "rate_limit_exceeded", type: "evo_api_error", retryable: true },
  },
  "getTask 500": {
    call: get(UNKNOWN_ID, { prefer: "code=500" }),
    throws: ServerError,
    fields: { code: "internal_error", type: "api_error", retryable: true },
  },
};

describe("every documented response", () => {
  it.each(Object.entries(CASES))(
    "%s reaches the caller as it should",
    async (name, { call, throws, fields }) => {
      const mock = await startTestMock();
      if (throws === undefined) {
        const task = await call(mock);
        expect(task).toMatchObject({ id: mock.tasks()[0]?.id, status: "pending" });
        return;
      }
      const error = await call(mock).then(
        () => undefined,
        (thrown: EvolinkError) => thrown,
      );
      expect(error).toBeInstanceOf(throws);
      const refusal = throws === SubmissionUncertainError ? error?.cause : error;
      expect(refusal).toMatchObject({
        status: Number(name.split(" ")[1]),
        requestId: mock.requests().at(-1)?.requestId,
        message: expect.stringContaining(String(fields?.code)),
        ...fields,
      });
    },
  );
});

/** Documented responses nobody tests. */
function listUntested(document: ReturnType<typeof readDocument>): string[] {
  return listDocumentedResponses(document).filter((response) => !Object.hasOwn(CASES, response));
}

describe("the guard", () => {
  it("finds no documented response without a test, and no test without one", () => {
    const documented = listDocumentedResponses(readDocument());
    expect(listUntested(readDocument())).toEqual([]);
    expect(Object.keys(CASES).filter((response) => !documented.includes(response))).toEqual([]);
  });

  it("finds an operation and a status that are added", () => {
    const document = readDocument();
    const added = { delete: { operationId: "deleteTask", responses: { 200: {}, 404: {} } } };
    expect(
      listUntested({ ...document, paths: { ...(document.paths as object), "/v1/more": added } }),
    ).toEqual(["deleteTask 200", "deleteTask 404"]);
  });
});
