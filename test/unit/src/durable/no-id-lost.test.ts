import { describe, expect, it } from "vitest";
import { advanceTask } from "../../../../src/durable/advance.ts";
import { createMemoryGate } from "../../../../src/durable/memory-gate.ts";
import { makeOrderKey } from "../../../../src/durable/order-key.ts";
import { settleTask } from "../../../../src/durable/settle.ts";
import {
  NotReplicatedError,
  OrderRemovedError,
  SupersededError,
  UnstoredTaskError,
} from "../../../../src/durable/store.ts";
import { createTestMachine, ORDER, SUBMITTED } from "../../../helpers/durable.ts";

/** A machine with an order of which this is stored. */
async function store(record: Record<string, unknown>) {
  const made = createTestMachine();
  await made.store.write("1", { version: 1, submission: 1, ...record } as never, false);
  return made;
}

describe("the id of a task", () => {
  it("is kept beside the id that another run has stored meanwhile, and its credits with the others'", async () => {
    const { open, machine, create, store, records } = createTestMachine();
    create.mockImplementation(async () => {
      const { version = 0 } = records.get("1") ?? {};
      const other = { taskId: "task-0", otherTaskIds: ["task-00"], credits: 3 };
      await store.write("1", { state: "submitted", version: version + 1, submission: 1, ...other }, true);
      return SUBMITTED;
    });
    await advanceTask(await open(), machine);
    expect(records.get("1")).toMatchObject({
      taskId: "task-0",
      otherTaskIds: ["task-00", "task-1"],
      credits: 8,
    });
  });

  it("is kept where the other run had one task alone, and nothing said credits", async () => {
    const { open, machine, create, store, records } = createTestMachine();
    create.mockImplementation(async () => {
      const { version = 0 } = records.get("1") ?? {};
      const other = { taskId: "task-0" };
      await store.write("1", { state: "submitted", version: version + 1, submission: 1, ...other }, true);
      return { id: "task-1", status: "pending" };
    });
    await advanceTask(await open(), machine);
    const { otherTaskIds, credits } = records.get("1") ?? {};
    expect([otherTaskIds, credits]).toEqual([["task-1"], undefined]);
  });

  it("is stored once when it is there already, with its credits once", async () => {
    const { open, machine, create, store, records } = createTestMachine();
    create.mockImplementation(async () => {
      const { version = 0 } = records.get("1") ?? {};
      const same = { taskId: SUBMITTED.id, credits: 5 };
      await store.write("1", { state: "submitted", version: version + 1, submission: 1, ...same }, true);
      return SUBMITTED;
    });
    await advanceTask(await open(), machine);
    expect(records.get("1")).toMatchObject({ taskId: "task-1", credits: 5 });
    expect(records.get("1")?.otherTaskIds).toBeUndefined();
  });

  it("is stored at most ten times where there are too few replicas, and then goes on", async () => {
    const { run, store } = createTestMachine();
    const { write } = store;
    let times = 0;
    store.write = async (id, record, mustLast) => {
      const there = await write(id, record, mustLast);
      if (record.taskId === undefined) return there;
      times += 1;
      if (times > 20) return there;
      throw new NotReplicatedError("not there");
    };
    expect(await run()).toMatchObject({ kind: "wait" });
    expect(times).toBe(10);
  });

  it("is in the error of a store that takes it not", async () => {
    const { run, store } = createTestMachine();
    const { write } = store;
    store.write = async (id, record, mustLast) => {
      if (record.taskId !== undefined) throw new Error("the store is away");
      return write(id, record, mustLast);
    };
    const message = "1 was submitted as the task task-1, which its order could not store: the store is away";
    await expect(run()).rejects.toMatchObject({ message, taskId: "task-1" });
  });

  it("and an intent are what must last; nothing else is waited for", async () => {
    const { run, store } = createTestMachine();
    const { write } = store;
    const lasting: string[] = [];
    store.write = async (id, record, mustLast) => {
      if (mustLast) lasting.push(record.state);
      return write(id, record, mustLast);
    };
    await run();
    await run();
    expect(lasting).toEqual(["intent", "submitted"]);
  });
});

describe("settleTask", () => {
  const known = { taskId: "task-1", otherTaskIds: ["task-0"], failures: 4, repeated: true };

  it.each(["uncertain", "failed"] as const)("keeps the ids of an order that is %s", async (state) => {
    const { open, records } = await store({ state, ...known, intentAtMs: 77 });
    await settleTask(await open(), { taskId: "task-7" });
    expect(records.get("1")).toMatchObject({
      state: "submitted",
      taskId: "task-7",
      otherTaskIds: ["task-0", "task-1"],
      submittedAtMs: 77,
    });
    expect(records.get("1")?.failures).toBeUndefined();
    expect(records.get("1")?.repeated).toBeUndefined();
  });

  it("keeps them when it is submitted again, as the next submission", async () => {
    const { open, records } = await store({ state: "uncertain", ...known, idempotencyKey: "the first" });
    await settleTask(await open(), { submitAgain: true });
    expect(records.get("1")).toMatchObject({
      state: "new",
      submission: 2,
      otherTaskIds: ["task-0", "task-1"],
    });
    expect(records.get("1")?.idempotencyKey).toBeUndefined();
    expect(records.get("1")?.taskId).toBeUndefined();
  });

  it.each([{ taskId: "task-7" }, { submitAgain: true } as const])("invents no id: %j", async (settlement) => {
    const { open, records } = await store({ state: "uncertain" });
    await settleTask(await open(), settlement);
    expect(records.get("1")?.otherTaskIds).toBeUndefined();
  });

  it("counts the age from now where nothing says when it was sent", async () => {
    const { open, records, clock } = await store({ state: "uncertain" });
    await settleTask(await open(), { taskId: "task-7" });
    expect(records.get("1")?.submittedAtMs).toBeGreaterThanOrEqual(clock.nowMs);
  });
});

describe("advanceTask", () => {
  it("says why nobody submits: a person paused, or the budget is used up", async () => {
    const gate = createMemoryGate({ perSecond: 1_000_000, budget: 5 });
    const { run } = createTestMachine({ gate });
    await run("1");
    expect(await run("2")).toMatchObject({
      kind: "paused",
      error: { name: "BudgetError" },
      delayMs: 300_000,
    });
    await gate.pause({ name: "Error", message: "why" });
    expect(await run("2")).toMatchObject({
      kind: "paused",
      error: { name: "PausedError" },
      delayMs: 300_000,
    });
  });

  it("takes no collection that has only one of the two functions, and says which there are", async () => {
    const { machine, run } = createTestMachine();
    const { kites } = machine.evolink as { kites: object };
    const half = { files: { create: () => {} }, tasks: { check: () => {} }, baseUrl: undefined };
    const evolink = { ...half, kites, boats: kites } as object;
    const two = createTestMachine({ evolink });
    expect(Object(await two.run()).report.error.message).toMatch(/: kites, boats\.$/);
    expect(await run("1", { ...ORDER, collection: "kites" })).toMatchObject({ kind: "wait" });
    expect(Object(await createTestMachine({ evolink: half }).run()).report.error.message).toMatch(
      /: none\.$/,
    );
  });
});

describe("makeOrderKey", () => {
  it("is the SHA-256 of what identifies the submission, in hexadecimal", async () => {
    // printf '["kites",7]' | sha256sum
    expect(await makeOrderKey("kites", 7)).toBe(
      "94eb31a3bfafa83c242a51cfc689661baccee3bc63fa17860ab77caf36d95ff8",
    );
    expect(await makeOrderKey("kites", 8)).not.toBe(await makeOrderKey("kites", 7));
  });
});

it.each([NotReplicatedError, OrderRemovedError, SupersededError])("%o says its name in logs", (Class) => {
  expect(new Class("why").toString()).toBe(`${Class.name}: why`);
});

it("UnstoredTaskError says its name in logs", () => {
  expect(`${new UnstoredTaskError("1", "task-1", "why")}`).toMatch(/^UnstoredTaskError: 1 .*task-1.*: why$/);
});
