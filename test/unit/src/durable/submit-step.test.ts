import { describe, expect, it, vi } from "vitest";
import { advanceTask } from "../../../../src/durable/advance.ts";
import { createMemoryGate } from "../../../../src/durable/memory-gate.ts";
import { NotReplicatedError } from "../../../../src/durable/store.ts";
import {
  AuthenticationError,
  ConnectionError,
  InsufficientCreditsError,
  InvalidRequestError,
  RateLimitError,
  SubmissionUncertainError,
} from "../../../../src/errors/classes.ts";
import { createTestMachine, ORDER, SUBMITTED } from "../../../helpers/durable.ts";

const UNCERTAIN = new SubmissionUncertainError("POST broke off.", { charged: "unknown" });
const refusal = { charged: "no" as const };

describe("advanceTask, of an order that nobody has begun", () => {
  it("stores key and body before anything is sent", async () => {
    const { run, create, records } = createTestMachine();
    create.mockImplementation(async (body, options) => {
      expect(records.get("1")).toMatchObject({
        state: "intent",
        idempotencyKey: options.idempotencyKey,
        sent: body,
      });
      return SUBMITTED;
    });
    await run();
    expect(create).toHaveBeenCalledOnce();
  });

  it("stores the id and the credits, and waits by the poll plan", async () => {
    const { run, records } = createTestMachine();
    const outcome = await run();
    expect(records.get("1")).toMatchObject({ state: "submitted", taskId: "task-1", credits: 5 });
    expect(outcome).toMatchObject({ kind: "wait" });
    // 57 % of the estimate, give or take.
    expect(Object(outcome).delayMs).toBeGreaterThan(50_000);
    expect(Object(outcome).delayMs).toBeLessThan(64_000);
  });

  it("stores no credits where the API says none", async () => {
    const { run, create, records } = createTestMachine();
    create.mockResolvedValue({ id: "task-1" });
    await run();
    expect(records.get("1")).toMatchObject({ state: "submitted", taskId: "task-1" });
    expect(records.get("1")?.credits).toBeUndefined();
  });

  it("sends nothing when another run has stored its intent first", async () => {
    const { open, machine, create } = createTestMachine();
    const [one, other] = [await open(), await open()];
    const outcomes = await Promise.all([advanceTask(one, machine), advanceTask(other, machine)]);
    expect(create).toHaveBeenCalledOnce();
    expect(outcomes.map(({ kind }) => kind)).toEqual(["wait", "wait"]);
  });

  it("goes on when its store took a write in twice, because the reply was lost", async () => {
    const { run, create, store } = createTestMachine();
    const write = store.write;
    store.write = async (...args) => {
      await write(...args);
      return write(...args);
    };
    await run();
    expect(create).toHaveBeenCalledOnce();
  });

  it("never lets the client send twice by itself", async () => {
    const { run, create } = createTestMachine();
    await run();
    expect(create.mock.calls[0]?.[1]).toMatchObject({ attempts: 1 });
  });

  it("fails for good when the client has no such collection", async () => {
    const { run, create } = createTestMachine();
    const outcome = await run("1", { ...ORDER, collection: "boats" });
    expect(outcome).toMatchObject({ kind: "over", report: { state: "failed" } });
    expect(Object(outcome).report.error.message).toContain("kites");
    expect(create).not.toHaveBeenCalled();
  });
});

describe("advanceTask, over a store with too few replicas", () => {
  /** A machine whose store says of the first writes that must last that they may be lost. */
  function setUp(times: number, options: Parameters<typeof createTestMachine>[0] = {}) {
    const made = createTestMachine(options);
    const { write } = made.store;
    const refused: string[] = [];
    made.store.write = async (id, record, mustLast) => {
      const there = await write(id, record, mustLast);
      if (!mustLast || refused.length >= times) return there;
      refused.push(record.state);
      throw new NotReplicatedError("not there");
    };
    return { ...made, refused };
  }

  it("sends nothing, gives its place back, and goes on later with the same key", async () => {
    const { run, create, records, refused } = setUp(1, {
      gate: createMemoryGate({ perSecond: 1_000_000, concurrency: 1 }),
    });
    expect(await run()).toMatchObject({ kind: "wait", delayMs: 5_000 });
    expect(create).not.toHaveBeenCalled();
    expect(refused).toEqual(["intent"]);
    expect(records.get("1")).toMatchObject({ state: "new" });
    const key = records.get("1")?.idempotencyKey;
    await run("2");
    expect(create).toHaveBeenCalledOnce();
    expect(records.get("1")?.idempotencyKey).toBe(key);
  });

  it("counts nothing of what was not sent as reserved", async () => {
    const { run, create } = setUp(1, { gate: createMemoryGate({ perSecond: 1_000_000, budget: 5 }) });
    await run("1");
    // The first of a model is submitted alone: it waits as long as another may be.
    await run("2");
    expect(create).toHaveBeenCalledOnce();
  });

  it("throws what the store throws when it fails in another way, and sends nothing", async () => {
    const { run, create, store } = createTestMachine();
    const { write } = store;
    store.write = async () => {
      store.write = write;
      throw new Error("The disk is full.");
    };
    await expect(run()).rejects.toThrow("The disk is full.");
    expect(create).not.toHaveBeenCalled();
  });

  it("repeats nothing that is uncertain, and may repeat it later", async () => {
    const { run, create, clock, records, store } = createTestMachine({ repeatUncertain: true });
    create.mockRejectedValueOnce(UNCERTAIN);
    await run();
    clock.nowMs += 301_000;
    const { write } = store;
    store.write = async (...args) => {
      await write(...args);
      store.write = write;
      throw new NotReplicatedError("not there");
    };
    expect(await run()).toMatchObject({ kind: "wait" });
    expect(create).toHaveBeenCalledOnce();
    expect(records.get("1")).not.toHaveProperty("repeated", true);
    await run();
    expect(create).toHaveBeenCalledTimes(2);
  });

  it("stores the id of a task again and again, and goes on in the end", async () => {
    const { run, records, refused, store } = setUp(0);
    const { write } = store;
    store.write = async (id, record, mustLast) => {
      const there = await write(id, record, mustLast);
      if (record.state !== "submitted" || refused.length >= 3) return there;
      refused.push(record.state);
      throw new NotReplicatedError("not there");
    };
    expect(await run()).toMatchObject({ kind: "wait" });
    expect(records.get("1")).toMatchObject({ state: "submitted", taskId: "task-1", version: 5 });
  });
});

describe("advanceTask, over a store that has forgotten the intent meanwhile", () => {
  it("stores the id of the task, with the key and body that it has", async () => {
    const { run, create, records } = createTestMachine();
    create.mockImplementation(async () => {
      records.clear();
      return SUBMITTED;
    });
    await run();
    expect(records.get("1")).toMatchObject({
      state: "submitted",
      taskId: "task-1",
      sent: ORDER.body,
      idempotencyKey: "key-of-1-submission-1",
    });
  });

  it("is uncertain, not refused, when the API knows the key with another body", async () => {
    const { run, create } = createTestMachine();
    create.mockRejectedValue(
      new InvalidRequestError("400", { ...refusal, code: "idempotency_conflict" } as never),
    );
    expect(await run()).toMatchObject({ report: { state: "uncertain" } });
  });
});

describe("advanceTask, of an intent of which nothing more is stored", () => {
  it("leaves it alone as long as the run that stored it may be at it", async () => {
    const { run, create, clock, store } = createTestMachine();
    await store.write("1", { state: "intent", version: 1, submission: 1, intentAtMs: clock.nowMs }, true);
    clock.nowMs += 299_000;
    expect(await run()).toMatchObject({ kind: "wait" });
    expect(create).not.toHaveBeenCalled();
  });

  it("is uncertain from then on, and is never sent by itself", async () => {
    const { run, create, clock, store, records } = createTestMachine();
    await store.write("1", { state: "intent", version: 1, submission: 1, intentAtMs: clock.nowMs }, true);
    clock.nowMs += 300_000;
    const error = { name: "SubmissionUncertainError", message: expect.stringContaining("process ended") };
    expect(await run()).toMatchObject({ kind: "over", report: { state: "uncertain", error } });
    expect(await run()).toMatchObject({ kind: "over", report: { state: "uncertain", error } });
    expect(records.get("1")).toMatchObject({ state: "uncertain" });
    expect(create).not.toHaveBeenCalled();
  });

  it("is uncertain at once where no other process can have it", async () => {
    const { run, create, clock, store } = createTestMachine({ isExclusive: true });
    await store.write("1", { state: "intent", version: 1, submission: 1, intentAtMs: clock.nowMs }, true);
    expect(await run()).toMatchObject({ kind: "over", report: { state: "uncertain" } });
    expect(create).not.toHaveBeenCalled();
  });

  it("stores the id that comes late, also when it is uncertain by then", async () => {
    const { run, open, machine, create, clock, records } = createTestMachine();
    create.mockImplementation(async () => {
      clock.nowMs += 301_000;
      expect(await run()).toMatchObject({ report: { state: "uncertain" } });
      return SUBMITTED;
    });
    await advanceTask(await open(), machine);
    expect(records.get("1")).toMatchObject({ state: "submitted", taskId: "task-1" });
  });

  it("is not sent by a process that was asleep after it had stored it", async () => {
    const { run, create, store, clock } = createTestMachine();
    const write = store.write;
    const later = vi.spyOn(performance, "now");
    store.write = async (...args) => {
      const written = await write(...args);
      const nowMs = performance.now();
      later.mockImplementation(() => nowMs + 151_000);
      return written;
    };
    const outcome = await run().finally(() => later.mockRestore());
    expect(outcome).toMatchObject({ kind: "wait" });
    expect(create).not.toHaveBeenCalled();
    clock.nowMs += 301_000;
    expect(await run()).toMatchObject({ report: { state: "uncertain" } });
  });
});

describe("advanceTask, of a submission with an unknown outcome", () => {
  it("leaves it to a person", async () => {
    const { run, create, clock } = createTestMachine();
    create.mockRejectedValue(UNCERTAIN);
    expect(await run()).toMatchObject({
      report: { state: "uncertain", error: { message: UNCERTAIN.message } },
    });
    clock.nowMs += 10_000_000;
    await run();
    expect(create).toHaveBeenCalledOnce();
  });

  it("repeats it once, with the same key and body, when that was opted in, and not at once", async () => {
    const { run, create, clock } = createTestMachine({ repeatUncertain: true });
    create.mockRejectedValue(UNCERTAIN);
    expect(await run()).toMatchObject({ kind: "wait" });
    expect(create).toHaveBeenCalledOnce();
    clock.nowMs += 301_000;
    expect(await run()).toMatchObject({ report: { state: "uncertain" } });
    await run();
    expect(create).toHaveBeenCalledTimes(2);
    const [first, second] = create.mock.calls;
    expect(second?.[0]).toEqual(first?.[0]);
    expect(second?.[1].idempotencyKey).toBe(first?.[1].idempotencyKey);
  });

  it("stays uncertain when the repetition is refused, which says nothing about the first one", async () => {
    const { run, create, clock } = createTestMachine({ repeatUncertain: true });
    create.mockRejectedValueOnce(UNCERTAIN).mockRejectedValue(new InvalidRequestError("400", refusal));
    await run();
    clock.nowMs += 301_000;
    expect(await run()).toMatchObject({ report: { state: "uncertain" } });
  });

  it("counts it as reserved", async () => {
    const gate = createMemoryGate({ perSecond: 1_000_000, budget: 12 });
    const { run, create } = createTestMachine({ gate });
    await run("1");
    create.mockRejectedValueOnce(UNCERTAIN);
    await run("2");
    // 5 are reserved, 5 more may be, and the next would be 15.
    expect(await run("3")).toMatchObject({ kind: "paused", error: { name: "BudgetError" } });
    expect(create).toHaveBeenCalledTimes(2);
  });

  it("ends a submission that hangs before another run may take it for left behind", async () => {
    const { run, create } = createTestMachine({ uncertainAfterMs: 100 });
    create.mockImplementation(
      (_, { signal }) =>
        new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason))),
    );
    expect(await run()).toMatchObject({ report: { state: "uncertain" } });
  }, 5_000);

  it.each([60_001, 0.5 + 60_000, 2 ** 34, Number.POSITIVE_INFINITY])(
    "submits whatever the time is after which it is uncertain: %d ms",
    async (uncertainAfterMs) => {
      const { run, records } = createTestMachine({ uncertainAfterMs });
      expect(await run()).toMatchObject({ kind: "wait" });
      expect(records.get("1")).toMatchObject({ state: "submitted" });
    },
  );

  it("takes anything that is no error of the client for an unknown outcome", async () => {
    const { run, create } = createTestMachine();
    create.mockRejectedValue(new TypeError("a bug"));
    expect(await run()).toMatchObject({ report: { state: "uncertain" } });
  });
});

describe("advanceTask, of a submission that was refused", () => {
  it.each([
    ["wrong", new InvalidRequestError("400", refusal), { kind: "over", report: { state: "failed" } }],
    [
      "limited",
      new RateLimitError("429", { ...refusal, retryable: true, retryAfterMs: 7_000 }),
      { delayMs: 7_000 },
    ],
    ["never sent", new ConnectionError("no", { ...refusal, retryable: true }), { kind: "wait" }],
    ["out of credits", new InsufficientCreditsError("402", refusal), { kind: "paused" }],
    ["with a wrong key", new AuthenticationError("401", refusal), { kind: "paused" }],
  ])("as %s goes on accordingly", async (_, error, expected) => {
    const { run, create } = createTestMachine();
    create.mockRejectedValue(error);
    expect(await run()).toMatchObject(expected);
    expect(create).toHaveBeenCalledOnce();
  });

  it("for good is over, and is not sent again by the next run", async () => {
    const { run, create, records } = createTestMachine();
    create.mockRejectedValueOnce(new InvalidRequestError("400", refusal));
    await run();
    expect(records.get("1")).toMatchObject({ state: "failed" });
    expect(await run()).toMatchObject({ kind: "over", report: { state: "failed" } });
    expect(create).toHaveBeenCalledOnce();
  });

  it("reserves nothing", async () => {
    const gate = createMemoryGate({ perSecond: 1_000_000, budget: 5 });
    const { run, create } = createTestMachine({ gate });
    create.mockRejectedValueOnce(new InvalidRequestError("400", refusal));
    await run("1");
    await run("2");
    expect(create).toHaveBeenCalledTimes(2);
  });

  it("waits longer each time when nothing says how long", async () => {
    const random = vi.spyOn(Math, "random").mockReturnValue(0);
    const { run, create, clock } = createTestMachine();
    create.mockRejectedValue(new ConnectionError("no", { ...refusal, retryable: true }));
    const delays: number[] = [];
    for (let times = 0; times < 3; times++) {
      delays.push(Object(await run()).delayMs);
      clock.nowMs += 10_000;
    }
    random.mockRestore();
    expect(delays).toEqual([1_000, 2_000, 4_000]);
  });

  it("is sent again with its key and its body, whatever would be made now", async () => {
    const makeKey = vi.fn(async () => `key-${makeKey.mock.calls.length}`);
    const makeBody = vi.fn(async () => ({ model: "kite-1", callback: makeBody.mock.calls.length }));
    const { run, create, clock } = createTestMachine({ makeKey, makeBody });
    create.mockRejectedValueOnce(new ConnectionError("no", { ...refusal, retryable: true }));
    await run();
    clock.nowMs += 10_000;
    await run();
    const [first, second] = create.mock.calls;
    expect(second?.[1].idempotencyKey).toBe(first?.[1].idempotencyKey);
    expect(second?.[0]).toEqual(first?.[0]);
  });

  it.each([
    ["out of credits", new InsufficientCreditsError("402", refusal)],
    ["with a wrong key", new AuthenticationError("401", refusal)],
  ])("as %s lets nobody submit", async (_, error) => {
    const { run, create } = createTestMachine();
    create.mockRejectedValueOnce(error);
    await run();
    expect(await run("2")).toMatchObject({ kind: "paused" });
    expect(create).toHaveBeenCalledOnce();
  });

  it("stops its model at Retry-After, and no other", async () => {
    const { run, create } = createTestMachine();
    create.mockRejectedValueOnce(
      new RateLimitError("429", { ...refusal, retryable: true, retryAfterMs: 7_000 }),
    );
    await run();
    expect(await run("2")).toMatchObject({ kind: "wait" });
    expect(create).toHaveBeenCalledOnce();
    await run("3", { body: { model: "kite-2" } });
    expect(create).toHaveBeenCalledTimes(2);
  });
});
