import { describe, expect, it, vi } from "vitest";
import { planPoll } from "../../../../src/client/tasks/poll-plan.ts";
import type { ResultToSave } from "../../../../src/durable/machine.ts";
import { createMemoryGate } from "../../../../src/durable/memory-gate.ts";
import { toStoredError } from "../../../../src/durable/record.ts";
import { settleTask } from "../../../../src/durable/settle.ts";
import {
  AuthenticationError,
  ConnectionError,
  DownloadError,
  NotFoundError,
  ResultExpiredError,
  TaskCancelledError,
  TaskFailedError,
} from "../../../../src/errors/classes.ts";
import { COMPLETED, createTestMachine, ORDER } from "../../../helpers/durable.ts";

const failed = (advice: string) => new TaskFailedError("It failed.", { taskId: "task-1", advice });
const passing = { charged: "no" as const, retryable: true };
const running = { task: { id: "task-1", status: "processing", progress: 50 }, completed: undefined };

/** A machine with an order that is submitted. */
async function submit(...options: Parameters<typeof createTestMachine>) {
  const made = createTestMachine(...options);
  await made.run();
  return made;
}

describe("advanceTask, of an order that is submitted", () => {
  it("reads the task once, and waits by the poll plan while it goes on", async () => {
    const { run, check, clock, create } = await submit();
    check.mockResolvedValue(running);
    clock.nowMs += 60_000;
    expect(await run()).toMatchObject({ kind: "wait" });
    expect(check).toHaveBeenCalledOnce();
    expect(create).toHaveBeenCalledOnce();
  });

  it.each([10, 100, 1_000])("reads a task of %i s no more often than the poll plan", async (seconds) => {
    const progressAt = (ageMs: number) => Math.min(100, Math.floor(ageMs / seconds / 10));
    let planned = 0;
    let reading = { ageMs: 0, progress: 0 };
    let previous: typeof reading | undefined;
    while (reading.ageMs < seconds * 1000) {
      const { delayMs } = planPoll(reading, previous, 100_000);
      const ageMs = reading.ageMs + delayMs;
      previous = reading;
      reading = { ageMs, progress: progressAt(ageMs) };
      planned += 1;
    }
    const { run, check, clock } = createTestMachine();
    const startedAtMs = clock.nowMs;
    check.mockImplementation(async () => {
      const ageMs = clock.nowMs - startedAtMs;
      const isOver = ageMs >= seconds * 1000;
      const task = { ...running.task, progress: progressAt(ageMs) };
      return { task: isOver ? COMPLETED : task, completed: isOver ? COMPLETED : undefined };
    });
    // No pause is cut or lengthened.
    const random = vi.spyOn(Math, "random").mockReturnValue(0.5);
    for (let outcome = await run(); outcome.kind === "wait"; outcome = await run())
      clock.nowMs += outcome.delayMs;
    random.mockRestore();
    expect(check.mock.calls.length).toBeLessThanOrEqual(planned);
  });

  it("saves every result of the completed task, stores what that gave after each, and reports", async () => {
    const { run, check, save, writes } = await submit();
    const task = { ...COMPLETED, results: ["https://example.com/1", "https://example.com/2"] };
    check.mockResolvedValue({ task, completed: task });
    expect(await run()).toEqual({
      kind: "over",
      report: {
        id: "1",
        state: "done",
        taskId: "task-1",
        credits: 5,
        results: ["saved 0", "saved 1"],
        context: ORDER.context,
      },
    });
    expect(save).toHaveBeenCalledTimes(2);
    expect(writes.map(({ state, saved = [] }) => `${state} ${saved.length}`)).toEqual([
      "intent 0",
      "submitted 0",
      "ended 0",
      "ended 1",
      "saved 2",
    ]);
  });

  it.each([
    ["ended", { task: COMPLETED }],
    ["failed", {}],
    ["uncertain", {}],
  ] as const)("gives back the place of what is %s, whose run died before it did", async (state, more) => {
    const gate = createMemoryGate({ perSecond: 1_000_000, concurrency: 1 });
    const { run, store, create } = createTestMachine({ gate });
    await gate.enter({ id: "1", model: "kite-1" });
    await store.write("1", { state, version: 1, submission: 1, taskId: "task-1", ...more }, false);
    await run("1");
    await run("2");
    expect(create).toHaveBeenCalledOnce();
  });

  it("keeps its place as long as its task is under way", async () => {
    const gate = createMemoryGate({ perSecond: 1_000_000, concurrency: 1 });
    const { run, check, create } = await submit({ gate });
    check.mockResolvedValue(running);
    await run("1");
    expect(await run("2")).toMatchObject({ kind: "wait" });
    expect(create).toHaveBeenCalledOnce();
  });

  it("reports again what is saved, and saves nothing again", async () => {
    const { run, save, check } = await submit();
    const first = await run();
    expect(await run()).toEqual(first);
    expect(save).toHaveBeenCalledOnce();
    expect(check).toHaveBeenCalledOnce();
  });

  it("reports a completed task without results, and does not submit it again", async () => {
    const { run, check, create } = await submit();
    const task = { ...COMPLETED, results: [] };
    check.mockResolvedValue({ task, completed: task });
    expect(await run()).toMatchObject({ report: { state: "done", results: [] } });
    expect(create).toHaveBeenCalledOnce();
  });

  it("reports a completed task whose results nothing names", async () => {
    const { run, check } = await submit();
    const { results: _, ...task } = COMPLETED;
    check.mockResolvedValue({ task, completed: task });
    expect(await run()).toMatchObject({ report: { state: "done", results: [] } });
  });

  it("reads under the signal that stops the worker", async () => {
    const { signal } = new AbortController();
    const { run, check } = await submit({ signal });
    await run();
    expect(check).toHaveBeenCalledWith("task-1", { signal });
  });

  it("goes on after a reading that failed, however often", async () => {
    const { run, check } = await submit();
    check.mockRejectedValue(new ConnectionError("It broke off.", passing));
    for (let times = 0; times < 20; times++) expect(await run()).toMatchObject({ kind: "wait" });
    check.mockResolvedValue({ task: COMPLETED, completed: COMPLETED });
    expect(await run()).toMatchObject({ report: { state: "done" } });
  });

  it("waits longer after each reading that failed, up to two minutes, and as long as Retry-After says", async () => {
    const { run, check } = await submit();
    const random = vi.spyOn(Math, "random").mockReturnValue(0);
    check.mockRejectedValue(new ConnectionError("It broke off.", passing));
    const delays = [Object(await run()).delayMs, Object(await run()).delayMs];
    expect(delays).toEqual([1_000, 2_000]);
    check.mockRejectedValue(new ConnectionError("Wait.", { ...passing, retryAfterMs: 50_000 }));
    expect(await run()).toMatchObject({ delayMs: 50_000 });
    check.mockRejectedValue(new ConnectionError("Wait.", { ...passing, retryAfterMs: 500_000 }));
    expect(await run()).toMatchObject({ delayMs: 120_000 });
    random.mockRestore();
  });

  it.each([
    ["reading a task", "check"],
    ["saving a result", "save"],
  ] as const)("counts %s that its stop has cut off as no failure, and goes on at once", async (_, step) => {
    const stop = new AbortController();
    const made = await submit({ signal: stop.signal });
    made[step].mockImplementation(() => {
      stop.abort();
      throw stop.signal.reason;
    });
    expect(await made.run()).toEqual({ kind: "wait", delayMs: 0 });
    expect(made.records.get("1")?.failures).toBeUndefined();
  });

  it("stops, and stays submitted, when reading cannot succeed", async () => {
    const { run, check, records } = await submit();
    check.mockRejectedValue(new NotFoundError("404", { charged: "no" }));
    expect(await run()).toMatchObject({ kind: "stopped" });
    expect(records.get("1")).toMatchObject({
      state: "submitted",
      taskId: "task-1",
      error: { name: "NotFoundError" },
    });
  });

  it("pauses all at a wrong key", async () => {
    const { run, check, create } = await submit();
    check.mockRejectedValue(new AuthenticationError("401", { charged: "no" }));
    expect(await run()).toMatchObject({ kind: "paused" });
    expect(await run("2")).toMatchObject({ kind: "paused" });
    expect(create).toHaveBeenCalledOnce();
  });

  it("says what was reserved when the run that submitted it died before it did", async () => {
    const gate = createMemoryGate({ perSecond: 1_000_000, budget: 12 });
    const { run, store, create, check } = createTestMachine({ gate });
    check.mockResolvedValue(running);
    await gate.enter({ id: "1", model: "kite-1" });
    const reading = { ageMs: 0 };
    const record = { state: "submitted", version: 1, submission: 1, taskId: "task-1", credits: 10 } as const;
    await store.write("1", { ...record, reading }, true);
    await run("1");
    expect(await run("2")).toMatchObject({ kind: "paused", error: { name: "BudgetError" } });
    expect(create).not.toHaveBeenCalled();
  });

  const DAY_MS = 24 * 60 * 60_000;
  it.each([
    [100_000, "wait", { taskTimeoutMs: 100_000 }],
    [100_001, "stopped", { taskTimeoutMs: 100_000 }],
    [DAY_MS, "wait", {}],
    [DAY_MS + 1, "stopped", {}],
  ])("after %i ms has the outcome %s: %j, a day when nothing is said", async (ageMs, kind, options) => {
    const { run, check, clock, records } = await submit(options);
    check.mockResolvedValue(running);
    clock.nowMs = (records.get("1")?.submittedAtMs ?? 0) + ageMs;
    expect(await run()).toMatchObject({ kind });
    expect(records.get("1")).toMatchObject({ state: "submitted" });
    expect(records.get("1")?.error?.name).toBe(kind === "stopped" ? "TaskTimeoutError" : undefined);
  });

  it("stops after that time too when no reading succeeds any more, at the eighth in a row", async () => {
    const { run, check, clock } = await submit();
    check.mockRejectedValue(new ConnectionError("It broke off.", passing));
    for (let times = 0; times < 8; times++) expect(await run()).toMatchObject({ kind: "wait" });
    clock.nowMs += 2 * DAY_MS;
    expect(await run()).toMatchObject({ kind: "stopped", error: { name: "TaskTimeoutError" } });
  });

  it("reads on after a day without network, as that of a machine that was asleep comes back late", async () => {
    const { run, check, clock } = await submit();
    clock.nowMs += 2 * DAY_MS;
    check.mockRejectedValueOnce(new ConnectionError("It broke off.", passing));
    expect(await run()).toMatchObject({ kind: "wait" });
    expect(await run()).toMatchObject({ kind: "over", report: { state: "done" } });
  });
});

describe("advanceTask, of a task that failed", () => {
  it.each(["change-input", "support"])("with the advice %s is over", async (advice) => {
    const { run, check, create } = await submit();
    check.mockRejectedValue(failed(advice));
    const over = { kind: "over", report: { state: "failed", error: { advice }, taskId: "task-1" } };
    expect(await run()).toMatchObject(over);
    expect(await run()).toMatchObject(over);
    expect(check).toHaveBeenCalledOnce();
    expect(create).toHaveBeenCalledOnce();
  });

  it("and was cancelled is over", async () => {
    const { run, check, create } = await submit();
    check.mockRejectedValue(new TaskCancelledError("Cancelled.", { taskId: "task-1" }));
    expect(await run()).toMatchObject({ report: { state: "failed" } });
    expect(create).toHaveBeenCalledOnce();
  });

  it("with the advice wait is submitted again, later, as another submission, up to three times", async () => {
    const { run, check, create, records } = await submit();
    check.mockRejectedValue(failed("wait"));
    expect(await run()).toMatchObject({ kind: "wait", delayMs: 60_000 });
    await run();
    expect(await run()).toMatchObject({ kind: "wait", delayMs: 120_000 });
    await run();
    expect(await run()).toMatchObject({ report: { state: "failed", credits: 15 } });
    await run();
    const keys = create.mock.calls.map(([, { idempotencyKey }]) => idempotencyKey);
    expect(new Set(keys).size).toBe(3);
    expect(keys).toHaveLength(3);
    expect(records.get("1")?.otherTaskIds).toHaveLength(2);
  });
});

describe("advanceTask, of results that cannot be saved", () => {
  it("tries again later, and saves no result twice that is stored", async () => {
    const { run, check, save } = await submit();
    const task = { ...COMPLETED, results: ["https://example.com/1", "https://example.com/2"] };
    check.mockResolvedValue({ task, completed: task });
    save.mockReturnValueOnce("first").mockImplementationOnce(() => {
      throw new Error("S3 is away");
    });
    expect(await run()).toMatchObject({ kind: "wait" });
    expect(await run()).toMatchObject({ report: { state: "done", results: ["first", "saved 1"] } });
    expect(save.mock.calls.map(([{ index }]) => index)).toEqual([0, 1, 1]);
  });

  it.each([
    ["it has expired", new ResultExpiredError("gone", { charged: "no" })],
    ["it is refused", new DownloadError("too large", { charged: "no", code: "too_large" })],
  ])("stops when %s, and stays ended", async (_, error) => {
    const { run, save, records } = await submit();
    save.mockImplementation(() => {
      throw error;
    });
    expect(await run()).toMatchObject({ kind: "stopped" });
    expect(records.get("1")).toMatchObject({ state: "ended" });
  });

  it("opens nothing any more when it is told to stop", async () => {
    const stop = new AbortController();
    const fetch = vi.fn(async () => new Response("late"));
    const save = async ({ open }: ResultToSave) => {
      stop.abort();
      return (await open({ fetch })).stream;
    };
    const { run } = await submit({ signal: stop.signal, save });
    expect(await run()).toEqual({ kind: "wait", delayMs: 0 });
    expect(fetch).not.toHaveBeenCalled();
  });

  it("reads the task again with the links to its results, wherever the API has them", async () => {
    const task = { id: "task-1", status: "completed", data: { url: "https://example.com/1.mp4" } };
    const save = vi.fn(({ evolink }: ResultToSave) => evolink.tasks.get("task-1"));
    const { run, check } = await submit({ save });
    check.mockResolvedValue({ task, completed: COMPLETED });
    expect(await run()).toMatchObject({ report: { state: "done", results: [COMPLETED] } });
    check.mockResolvedValue(running);
    expect(await save.mock.calls[0]?.[0].evolink.tasks.get("task-1")).toEqual(running.task);
  });

  it("stops at the eighth failure in a row", async () => {
    const { run, save } = await submit();
    save.mockImplementation(() => {
      throw new Error("S3 is away");
    });
    for (let times = 1; times < 8; times++) expect(await run()).toMatchObject({ kind: "wait" });
    expect(await run()).toMatchObject({ kind: "stopped" });
  });
});

describe("toStoredError", () => {
  it.each<[unknown, object]>([
    [new TypeError("why"), { name: "TypeError", message: "why" }],
    ["why", { name: "Error", message: "why" }],
    [
      new TaskFailedError("why", { code: "busy", advice: "wait" }),
      { name: "TaskFailedError", message: "why", code: "busy", advice: "wait" },
    ],
    [Object.assign(new Error("why"), { code: 5, advice: 6 }), { name: "Error", message: "why" }],
  ])("stores of %o what is text", (error, stored) => {
    expect(toStoredError(error)).toStrictEqual(stored);
  });
});

describe("settleTask", () => {
  async function makeUncertain() {
    const made = createTestMachine();
    made.create.mockRejectedValueOnce(new TypeError("unknown"));
    await made.run();
    return made;
  }

  it("goes on with the task that a person found", async () => {
    const { open, run, create, check } = await makeUncertain();
    expect(await settleTask(await open(), { taskId: "task-7" })).toBe(true);
    expect(await run()).toMatchObject({ report: { state: "done", taskId: "task-7" } });
    expect(check.mock.calls[0]?.[0]).toBe("task-7");
    expect(create).toHaveBeenCalledOnce();
  });

  it("submits again with a new key when a person says so", async () => {
    const { open, run, create } = await makeUncertain();
    await settleTask(await open(), { submitAgain: true });
    await run();
    const [first, second] = create.mock.calls;
    expect(second?.[1].idempotencyKey).not.toBe(first?.[1].idempotencyKey);
  });

  it("gives up", async () => {
    const { open, run } = await makeUncertain();
    await settleTask(await open(), { giveUp: true });
    expect(await run()).toMatchObject({ report: { state: "failed" } });
  });

  it("takes an intent for lost where nobody else may be at it, and only there", async () => {
    const { open, run, store, records, create } = createTestMachine();
    const { write } = store;
    store.write = async (id, record, mustLast) => {
      if (record.state !== "intent") throw new Error("the disk is full");
      return write(id, record, mustLast);
    };
    await expect(run()).rejects.toThrow("the disk is full");
    store.write = write;
    expect(await settleTask(await open(), { taskId: "task-1" })).toBe(false);
    expect(await settleTask(await open(), { taskId: "task-1" }, true)).toBe(true);
    expect(records.get("1")).toMatchObject({ state: "submitted", taskId: "task-1" });
    await run();
    expect(create).toHaveBeenCalledOnce();
  });

  it("leaves alone what goes on by itself", async () => {
    const { open, records } = await submit();
    const before = records.get("1");
    expect(await settleTask(await open(), { submitAgain: true })).toBe(false);
    expect(records.get("1")).toEqual(before);
  });
});
