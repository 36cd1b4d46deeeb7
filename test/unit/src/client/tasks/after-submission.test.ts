import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
  EvolinkError,
  RateLimitError,
  ServerError,
  SubmissionUncertainError,
  TaskFailedError,
  ValidationError,
} from "../../../../../src/index.ts";
import { BODY, connect, failure, impossible, json, pass, rejection, TASK_ID, task } from "../../helpers.ts";

const pending = () => json(task({ status: "pending" }));

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

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
    expect(error.message).toContain(`call tasks.wait("${TASK_ID}")`);
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

  it("says of a reading that failed eight times what it said, in the error and in its cause", async () => {
    const { evolink } = connect([pending(), failure(503, { "x-request-id": "r-1" })]);
    const error = await pass(rejection(evolink.videos.generate(BODY)));
    expect(error).toBeInstanceOf(ServerError);
    expect(error).toMatchObject({ status: 503, code: "refused", requestId: "r-1" });
    expect(error.message).toContain("returned 503 refused: no");
    expect(error.message).toContain("do not submit it again");
    expect(error.cause).toMatchObject({
      name: "ServerError",
      taskId: TASK_ID,
      charged: "no",
      retryable: true,
    });
  });

  it("leaves the errors about the task's end as they are", async () => {
    const { evolink } = connect([pending(), json(task({ status: "failed" }))]);
    const error = await pass(rejection<TaskFailedError>(evolink.videos.generate(BODY)));
    expect(error).toBeInstanceOf(TaskFailedError);
    expect(error.cause).toBeUndefined();
    expect(error.task?.status).toBe("failed");
  });
});

/** Generates with a function that throws, in turn each that `generate` calls. */
function throwFrom(name: string, thrown: unknown): Promise<EvolinkError> {
  const fail = () => {
    throw thrown;
  };
  const { evolink } = connect([pending(), json(task({ status: "completed" }))]);
  const options = name === "onEnded" ? { callbacks: { onEnded: fail } } : { [name]: fail };
  return pass(rejection(evolink.videos.generate(BODY, options)));
}

describe("videos.generate, when a function of the caller's throws", () => {
  const misleading = { charged: "no", retryable: true } as const;

  it.each(["onSubmitted", "onProgress", "onEnded"])(
    "makes an error of this package one that names the task, from %s",
    async (name) => {
      for (const thrown of [
        new RateLimitError("slow down", misleading),
        new RateLimitError("slow down", { ...misleading, taskId: "task-unified-1-other" }),
        new ValidationError("no such option"),
        new SubmissionUncertainError("another one", { idempotencyKey: "0123456789abcdef" }),
        new TaskFailedError("another one", { taskId: "task-unified-1-other" }),
        Object.freeze(new EvolinkError("frozen", misleading)),
      ]) {
        const error = await throwFrom(name, thrown);
        expect(error).toMatchObject({ taskId: TASK_ID, charged: "unknown", retryable: false });
        expect(error.message).toContain(`call tasks.wait("${TASK_ID}")`);
        expect(error.message).toContain(thrown.message);
        expect(error.cause).toBe(thrown);
        // Neither a refusal of this call nor the end of this task.
        expect(error.name).toBe("EvolinkError");
      }
    },
  );

  it.each(["onSubmitted", "onProgress", "onEnded"])(
    "keeps the class of an error about this task, from %s",
    async (name) => {
      const thrown = new RateLimitError("slow down", { ...misleading, taskId: TASK_ID, status: 429 });
      const error = await throwFrom(name, thrown);
      expect(error).toBeInstanceOf(RateLimitError);
      expect(error).toMatchObject({ taskId: TASK_ID, charged: "unknown", retryable: false, status: 429 });
    },
  );

  it.each(["onSubmitted", "onProgress"])("passes on what is the caller's own, from %s", async (name) => {
    for (const thrown of [new Error("database is down"), "text", Object.freeze({ retryable: true })]) {
      expect(await throwFrom(name, thrown)).toBe(thrown);
    }
  });

  it("knows an error of another copy of the package", async () => {
    vi.resetModules();
    const copy = await import("../../../../../src/index.ts");
    const thrown = new copy.RateLimitError("slow down", misleading);
    expect(await throwFrom("onSubmitted", thrown)).toMatchObject({ taskId: TASK_ID, retryable: false });
  });

  it("names the task when a notifier or the key is what fails", async () => {
    const broken = new Error("the vault is closed");
    const fromNotifier = await throwFrom("onEnded", broken);
    let asked = 0;
    const keys = [() => Promise.reject(broken), () => Promise.resolve("\u00e9")];
    for (const key of keys) {
      asked = 0;
      const { evolink } = connect([pending()], { apiKey: () => (asked++ ? key() : "sk-first") });
      const error = await pass(rejection(evolink.videos.generate(BODY)));
      expect(error).toMatchObject({
        name: "EvolinkError",
        taskId: TASK_ID,
        charged: "unknown",
        retryable: false,
      });
    }
    expect(fromNotifier).toMatchObject({ name: "EvolinkError", taskId: TASK_ID, cause: broken });
    expect(fromNotifier.message).toContain("See `cause`.");
  });

  it("rejects nothing unseen when a notifier throws", async () => {
    const unhandled = vi.fn();
    process.on("unhandledRejection", unhandled);
    await throwFrom("onEnded", new Error("broken"));
    vi.useRealTimers();
    await new Promise((resolve) => setTimeout(resolve, 5));
    process.off("unhandledRejection", unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });

  it("does not wait for an onSubmitted that hangs beyond an abort or the time limit", async () => {
    const onSubmitted = () => new Promise(() => {});
    const { evolink } = connect([pending()]);
    const late = await pass(rejection(evolink.videos.generate(BODY, { onSubmitted, timeoutMs: 1000 })));
    expect(late).toMatchObject({ name: "TaskTimeoutError", taskId: TASK_ID });
    const controller = new AbortController();
    setTimeout(() => controller.abort("enough"), 10);
    const aborted = rejection(evolink.videos.generate(BODY, { onSubmitted, signal: controller.signal }));
    expect(await pass(aborted)).toMatchObject({ name: "AbortError", taskId: TASK_ID, cause: "enough" });
  });

  it("reads nothing before onSubmitted has stored the id", async () => {
    const order: string[] = [];
    const { evolink, seen } = connect([pending(), json(task({ status: "completed" }))]);
    const onSubmitted = async () => {
      await new Promise((resolve) => setTimeout(resolve, 120_000));
      order.push(`stored after ${seen.length} request`);
    };
    await pass(
      evolink.videos.generate(BODY, { onSubmitted, onProgress: ({ status }) => order.push(status) }),
    );
    expect(order).toEqual(["stored after 1 request", "pending", "completed"]);
  });

  it("of tasks.wait is thrown unchanged: reading again is free", async () => {
    const thrown = new RateLimitError("slow down", misleading);
    const onProgress = () => {
      throw thrown;
    };
    const { evolink } = connect([json(task())]);
    expect(await pass(rejection(evolink.tasks.wait(TASK_ID, { onProgress })))).toBe(thrown);
  });
});
