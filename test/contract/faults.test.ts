import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  ConnectionError,
  createEvolink,
  type EvolinkError,
  RateLimitError,
  RequestTimeoutError,
  ServerError,
  SubmissionUncertainError,
  UnexpectedResponseError,
} from "../../src/index.ts";
import { createRaw } from "../../src/raw/index.ts";
import { type FaultServer, SCENARIOS, type ScenarioName, startFaultServer, TASK_ID } from "./fault-server.ts";

const body = { model: "gemini-omni-flash-text-to-video", prompt: "A paper boat in the rain" } as const;

/** Short where the server hangs, and elsewhere long enough for a busy machine. */
const TIMEOUT_MS = 4000;
const timeoutMs = (name: ScenarioName) => (name.includes("hangs") ? TIMEOUT_MS : 20_000);

interface Want {
  /** Class a submission rejects with, and the class in its `cause`; undefined when it succeeds. */
  create?: [typeof EvolinkError, cause?: typeof EvolinkError];
  /** Class that reading a task rejects with. */
  get?: typeof EvolinkError;
  /** Requests a submission and a reading send. Default: 1 and 3. */
  posts?: number;
  gets?: number;
  /** Milliseconds that the submission takes at least. */
  atLeastMs?: number;
}

const uncertain = (cause: typeof EvolinkError) =>
  ({ create: [SubmissionUncertainError, cause], get: cause }) as Want;

const WANT: Record<ScenarioName, Want> = {
  "all is well": { gets: 1 },
  "the connection closes before the body is read": uncertain(ConnectionError),
  "the reply is lost after the body is read": uncertain(ConnectionError),
  "the connection is reset": uncertain(ConnectionError),
  "the server hangs before the headers": { ...uncertain(RequestTimeoutError), atLeastMs: TIMEOUT_MS - 5 },
  "the server hangs in the body": { ...uncertain(RequestTimeoutError), atLeastMs: TIMEOUT_MS - 5 },
  "the body is cut off": uncertain(ConnectionError),
  "a proxy returns 502 with a page": uncertain(ServerError),
  "503 without a body": uncertain(ServerError),
  "500 in the documented shape": uncertain(ServerError),
  "a proxy returns 200 with a page": uncertain(UnexpectedResponseError),
  "200 without a body": uncertain(UnexpectedResponseError),
  "200 that is no UTF-8": uncertain(UnexpectedResponseError),
  "200 without a task": uncertain(UnexpectedResponseError),
  "429 with seconds": { create: [RateLimitError], get: RateLimitError, posts: 3, atLeastMs: 1990 },
  "429 with a date": { create: [RateLimitError], get: RateLimitError, posts: 3, atLeastMs: 1900 },
  "429 with an absurd Retry-After": { create: [RateLimitError], get: RateLimitError, gets: 1 },
  "429 without Retry-After, its code a number": { create: [RateLimitError], get: RateLimitError },
  "a redirect that repeats the request": uncertain(UnexpectedResponseError),
  "a redirect that drops the body": uncertain(UnexpectedResponseError),
};

describe.concurrent("under every fault", () => {
  let server: FaultServer;
  beforeAll(async () => {
    server = await startFaultServer();
  });
  afterAll(() => server.close());

  const connect = (baseUrl: string, name: ScenarioName = "all is well") =>
    createEvolink({ baseUrl, apiKey: "sk-secret", timeoutMs: timeoutMs(name) });
  const settle = async (promise: Promise<unknown>) => {
    const startedAt = performance.now();
    const error = await promise.then(
      () => undefined,
      (reason) => reason as EvolinkError,
    );
    return { error, elapsedMs: performance.now() - startedAt };
  };

  for (const name of Object.keys(SCENARIOS) as ScenarioName[]) {
    const { create, get, posts = 1, gets = 3, atLeastMs = 0 } = WANT[name];

    it(`submits at most once: ${name}`, async () => {
      const place = server.open(name);
      const { error, elapsedMs } = await settle(connect(place.url, name).videos.create(body));
      expect(place.accepted()).toBeLessThanOrEqual(1);
      expect(place.requests).toHaveLength(posts);
      expect(new Set(place.requests.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1);
      expect(elapsedMs).toBeGreaterThanOrEqual(atLeastMs);
      expect(elapsedMs).toBeLessThan(atLeastMs + 15_000);
      if (!create) return expect(error).toBeUndefined();
      const [Class, Cause] = create;
      expect(error).toBeInstanceOf(Class);
      expect(error?.charged).toBe(Class === SubmissionUncertainError ? "unknown" : "no");
      if (Cause) {
        expect(error?.cause).toBeInstanceOf(Cause);
        expect(error).toHaveProperty("idempotencyKey", place.requests[0]?.idempotencyKey);
      }
    });

    it(`submits at most once through raw: ${name}`, async () => {
      const place = server.open(name);
      const { POST } = createRaw(connect(place.url, name));
      const { error } = await settle(POST("/v1/videos/generations", { body }));
      expect(place.requests).toHaveLength(1);
      expect(place.requests[0]?.idempotencyKey).toMatch(/^[\w.-]{16,96}$/);
      if (error) expect(error).toBeInstanceOf(SubmissionUncertainError);
    });

    it(`reads a task a bounded number of times: ${name}`, async () => {
      const place = server.open(name);
      const { error, elapsedMs } = await settle(connect(place.url, name).tasks.get(TASK_ID));
      expect(place.requests).toHaveLength(gets);
      expect(elapsedMs).toBeLessThan(20_000);
      if (get) expect(error).toBeInstanceOf(get);
      else expect(error).toBeUndefined();
      if (error) expect(error).toMatchObject({ taskId: TASK_ID, charged: "no" });
    });

    it(`goes on waiting after one bad reading: ${name}`, async () => {
      const place = server.open(name, 1);
      // An absurd Retry-After is obeyed for 30 s at most: longer than this wait.
      const options = { timeoutMs: name === "429 with an absurd Retry-After" ? 2000 : 20_000 };
      const { error } = await settle(connect(place.url, name).tasks.wait(TASK_ID, options));
      if (name === "429 with an absurd Retry-After") return expect(error?.name).toBe("TaskTimeoutError");
      expect(error).toBeUndefined();
      expect(place.requests).toHaveLength(name === "all is well" ? 1 : 2);
    });
  }

  it("sends nothing and says so when no connection can be made", async () => {
    const gone = await startFaultServer();
    const { url } = gone.open("all is well");
    await gone.close();
    const { error } = await settle(connect(url).videos.create(body));
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error).toMatchObject({ charged: "no", retryable: true });
    expect(error?.message).toMatch(/never sent.*ECONNREFUSED/);
  });

  it("submits once more, with the same key and body, for those who allow it", async () => {
    const place = server.open("the reply is lost after the body is read", 1);
    const retry = { resubmitUncertain: true };
    const task = await createEvolink({ baseUrl: place.url, retry }).videos.create(body);
    expect(task.id).toBe(TASK_ID);
    expect(place.requests).toHaveLength(2);
    expect(place.requests[0]?.idempotencyKey).toBe(place.requests[1]?.idempotencyKey);
    expect(place.requests[0]?.body).toBe(place.requests[1]?.body);
  });

  it("submits twice at most for those who allow it, and stays uncertain", async () => {
    const place = server.open("503 without a body");
    const retry = { resubmitUncertain: true, attempts: 5 };
    const { error } = await settle(createEvolink({ baseUrl: place.url, retry }).videos.create(body));
    expect(error).toBeInstanceOf(SubmissionUncertainError);
    expect(place.requests).toHaveLength(2);
  });
});
