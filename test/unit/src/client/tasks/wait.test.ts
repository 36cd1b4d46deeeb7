import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
  type TaskCancelledError,
  TaskFailedError,
  type TaskProgress,
  TaskTimeoutError,
  WaitAbortedError,
} from "../../../../../src/index.ts";
import { BODY, connect, json, pass, rejection, TASK_ID, task } from "../../helpers.ts";

const busy = () => json(task());
const done = () =>
  json(task({ status: "completed", progress: 100, results: ["https://files.example.com/a.mp4"] }));
const broken = () => json({ error: { code: "internal_error" } }, 500);

describe("tasks.wait", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("needs the id alone, and reads at once", async () => {
    const { evolink, seen } = connect([done]);
    const completed = await pass(evolink.tasks.wait(TASK_ID));
    expect(completed).toMatchObject({ results: ["https://files.example.com/a.mp4"], resultsMissing: false });
    expect(seen).toHaveLength(1);
    expect(seen[0]?.init).toMatchObject({ cache: "no-store", redirect: "manual" });
  });

  it("says nothing of caches where requests know none, as in Workers of older dates", async () => {
    const Whole = Request;
    vi.stubGlobal("Request", function RequestWithoutCache(...given: ConstructorParameters<typeof Request>) {
      return new Whole(...given);
    });
    const { evolink, seen } = connect([done]);
    await pass(evolink.tasks.wait(TASK_ID));
    vi.unstubAllGlobals();
    expect(seen[0]?.init?.cache).toBeUndefined();
  });

  it.each(["", "..", ".", "a/b", "a?b", "a b", "a".repeat(129), "é", "a\n"])(
    "refuses %j as an id, and sends nothing",
    async (id) => {
      const { evolink, seen } = connect([done]);
      await expect(evolink.tasks.wait(id)).rejects.toThrow("`taskId` to be 1 to 128");
      expect(await rejection(evolink.tasks.get(id))).toHaveProperty("name", "ValidationError");
      expect(seen).toHaveLength(0);
    },
  );

  it("takes ids of other shapes than today's", async () => {
    for (const id of ["a", ".a", "A.b:c_d-9", "a".repeat(128)]) {
      const { evolink } = connect([json(task({ id, status: "completed" }))]);
      expect((await pass(evolink.tasks.wait(id))).id).toBe(id);
    }
  });

  it.each([{ timeoutMs: Number.NaN }, { timeoutMs: 0 }, { onProgres: () => {} }, { signal: "x" }])(
    "refuses %j, and sends nothing",
    async (options) => {
      const { evolink, seen } = connect([done]);
      expect(await rejection(evolink.tasks.wait(TASK_ID, options as object))).toHaveProperty(
        "name",
        "ValidationError",
      );
      expect(await rejection(evolink.videos.generate(BODY, options as object))).toHaveProperty(
        "name",
        "ValidationError",
      );
      expect(seen).toHaveLength(0);
    },
  );

  it("goes on at a status it does not know", async () => {
    const { evolink, seen } = connect([
      json(task({ status: "upscaling" })),
      json(task({ status: "queued" })),
      done,
    ]);
    expect(await pass(evolink.tasks.wait(TASK_ID))).toHaveProperty("status", "completed");
    expect(seen).toHaveLength(3);
  });

  it.each([undefined, [], null, "x", [5, null]])(
    "flags a completed task whose results are %j",
    async (results) => {
      const { evolink } = connect([json(task({ status: "completed", results }))]);
      expect(await pass(evolink.tasks.wait(TASK_ID))).toMatchObject({ results: [], resultsMissing: true });
    },
  );

  it.each([
    ["content_policy_violation", "change-input"],
    ["invalid_parameters", "change-input"],
    ["image_processing_error", "change-input"],
    ["image_dimension_mismatch", "change-input"],
    ["generation_failed_no_content", "change-input"],
    ["resource_not_found", "change-input"],
    ["service_error", "wait"],
    ["generation_timeout", "wait"],
    ["resource_exhausted", "wait"],
    ["quota_exceeded", "wait"],
    ["service_unavailable", "wait"],
    ["upstream_error", "wait"],
    ["model_unavailable", "wait"],
    ["unknown_error", "support"],
    ["no_image_error", "support"],
    ["no_service_error", "support"],
    ["something_new", "support"],
    [undefined, "support"],
  ])("advises after the failure %s: %s", async (code, advice) => {
    const error = { code, message: "the reason", type: "task_error" };
    const { evolink } = connect([json(task({ status: "failed", error }))]);
    const failure = await rejection<TaskFailedError>(pass(evolink.tasks.wait(TASK_ID)));
    expect(failure).toBeInstanceOf(TaskFailedError);
    expect(failure).toMatchObject({ code, advice, taskId: TASK_ID, charged: "unknown", type: "task_error" });
    expect(failure.task?.status).toBe("failed");
    expect(failure.message).toContain("the reason");
  });

  it("survives a failure without a reason, and one whose code is a number", async () => {
    const bare = connect([json(task({ status: "failed", error: null }))]);
    expect(await rejection(pass(bare.evolink.tasks.wait(TASK_ID)))).toMatchObject({
      name: "TaskFailedError",
      code: undefined,
    });
    const numbered = connect([json(task({ status: "failed", error: { code: 5001 } }))]);
    expect(await rejection(pass(numbered.evolink.tasks.wait(TASK_ID)))).toHaveProperty("code", "5001");
  });

  it.each([
    { status: "cancelled" },
    { status: "failed", error: { code: "request_cancelled", message: "cancelled by the user" } },
  ])("rejects with TaskCancelledError at %j", async (changes) => {
    const { evolink } = connect([json(task(changes))]);
    const error = await rejection<TaskCancelledError>(pass(evolink.tasks.wait(TASK_ID)));
    expect(error).toMatchObject({ name: "TaskCancelledError", taskId: TASK_ID });
  });

  it("rejects with TaskTimeoutError naming the task and its last status", async () => {
    const { evolink } = connect([busy]);
    const startedAt = Date.now();
    const error = await rejection<TaskTimeoutError>(pass(evolink.tasks.wait(TASK_ID)));
    expect(Date.now() - startedAt).toBe(30 * 60_000);
    expect(error).toBeInstanceOf(TaskTimeoutError);
    expect(error).toMatchObject({ taskId: TASK_ID, charged: "unknown" });
    expect(error.task?.status).toBe("processing");
    expect(error.message).toMatch(/processing.*goes on, and is billed/);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("waits beyond the default when `timeoutMs` is longer", async () => {
    const { evolink } = connect([busy]);
    const waiting = rejection(evolink.tasks.wait(TASK_ID, { timeoutMs: Number.POSITIVE_INFINITY }));
    await vi.advanceTimersByTimeAsync(31 * 60_000);
    expect(await Promise.race([waiting, "waiting"])).toBe("waiting");
  });

  it("never asks faster than once a second, whatever the API claims", async () => {
    for (const changes of [
      { task_info: { estimated_time: 0 } },
      { task_info: { estimated_time: -5 } },
      { task_info: { estimated_time: "soon" } },
      { task_info: { estimated_time: 1e15 } },
      { task_info: null },
      { created: "yesterday" },
      { created: 1e15 },
      { progress: Number.NaN },
      { progress: "99" },
      { progress: 100 },
      { progress: -1 },
    ]) {
      const { evolink, seen } = connect([() => json(task(changes))]);
      await rejection(pass(evolink.tasks.wait(TASK_ID, { timeoutMs: 60_000 })));
      expect(seen.length).toBeGreaterThan(0);
      expect(seen.length).toBeLessThanOrEqual(61);
    }
  });

  it("looks after a second where the estimate is 0, which is not the same as none", async () => {
    const timesUntilDone = async (task_info: object) => {
      const { evolink } = connect([json(task({ task_info })), done]);
      const startedAt = performance.now();
      await pass(evolink.tasks.wait(TASK_ID));
      return performance.now() - startedAt;
    };
    expect(await timesUntilDone({ estimated_time: 0 })).toBeLessThan(1_200);
    expect(await timesUntilDone({})).toBeGreaterThan(20_000);
  });

  it("looks within two minutes, however long the API estimates", async () => {
    const { evolink, seen } = connect([json(task({ task_info: { estimated_time: 1e15 } })), done]);
    const waiting = evolink.tasks.wait(TASK_ID);
    await vi.advanceTimersByTimeAsync(127_000);
    await waiting;
    expect(seen).toHaveLength(2);
  });

  it("survives seven bad readings in a row, and ends with the eighth", async () => {
    const seven = connect([...Array.from({ length: 7 }, () => broken), done]);
    await pass(seven.evolink.tasks.wait(TASK_ID));
    expect(seven.seen).toHaveLength(8);
    const eight = connect([...Array.from({ length: 8 }, () => broken), done]);
    const error = await rejection(pass(eight.evolink.tasks.wait(TASK_ID)));
    expect(error).toMatchObject({ name: "ServerError", taskId: TASK_ID });
    expect(eight.seen).toHaveLength(8);
  });

  it("counts bad readings only while they follow one another", async () => {
    const responses = Array.from({ length: 40 }, (_, index) => (index % 5 === 4 ? busy : broken));
    const { evolink } = connect([...responses, done]);
    await pass(evolink.tasks.wait(TASK_ID));
  });

  it("ends at once at a response that will not change", async () => {
    for (const status of [400, 401, 402, 403, 404]) {
      const { evolink, seen } = connect([json({ error: { code: "x" } }, status), done]);
      expect(await rejection(pass(evolink.tasks.wait(TASK_ID)))).toMatchObject({ status, taskId: TASK_ID });
      expect(seen).toHaveLength(1);
    }
  });

  it("obeys Retry-After", async () => {
    const refused = json({}, 429, { "retry-after": "17" });
    const { evolink, seen } = connect([refused, done]);
    const waiting = evolink.tasks.wait(TASK_ID);
    await vi.advanceTimersByTimeAsync(16_900);
    expect(seen).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(200);
    await waiting;
  });

  it("reports each reading, and what is left", async () => {
    const reports: TaskProgress[] = [];
    const { evolink } = connect([json(task({ progress: 0 })), json(task({ progress: 60 })), done]);
    await pass(evolink.tasks.wait(TASK_ID, { onProgress: (report) => reports.push(report) }));
    expect(reports.map(({ status, progress }) => [status, progress])).toEqual([
      ["processing", 0],
      ["processing", 60],
      ["completed", 100],
    ]);
    expect(reports[0]?.remainingMs).toBeGreaterThan(59_000);
    expect(reports[1]?.elapsedMs).toBeGreaterThan(30_000);
    expect(reports[2]?.task.results).toHaveLength(1);
  });

  it("reports nothing of a reading that failed, and looks again when that says", async () => {
    const reports: TaskProgress[] = [];
    const later = json({}, 429, { "retry-after": "29" });
    const { evolink, seen } = connect([json(task({ task_info: { estimated_time: 0 } })), later, done]);
    const waiting = evolink.tasks.wait(TASK_ID, { onProgress: (report) => reports.push(report) });
    await vi.advanceTimersByTimeAsync(29_000);
    expect([seen.length, reports.length]).toEqual([2, 1]);
    await pass(waiting);
    expect([seen.length, reports.length]).toEqual([3, 2]);
  });

  it("ends with what a function of the caller's throws, also undefined, and also after an abort", async () => {
    const { evolink } = connect([busy]);
    const onProgress = () => Promise.reject(undefined);
    expect(await rejection(pass(evolink.tasks.wait(TASK_ID, { onProgress })))).toBeUndefined();
    const stop = new AbortController();
    const mine = new Error("mine");
    const onEnded = () => {
      stop.abort();
      throw mine;
    };
    const waiting = evolink.tasks.wait(TASK_ID, { signal: stop.signal, callbacks: { onEnded } });
    expect(await rejection(pass(waiting))).toBe(mine);
  });

  it("ends with the exception of onProgress, unchanged, also when it is asynchronous", async () => {
    const mine = new Error("mine");
    for (const onProgress of [
      () => {
        throw mine;
      },
      async () => {
        throw mine;
      },
    ]) {
      const { evolink, seen } = connect([busy]);
      expect(await rejection(pass(evolink.tasks.wait(TASK_ID, { onProgress })))).toBe(mine);
      expect(seen).toHaveLength(1);
      expect(vi.getTimerCount()).toBe(0);
    }
  });

  it("ends in time although onProgress hangs", async () => {
    const { evolink } = connect([busy]);
    const waiting = evolink.tasks.wait(TASK_ID, { timeoutMs: 5000, onProgress: () => new Promise(() => {}) });
    expect(await rejection(pass(waiting))).toBeInstanceOf(TaskTimeoutError);
  });

  it("counts its time from its beginning, and what is left from the first reading, though the clock is put on", async () => {
    await vi.advanceTimersByTimeAsync(5000);
    const reports: TaskProgress[] = [];
    const { evolink } = connect([json(task({ progress: 0 })), json(task({ progress: 0 })), done]);
    const waiting = evolink.tasks.wait(TASK_ID, {
      onProgress: (report) => {
        reports.push(report);
        vi.setSystemTime(Date.now() + 86_400_000);
      },
    });
    await pass(waiting);
    expect(reports[0]?.elapsedMs).toBeLessThan(100);
    expect(reports[1]?.elapsedMs).toBeLessThan(60_000);
    expect(reports[1]?.remainingMs).toBeGreaterThan(0);
  });

  it("takes a task that it has submitted itself for new, whatever `created` says", async () => {
    const reports: TaskProgress[] = [];
    const submitted = json(task({ created: Math.floor(Date.now() / 1000) - 3600 }));
    const { evolink } = connect([submitted, done]);
    await pass(evolink.videos.generate(BODY, { onProgress: (report) => reports.push(report) }));
    expect(reports[0]?.remainingMs).toBeGreaterThan(59_000);
  });

  it("takes a task for as old as it is when it is read, however long that took", async () => {
    const remaining = async (ageSeconds: number, readMs: number) => {
      const reading = json(task({ created: Math.floor(Date.now() / 1000) - ageSeconds }));
      const slow = () => new Promise<Response>((resolve) => setTimeout(resolve, readMs, reading));
      const reports: TaskProgress[] = [];
      const { evolink } = connect([slow, done]);
      await pass(evolink.tasks.wait(TASK_ID, { onProgress: (report) => reports.push(report) }));
      return reports[0]?.remainingMs ?? 0;
    };
    const whole = await remaining(30, 0);
    expect(whole).toBeGreaterThan(20_000);
    expect(Math.abs((await remaining(10, 20_000)) - whole)).toBeLessThan(2000);
  });

  it("takes the age of a task from `created`, whatever the clocks say", async () => {
    const old = connect([json(task({ created: Math.floor(Date.now() / 1000) - 58 })), done]);
    const waiting = old.evolink.tasks.wait(TASK_ID);
    await vi.advanceTimersByTimeAsync(6000);
    await waiting;
    const future = connect([json(task({ created: Math.floor(Date.now() / 1000) + 3600 })), done]);
    expect(await pass(future.evolink.tasks.wait(TASK_ID))).toHaveProperty("status", "completed");
  });
});

// A busy machine may hold up the test itself: what must hold is that the package adds no more.
describe("tasks.wait in real time", { retry: 3 }, () => {
  const hangs = () => new Promise<Response>(() => {});

  it.each<[string, () => Response | Promise<Response>]>([
    ["asleep", busy],
    ["in flight", hangs],
  ])("takes an abort within 50 ms, %s", async (_when, response) => {
    const { evolink } = connect([response]);
    const controller = new AbortController();
    const waiting = rejection<WaitAbortedError>(evolink.tasks.wait(TASK_ID, { signal: controller.signal }));
    await new Promise((resolve) => setTimeout(resolve, 30));
    const abortedAt = performance.now();
    controller.abort("enough");
    const error = await waiting;
    expect(performance.now() - abortedAt).toBeLessThan(50);
    expect(error).toBeInstanceOf(WaitAbortedError);
    expect(error).toMatchObject({ name: "AbortError", cause: "enough", taskId: TASK_ID });
    expect(error.message).toMatch(/goes on, and is billed/);
  });

  it.each<[string, () => Response | Promise<Response>]>([
    ["asleep", busy],
    ["in flight", hangs],
  ])("keeps its deadline within 50 ms, %s", async (_when, response) => {
    const { evolink } = connect([response]);
    const startedAt = performance.now();
    const error = await rejection(evolink.tasks.wait(TASK_ID, { timeoutMs: 60 }));
    expect(performance.now() - startedAt).toBeLessThan(110);
    expect(error).toBeInstanceOf(TaskTimeoutError);
  });

  it("cuts off a reading that hangs, and goes on", async () => {
    const { evolink, seen } = connect([hangs, done], { timeoutMs: 30 });
    await evolink.tasks.wait(TASK_ID);
    expect(seen).toHaveLength(2);
  });
});

describe("videos.generate", () => {
  it("hands over the task before anything else can fail", async () => {
    const submitted: unknown[] = [];
    const { evolink } = connect([busy, json({}, 401)]);
    vi.useFakeTimers();
    const waiting = rejection(
      evolink.videos.generate(BODY, { onSubmitted: (task) => submitted.push(task.id) }),
    );
    await vi.advanceTimersByTimeAsync(1);
    expect(submitted).toEqual([TASK_ID]);
    await vi.runAllTimersAsync();
    vi.useRealTimers();
    expect(await waiting).toMatchObject({ name: "AuthenticationError", taskId: TASK_ID });
  });

  it("ends with the exception of onSubmitted, unchanged, and reads nothing", async () => {
    const mine = new Error("database is down");
    const { evolink, seen } = connect([busy]);
    expect(await rejection(evolink.videos.generate(BODY, { onSubmitted: () => Promise.reject(mine) }))).toBe(
      mine,
    );
    expect(seen).toHaveLength(1);
  });

  it("names the task when it is aborted", async () => {
    const { evolink } = connect([busy]);
    const controller = new AbortController();
    const waiting = rejection(
      evolink.videos.generate(
        BODY.model,
        { prompt: "x" },
        { signal: controller.signal, onSubmitted: () => controller.abort() },
      ),
    );
    expect(await waiting).toMatchObject({ name: "AbortError", taskId: TASK_ID });
  });
});

describe("tasks.get", () => {
  it("is repeated after a failure that may pass, and after no other", async () => {
    vi.useFakeTimers();
    const passing = connect([broken, busy]);
    expect(await pass(passing.evolink.tasks.get(TASK_ID))).toHaveProperty("status", "processing");
    expect(passing.seen).toHaveLength(2);
    const lasting = connect([json({ error: { code: "no" } }, 403), busy]);
    expect(await rejection(pass(lasting.evolink.tasks.get(TASK_ID)))).toHaveProperty("status", 403);
    expect(lasting.seen).toHaveLength(1);
    vi.useRealTimers();
  });
});
