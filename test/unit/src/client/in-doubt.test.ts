import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { RateLimitError, SubmissionUncertainError, UnexpectedResponseError } from "../../../../src/index.ts";
import { createRaw } from "../../../../src/raw/index.ts";
import { BODY, connect, failure, impossible, json, pass, rejection, TASK_ID, task } from "../helpers.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("a submission in doubt", () => {
  const retry = { resubmitUncertain: true };

  it("is not repeated a third time when the second is refused with a time to come back", async () => {
    const { evolink, seen } = connect([failure(503), failure(429, { "retry-after": "1" }), json(task())], {
      retry,
    });
    const error = await pass(rejection(evolink.videos.create(BODY)));
    expect(error).toBeInstanceOf(SubmissionUncertainError);
    expect(seen).toHaveLength(2);
  });

  it("is not repeated at all unless that is asked for", async () => {
    const { evolink, seen } = connect([failure(503), json(task())]);
    expect(await pass(rejection(evolink.videos.create(BODY)))).toBeInstanceOf(SubmissionUncertainError);
    expect(seen).toHaveLength(1);
  });

  it.each([408, 409, 499, 500, 599])("is what %i leaves behind", async (status) => {
    const code = status === 409 ? "idempotency_conflict" : "refused";
    const { evolink, seen } = connect([json({ error: { code } }, status)]);
    expect(await pass(rejection(evolink.videos.create(BODY)))).toMatchObject({ charged: "unknown", status });
    expect(seen).toHaveLength(1);
  });

  it.each([400, 407, 410, 498])("is not what %i leaves behind", async (status) => {
    const { evolink } = connect([failure(status)]);
    expect(await pass(rejection(evolink.videos.create(BODY)))).toMatchObject({ charged: "no", status });
  });

  it("is what is left when a fetch of the caller's throws an error of this package, whatever that says", async () => {
    const thrown = new RateLimitError("slow down", { charged: "no", retryable: true, retryAfterMs: 1 });
    const { evolink, seen } = connect([thrown, json(task())]);
    const error = await pass(rejection(evolink.videos.create(BODY)));
    expect(error).toMatchObject({ name: "SubmissionUncertainError", charged: "unknown", retryable: false });
    expect(seen).toHaveLength(1);
  });

  it("is not what is left when the key cannot be fetched, whatever that says", async () => {
    const thrown = new RateLimitError("slow down", { charged: "unknown" });
    const { evolink, seen } = connect([json(task())], { apiKey: () => Promise.reject(thrown) });
    expect(await pass(rejection(evolink.videos.create(BODY)))).toBe(thrown);
    expect(seen).toHaveLength(0);
  });

  it.each([
    ["the first", [json(task({ id: "a/b" })), failure(503)]],
    ["the second", [failure(503), json(task({ id: "a/b" }))]],
  ])("names the task that %s of two responses named", async (_, responses) => {
    const { evolink, seen } = connect(responses, { retry });
    const error = await pass(rejection(evolink.videos.create(BODY)));
    expect(error).toMatchObject({ name: "SubmissionUncertainError", rawTaskId: "a/b" });
    expect(seen).toHaveLength(2);
  });

  it("keeps what was said of the first when the second is aborted", async () => {
    const stop = new AbortController();
    const hang = () => new Promise<Response>(() => {});
    const { evolink } = connect([failure(503), hang], { retry });
    const created = rejection(evolink.videos.create(BODY, { signal: stop.signal }));
    await vi.advanceTimersByTimeAsync(5000);
    stop.abort();
    expect(await created).toMatchObject({ name: "SubmissionUncertainError", status: 503 });
  });

  it("is what is left when one of several addresses was reached", async () => {
    const connection = (...syscalls: string[]) =>
      Object.assign(new TypeError("fetch failed"), {
        cause: { errors: syscalls.map((syscall) => ({ syscall })) },
      });
    const charged = async (error: Error) =>
      (await pass(rejection(connect([error]).evolink.videos.create(BODY)))).charged;
    expect(await charged(connection("connect", "connect"))).toBe("no");
    expect(await charged(connection("connect", "read"))).toBe("unknown");
    expect(await charged(connection("read", "connect"))).toBe("unknown");
  });
});

describe("a submission whose response has an id that no request can carry", () => {
  it.each([
    '{"request_id":1234567890123456788,"id":1234567890123456789}',
    '{ "id" : 1234567890123456789 , "of" : { "id" : 1234567890123456788 } }',
  ])("gives all digits of a number: %s", async (text) => {
    const { evolink } = connect([new Response(text)]);
    const error = await pass(rejection<SubmissionUncertainError>(evolink.videos.create(BODY)));
    expect(error.rawTaskId).toBe("1234567890123456789");
  });

  it.each([["a/b"], ["x".repeat(129)], [".."], [" "], [17], [{ toString: 1 }], [["a"]], [false]])(
    "is uncertain and sent once, and gives the id as it came: %j",
    async (id) => {
      for (const call of ["create", "generate"] as const) {
        const { evolink, seen } = connect([json(task({ id }))]);
        const error = await pass(rejection<SubmissionUncertainError>(evolink.videos[call](BODY)));
        expect(error).toBeInstanceOf(SubmissionUncertainError);
        expect(error.rawTaskId).toBe(typeof id === "string" ? id : JSON.stringify(id));
        expect(error.message).toContain(error.rawTaskId);
        expect(seen).toHaveLength(1);
      }
    },
  );

  it("takes one of 128 characters", async () => {
    const id = "x".repeat(128);
    const { evolink } = connect([json(task({ id }))]);
    expect((await evolink.videos.create(BODY)).id).toBe(id);
  });
});

describe("a reading whose response is about another task", () => {
  const other = json(
    task({ id: "task-unified-1-other", status: "completed", results: ["https://x.example/1"] }),
  );

  it.each(["get", "wait"] as const)("is an unexpected response of tasks.%s", async (call) => {
    const { evolink } = connect([other]);
    const error = await pass(rejection(evolink.tasks[call](TASK_ID)));
    expect(error).toBeInstanceOf(UnexpectedResponseError);
    expect(error.message).toContain(`about another task than ${TASK_ID}`);
  });

  it("does not end a wait: the next one may be right", async () => {
    const { evolink } = connect([other, json(task({ status: "completed" }))]);
    expect((await pass(evolink.tasks.wait(TASK_ID))).id).toBe(TASK_ID);
  });
});

describe("a status that HTTP does not know", () => {
  it("is none of 599, which raw gives back", async () => {
    const { evolink } = connect([failure(599)]);
    const get = createRaw(evolink).GET("/v1/tasks/{task_id}", { params: { path: { task_id: TASK_ID } } });
    expect((await pass(get as Promise<{ response: Response }>)).response.status).toBe(599);
  });

  it.each([600, 777, 999])("leaves a submission uncertain, sent once: %i", async (status) => {
    const { evolink, seen } = connect([impossible(status, "{}")]);
    const error = await pass(rejection(evolink.videos.create(BODY)));
    expect(error).toBeInstanceOf(SubmissionUncertainError);
    expect(seen).toHaveLength(1);
  });

  it.each([
    [600, "{}"],
    [999, ""],
    [205, "{}"],
    [204, "{}"],
  ])("is an error of this package through raw: %i with the body %j", async (status, body) => {
    const { evolink } = connect([impossible(status, body)]);
    const posted = await rejection(
      createRaw(evolink).POST("/v1/videos/generations", { body: BODY }) as Promise<unknown>,
    );
    expect(posted).toBeInstanceOf(SubmissionUncertainError);
    const read = await rejection(
      createRaw(evolink).GET("/v1/tasks/{task_id}", {
        params: { path: { task_id: TASK_ID } },
      }) as Promise<unknown>,
    );
    expect(read).toBeInstanceOf(UnexpectedResponseError);
  });

  it.each([204, 205])("is %i with a body that is announced, and left out by fetch", async (status) => {
    const announced = { status, headers: { "content-length": "2" } };
    const { evolink } = connect([() => new Response(null, announced)]);
    const posted = createRaw(evolink).POST("/v1/videos/generations", { body: BODY }) as Promise<unknown>;
    expect(await rejection(posted)).toBeInstanceOf(SubmissionUncertainError);
  });

  it.each([undefined, "0"])(
    "is none of 204 and 205 without a body, with content-length %s",
    async (length) => {
      const headers: HeadersInit = length === undefined ? {} : { "content-length": length };
      for (const status of [204, 205]) {
        const { evolink } = connect([() => new Response(null, { status, headers })]);
        const { response } = await createRaw(evolink).POST("/v1/videos/generations", { body: BODY });
        expect(response.status).toBe(status);
      }
    },
  );
});
