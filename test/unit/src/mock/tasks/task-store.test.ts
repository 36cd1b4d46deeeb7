import { describe, expect, it } from "vitest";
import type { TaskRecord } from "../../../../../src/mock/tasks/task-life.ts";
import { createTaskStore, MAX_TASKS } from "../../../../../src/mock/tasks/task-store.ts";

const makeTask = (number: number) => ({ id: `task-${number}` }) as TaskRecord;

describe("createTaskStore", () => {
  it("forgets the oldest tasks of very many, and what was kept under their keys", () => {
    const store = createTaskStore();
    const count = 3 * MAX_TASKS;
    for (let number = 0; number < count; number++) store.add(makeTask(number), `key-${number}`, "asked");
    const { tasks, replays } = store.snapshot();
    expect(tasks.length).toBeGreaterThanOrEqual(MAX_TASKS);
    expect(tasks.length).toBeLessThanOrEqual(1.1 * MAX_TASKS);
    expect(Object.keys(replays).length).toBeLessThanOrEqual(1.1 * MAX_TASKS);
    expect([store.get("task-0"), store.replayOf("key-0")]).toEqual([undefined, undefined]);
    const last = count - 1;
    expect(store.get(`task-${last}`)).toEqual(makeTask(last));
    expect(store.replayOf(`key-${last}`)).toEqual({ asked: "asked", taskId: `task-${last}` });
  });

  it("forgets no task of as many as it keeps", () => {
    const store = createTaskStore();
    for (let number = 0; number < MAX_TASKS; number++) store.add(makeTask(number));
    expect(store.get("task-0")).toEqual(makeTask(0));
  });

  it("forgets what was kept under a key with its task, where other tasks had no key", () => {
    const store = createTaskStore();
    store.add(makeTask(0), "key", "asked");
    for (let number = 1; number < 2 * MAX_TASKS; number++) store.add(makeTask(number));
    expect(store.replayOf("key")).toBeUndefined();
  });
});
