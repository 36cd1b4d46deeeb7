import { getEventListeners } from "node:events";
import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
  ApiError,
  type EvolinkError,
  SubmissionUncertainError,
  TaskFailedError,
  UnexpectedResponseError,
} from "../../../../src/index.ts";
import { BODY, connect, json, rejection, TASK_ID, task } from "../helpers.ts";

const KEY = "sk-secret-0123456789";
const failure = (status: number, headers = {}) =>
  json({ error: { code: "refused", message: "no" } }, status, headers);

/** The fields of a task and of an error that no documentation promises. */
const ODD: readonly unknown[] = [
  { toString: 1 },
  { valueOf: 1, toString: 1 },
  [],
  [{}],
  null,
  7,
  true,
  "",
  "odd",
];

/** A response as `fetch` may give it, and the constructor of `Response` may not. */
function impossible(status: number, body: string): () => Response {
  return () => Object.defineProperty(new Response(body), "status", { value: status });
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

async function pass<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  await vi.runAllTimersAsync();
  return promise;
}

describe("videos.generate, once a submission was accepted", () => {
  const READINGS: [string, (Response | Error | (() => Response))[]][] = [
    ["503, eight times", [failure(503)]],
    ["429", [failure(429)]],
    ["429 with a time to come back", [failure(429, { "retry-after": "1" })]],
    ["a dropped connection", [new TypeError("fetch failed")]],
    [
      "a connection that was never made",
      [Object.assign(new TypeError("no"), { cause: { syscall: "connect" } })],
    ],
    ...[400, 401, 402, 403, 404, 451].map((status): [string, Response[]] => [`${status}`, [failure(status)]]),
    ["another task", [json(task({ id: "task-unified-1-other", status: "completed" }))]],
    ["a page", [new Response("<html>", { headers: { "content-type": "text/html" } })]],
    ["a status that is none", [impossible(600, "{}")]],
    ["the end of the task as failed", [json(task({ status: "failed", error: { code: "service_error" } }))]],
    ["the end of the task as cancelled", [json(task({ status: "cancelled" }))]],
  ];

  it.each(READINGS)(
    "neither calls itself free nor asks for another, when the readings give %s",
    async (_, readings) => {
      const { evolink, seen } = connect([json(task({ status: "pending" })), ...readings]);
      const error = await pass(rejection(evolink.videos.generate(BODY)));
      expect(error).toMatchObject({ taskId: TASK_ID, charged: "unknown", retryable: false });
      expect(seen.filter(({ method }) => method === "POST")).toHaveLength(1);
    },
  );

  it("keeps the class of what went wrong, and says to wait for the task", async () => {
    const { evolink } = connect([json(task({ status: "pending" })), failure(404)]);
    const error = await pass(rejection(evolink.videos.generate(BODY)));
    expect(error).toMatchObject({ name: "NotFoundError", status: 404, code: "refused" });
    expect(error.message).toContain(`wait for it with tasks.wait("${TASK_ID}")`);
    expect(inspect(error)).toContain(error.message);
  });

  it("is submitted once by a loop that generates again while errors are retryable", async () => {
    const { evolink, seen } = connect([json(task({ status: "pending" })), failure(503)]);
    const generateAgain = async () => {
      for (let round = 0; round < 5; round += 1) {
        const error = await rejection(evolink.videos.generate(BODY));
        if (!error.retryable) return;
      }
    };
    await pass(generateAgain());
    expect(seen.filter(({ method }) => method === "POST")).toHaveLength(1);
  });

  it("leaves the errors of tasks.wait and tasks.get as they are: reading again is free", async () => {
    const { evolink } = connect([failure(503)]);
    const errors = await Promise.all([
      pass(rejection(evolink.tasks.wait(TASK_ID))),
      pass(rejection(evolink.tasks.get(TASK_ID))),
    ]);
    for (const error of errors) expect(error).toMatchObject({ charged: "no", retryable: true });
  });
});

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

describe("a submission that is answered with an id nobody can ask for", () => {
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

describe("a reading that tells of another task", () => {
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
      evolink.raw.POST("/v1/videos/generations", { body: BODY }) as Promise<unknown>,
    );
    expect(posted).toBeInstanceOf(SubmissionUncertainError);
    const read = await rejection(
      evolink.raw.GET("/v1/tasks/{task_id}", { params: { path: { task_id: TASK_ID } } }) as Promise<unknown>,
    );
    expect(read).toBeInstanceOf(UnexpectedResponseError);
  });

  it("is none of 204 and 205 without a body", async () => {
    const { evolink } = connect([() => new Response(null, { status: 205 })]);
    const { response } = await evolink.raw.POST("/v1/videos/generations", { body: BODY });
    expect(response.status).toBe(205);
  });
});

describe("fields of any shape", () => {
  it.each(["status", "progress", "created", "task_info", "results", "error", "type"])(
    "never make tasks.wait throw a bare error: %s of a task",
    async (field) => {
      for (const value of ODD) {
        for (const status of ["completed", "failed", "processing"]) {
          const { evolink } = connect([
            json(task({ status, [field]: value })),
            json(task({ status: "completed" })),
          ]);
          const outcome = await pass(
            evolink.tasks.wait(TASK_ID, { timeoutMs: 60_000 }).catch((error: EvolinkError) => error),
          );
          if (outcome instanceof Error) expect(outcome).toHaveProperty("taskId", TASK_ID);
        }
      }
    },
  );

  it.each(["code", "message", "type", "param", "request_id"])(
    "never make a refusal a bare error: %s of an error",
    async (field) => {
      for (const value of ODD) {
        const { evolink } = connect([json({ error: { [field]: value } }, 400)]);
        expect(await rejection(evolink.videos.create(BODY))).toBeInstanceOf(ApiError);
        const failed = connect([json(task({ status: "failed", error: { [field]: value } }))]);
        expect(await rejection(failed.evolink.tasks.wait(TASK_ID))).toBeInstanceOf(TaskFailedError);
      }
    },
  );

  it("leaves out of results what is no link", async () => {
    const { evolink } = connect([
      json(task({ status: "completed", results: [1, "https://x.example/1", null] })),
    ]);
    expect(await evolink.tasks.wait(TASK_ID)).toMatchObject({
      results: ["https://x.example/1"],
      resultsMissing: false,
    });
  });

  it("reports progress that is a number, and no other", async () => {
    const progress: unknown[] = [];
    const { evolink } = connect([
      json(task({ progress: "half" })),
      json(task({ progress: 60 })),
      json(task({ status: "failed", progress: 70 })),
    ]);
    const onProgress = (one: { progress: unknown }) => void progress.push(one.progress);
    await pass(rejection(evolink.tasks.wait(TASK_ID, { onProgress })));
    expect(progress).toEqual([undefined, 60, 70]);
  });
});

describe("the key", () => {
  it("is hidden in the message of a failed task that echoes it, and in the task", async () => {
    const error = { code: `bad_${KEY}`, message: `The key ${KEY} was refused` };
    const { evolink } = connect([json(task({ status: "failed", error }))]);
    const thrown = await rejection(evolink.tasks.wait(TASK_ID));
    expect(thrown.message).toContain("The key [API key] was refused");
    expect(inspect(thrown, { depth: 9 }) + JSON.stringify(thrown)).not.toContain(KEY);
  });

  it.each([190, 4_090, 8_185])(
    "is hidden before a body is cut, also where it stands across the cut: %i",
    async (at) => {
      for (const filler of ["x", " "]) {
        const { evolink } = connect([new Response(filler.repeat(at) + KEY, { status: 400 })]);
        const { message } = await rejection(evolink.videos.create(BODY));
        for (let length = 8; length <= KEY.length; length += 1)
          expect(message).not.toContain(KEY.slice(0, length));
      }
    },
  );
});

describe("a logger that rejects", () => {
  it("is ignored, and leaves no unhandled rejection", async () => {
    vi.useRealTimers();
    const unhandled = vi.fn();
    process.on("unhandledRejection", unhandled);
    const logger = async () => Promise.reject(new Error("the log is full"));
    const { evolink } = connect([json(task())], { logger: logger as () => void });
    await evolink.videos.create(BODY);
    await new Promise((resolve) => setTimeout(resolve, 10));
    process.off("unhandledRejection", unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });
});

describe("a signal that many calls share", () => {
  it("has no listener left by raw", async () => {
    const { signal } = new AbortController();
    const { evolink } = connect([json(task())]);
    for (let call = 0; call < 3; call += 1)
      await evolink.raw.POST("/v1/videos/generations", { body: BODY, signal });
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });
});
