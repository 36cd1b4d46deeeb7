import { setTimeout as sleep } from "node:timers/promises";
import { context, trace } from "@opentelemetry/api";
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from "@opentelemetry/sdk-trace-base";
import { Worker } from "bullmq";
import { describe, expect, it, vi } from "vitest";
import {
  createTaskProcessor,
  listUncertain,
  settleJob,
  TASK_WORKER_OPTIONS,
} from "../../../../src/bullmq/index.ts";
import { createJobStore } from "../../../../src/bullmq/job-store.ts";
import { NotReplicatedError } from "../../../../src/durable/store.ts";
import { InsufficientCreditsError, RateLimitError, TaskFailedError } from "../../../../src/errors/classes.ts";
import { ORDER, SUBMITTED } from "../../../helpers/durable.ts";
import { hasRedis } from "../../../helpers/redis.ts";
import { useRedis } from "../../../helpers/task-queue.ts";

const refused = { charged: "no" as const };

describe.skipIf(!hasRedis())("createTaskProcessor, in a BullMQ worker", { concurrent: true }, () => {
  const { setUp } = useRedis();

  it("carries out an order, and reports it as what its job returns", async ({ expect }) => {
    const { queue, add, over, create, check, save } = setUp();
    await add();
    await over();
    const job = await queue.getJob("order-1");
    expect(job?.returnvalue).toEqual({
      id: "order-1",
      state: "done",
      taskId: "task-1",
      credits: 5,
      results: ["saved 0"],
      context: ORDER.context,
    });
    expect([create, check, save].map(({ mock }) => mock.calls.length)).toEqual([1, 1, 1]);
    expect(create.mock.calls[0]?.[1].idempotencyKey).toMatch(/^[0-9a-f]{64}$/);
  });

  it("gives its worker back while a task goes on", async ({ expect }) => {
    const { queue, add, create } = setUp();
    create.mockResolvedValue(SUBMITTED);
    await add();
    await expect.poll(() => queue.getDelayedCount(), { timeout: 5_000 }).toBe(1);
    expect(await queue.getActiveCount()).toBe(0);
    expect((await queue.getJob("order-1"))?.progress).toMatchObject({ state: "submitted", taskId: "task-1" });
  });

  it("sends once when two workers have the same job", async ({ expect }) => {
    const { queue, worker, processor, create } = setUp();
    await worker.pause();
    await queue.add("kite", ORDER, { jobId: "order-1" });
    const job = { id: "order-1", data: ORDER, moveToDelayed: async () => {} };
    await Promise.allSettled([processor(job), processor(job), processor(job)]);
    expect(create).toHaveBeenCalledOnce();
  });

  it("fails a job whose submission is uncertain, and submits nothing when it is retried", async ({
    expect,
  }) => {
    const { queue, add, over, create } = setUp();
    create.mockRejectedValue(new TypeError("unknown"));
    await add();
    await over("1", "failed");
    const job = await queue.getJob("order-1");
    expect(job?.failedReason).toContain("uncertain");
    await job?.retry("failed");
    await sleep(50);
    await over("1", "failed");
    expect(create).toHaveBeenCalledOnce();
  });

  it("goes on with an uncertain job as a person says", async ({ expect }) => {
    const { queue, add, over, create, check } = setUp();
    create.mockRejectedValue(new TypeError("unknown"));
    await add("1");
    await add("2");
    await over("1", "failed");
    await over("2", "failed");
    const found: string[] = [];
    for await (const { id, record } of listUncertain(queue)) found.push(`${id} ${record.state}`);
    expect(found.sort()).toEqual(["order-1 uncertain", "order-2 uncertain"]);
    expect(await settleJob(queue, "order-1", { taskId: "task-1" })).toBe(true);
    create.mockResolvedValue({ ...SUBMITTED, id: "task-2", task_info: { estimated_time: 0.1 } } as never);
    expect(await settleJob(queue, "order-2", { submitAgain: true })).toBe(true);
    await over("1");
    await over("2");
    expect(create).toHaveBeenCalledTimes(3);
    expect(check.mock.calls.map(([id]) => id).sort()).toEqual(["task-1", "task-2"]);
    expect(await settleJob(queue, "order-1", { submitAgain: true })).toBe(false);
  });

  it("stops one model at Retry-After, and not the others", async ({ expect }) => {
    const { add, over, create, queue } = setUp();
    create.mockImplementation(async (body) => {
      const { model } = Object(body);
      if (model === "kite-1")
        throw new RateLimitError("429", { ...refused, retryable: true, retryAfterMs: 60_000 });
      return { ...SUBMITTED, task_info: { estimated_time: 0.1 } };
    });
    await add("1");
    await expect.poll(() => create.mock.calls.length).toBe(1);
    await add("2");
    await add("3", { body: { model: "boat-1" } });
    await over("3");
    expect(create).toHaveBeenCalledTimes(2);
    expect(await queue.getDelayedCount()).toBe(2);
  });

  it("submits nothing more when the credits are used up, and goes on with what is under way", async ({
    expect,
  }) => {
    const { add, over, create, events } = setUp();
    await add("1");
    await expect.poll(() => create.mock.calls.length).toBe(1);
    create.mockRejectedValue(new InsufficientCreditsError("402", refused));
    await add("2");
    await expect.poll(() => events.some(({ type }) => type === "paused")).toBe(true);
    await add("3", { body: { model: "boat-1" } });
    await over("1");
    await sleep(100);
    expect(create).toHaveBeenCalledTimes(2);
  });

  it("never passes the budget, however many workers submit at once", async ({ expect }) => {
    const limits = { perSecond: 1_000_000, budget: 24 };
    const { queue, processor, create, add, events } = setUp({ limits });
    const connection = queue.opts.connection;
    const other = new Worker(queue.name, processor, { connection, concurrency: 20, ...TASK_WORKER_OPTIONS });
    let count = 0;
    create.mockImplementation(async () => {
      count += 1;
      const id = `task-${count}`;
      await sleep(20);
      return { ...SUBMITTED, id, task_info: { estimated_time: 0.1 } } as never;
    });
    for (let index = 0; index < 12; index++) await add(`${index}`);
    await expect
      .poll(() => events.filter(({ type }) => type === "paused").length, { timeout: 8_000 })
      .toBe(8);
    expect(create).toHaveBeenCalledTimes(4);
    await other.close();
  });

  it.each(["change-input", "support"])(
    "fails the job of a task whose failure wants %s, and submits nothing when it is retried",
    async (advice) => {
      const { queue, add, over, create, check } = setUp();
      check.mockRejectedValue(new TaskFailedError("It failed.", { taskId: "task-1", advice }));
      await add();
      await over("1", "failed");
      const job = await queue.getJob("order-1");
      expect(job?.failedReason).toContain("It failed.");
      await job?.retry("failed");
      await sleep(50);
      await over("1", "failed");
      expect([create.mock.calls.length, check.mock.calls.length]).toEqual([1, 1]);
    },
  );

  it("submits a task whose failure wants to wait again later, and gives its worker back meanwhile", async ({
    expect,
  }) => {
    const { queue, add, create, check } = setUp();
    check.mockRejectedValue(new TaskFailedError("It failed.", { taskId: "task-1", advice: "wait" }));
    await add();
    await expect.poll(() => check.mock.calls.length, { timeout: 5_000 }).toBe(1);
    await expect.poll(() => queue.getDelayedCount(), { timeout: 5_000 }).toBe(1);
    const [job] = await queue.getDelayed();
    expect(job?.delay).toBeGreaterThan(50_000);
    expect(create).toHaveBeenCalledOnce();
  });

  it("keeps the record of a job that was removed while it ran", async ({ expect }) => {
    const { queue, add, create, events } = setUp();
    create.mockImplementation(async () => {
      const client = await queue.getBackend().client;
      await client.del(queue.toKey("order-1"));
      return SUBMITTED;
    });
    await add();
    const readKept = async () =>
      (await queue.getBackend().client).hget(queue.toKey("evolink:removed"), "order-1");
    await expect.poll(readKept, { timeout: 5_000 }).toContain('"taskId":"task-1"');
    const stopped = {
      type: "stopped",
      id: "order-1",
      taskId: "task-1",
      error: { name: "UnstoredTaskError" },
    };
    await expect.poll(() => events.at(-1)).toMatchObject(stopped);
  });

  it("tells each step, with its duration and credits", async ({ expect }) => {
    const { add, over, events } = setUp();
    await add();
    await over();
    expect(events.map(({ type, state }) => `${type} ${state}`)).toEqual([
      "step intent",
      "step submitted",
      "step ended",
      "step saved",
      "over saved",
    ]);
    expect(events.at(-1)).toMatchObject({ model: "kite-1", taskId: "task-1", credits: 5 });
    expect(events.at(-1)?.durationMs).toBeGreaterThanOrEqual(0);
  });

  it("makes spans of OpenTelemetry", async ({ expect }) => {
    const exporter = new InMemorySpanExporter();
    trace.setGlobalTracerProvider(
      new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }),
    );
    const { add, over } = setUp();
    await add("spans");
    await over("spans");
    trace.disable();
    context.disable();
    const own = exporter
      .getFinishedSpans()
      .filter(({ attributes }) => attributes["evolink.order.id"] === "order-spans");
    expect(own.map(({ name }) => name)).toEqual(["evolink submit", "evolink poll"]);
    expect(own.at(-1)?.attributes).toMatchObject({
      "evolink.model": "kite-1",
      "evolink.task.id": "task-1",
      "evolink.credits": 5,
      "evolink.state": "submitted",
      "evolink.state.after": "saved",
    });
  });
});

describe("createTaskProcessor", () => {
  it("refuses options that it does not know, and a queue of another kind", () => {
    const evolink = {};
    const save = () => {};
    expect(() => createTaskProcessor({ evolink, save, queue: {} as never })).toThrow("getBackend()");
    expect(() =>
      createTaskProcessor({ evolink, save, queue: { getBackend() {} }, speed: 1 } as never),
    ).toThrow("`speed`");
  });

  it("gives the job back, and never fails it, when its store is away", async () => {
    const queue = {
      qualifiedName: "q",
      toKey: (key: string) => key,
      getBackend: () => ({ client: Promise.reject(new Error("away")) }),
    };
    const processor = createTaskProcessor({ evolink: {}, save: () => {}, queue: queue as never });
    const delays: number[] = [];
    const job = {
      id: "1",
      data: ORDER,
      moveToDelayed: async (at: number) => void delays.push(at),
    };
    await expect(processor(job)).rejects.toMatchObject({ name: "DelayedError" });
    expect(delays).toHaveLength(1);
  });

  it("fails a job, and sends nothing, when it cannot wait for replicas", async () => {
    const client = { isCluster: true, wait: async () => 1, defineCommand() {}, runCommand: async () => "" };
    const queue = { toKey: (key: string) => key, getBackend: () => ({ client: Promise.resolve(client) }) };
    const processor = createTaskProcessor({
      evolink: {},
      save: () => {},
      queue: queue as never,
      replicas: 1,
    });
    const job = { id: "1", data: ORDER, moveToDelayed: async () => {} };
    await expect(processor(job)).rejects.toMatchObject({
      name: "UnrecoverableError",
      message: expect.stringContaining("ioredis"),
    });
  });
});

describe.skipIf(!hasRedis())("createJobStore", () => {
  const { makeQueue } = useRedis();

  it("refuses a write on top of another version, and gives what is there", async () => {
    const queue = makeQueue();
    await queue.add("kite", ORDER, { jobId: "order-1" });
    const store = createJobStore(queue);
    const record = { state: "intent", version: 1, submission: 1 } as const;
    expect(await store.write("order-1", record, true)).toBeUndefined();
    expect(await store.write("order-1", { ...record, state: "failed" }, false)).toEqual(record);
    expect((await store.read("order-1")).record).toEqual(record);
  });

  it("refuses a write on top of a version that a Redis which failed over has forgotten", async () => {
    const queue = makeQueue();
    await queue.add("kite", ORDER, { jobId: "order-1" });
    const store = createJobStore(queue);
    const record = { state: "submitted", version: 2, submission: 1, taskId: "task-1" } as const;
    expect(await store.write("order-1", record, true)).toMatchObject({ state: "new", version: 0 });
  });

  it("says of what must last when no replica has it, and of nothing else", async () => {
    const queue = makeQueue();
    await queue.add("kite", ORDER, { jobId: "order-1" });
    const store = createJobStore(queue, { replicas: 1 });
    const record = { state: "intent", version: 1, submission: 1 } as const;
    await expect(store.write("order-1", record, true)).rejects.toThrow(NotReplicatedError);
    expect(await store.write("order-1", { ...record, version: 2 }, false)).toBeUndefined();
  });
});

describe("createJobStore, over a Redis that fails", () => {
  const RECORD = { state: "submitted", version: 1, submission: 1, taskId: "task-1" } as const;

  function makeQueue(more = {}) {
    const runCommand = vi.fn().mockRejectedValue(new Error("READONLY"));
    const client = { defineCommand() {}, runCommand, ...more };
    const queue = { toKey: (key: string) => key, getBackend: () => ({ client: Promise.resolve(client) }) };
    return { runCommand, queue: queue as never };
  }

  it("tries a write again, for two minutes", async () => {
    vi.useFakeTimers();
    const { queue, runCommand } = makeQueue();
    const written = createJobStore(queue).write("1", RECORD, true);
    await vi.advanceTimersByTimeAsync(85_000);
    runCommand.mockResolvedValue(0);
    await vi.advanceTimersByTimeAsync(30_000);
    vi.useRealTimers();
    expect(await written).toBeUndefined();
    expect(runCommand.mock.calls.length).toBeGreaterThan(4);
  });

  it("gives up then", async () => {
    vi.useFakeTimers();
    const { queue } = makeQueue();
    const written = createJobStore(queue)
      .write("1", RECORD, true)
      .catch((error) => error.message);
    await vi.advanceTimersByTimeAsync(120_000);
    vi.useRealTimers();
    expect(await Promise.race([written, "goes on"])).toBe("READONLY");
  });

  it.each([
    ["has it too", (written: string) => written, undefined],
    ["has forgotten it", () => "", NotReplicatedError],
  ])(
    "reads what a replica is said to have again: a primary that was just made %s",
    async (_, read, error) => {
      const { queue, runCommand } = makeQueue({ wait: async () => 1 });
      let written = "";
      runCommand.mockImplementation(async (name: string, args: string[]) => {
        if (name === "evolinkRead") return [read(written), 0];
        written = `${args[3]}`;
        return 0;
      });
      const stored = createJobStore(queue, { replicas: 1 }).write("1", RECORD, true);
      if (error) await expect(stored).rejects.toThrow(error);
      else expect(await stored).toBeUndefined();
    },
  );
});
