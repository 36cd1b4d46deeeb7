import { expect, it, vi } from "vitest";
import { createManualClock } from "../../../../../src/mock/base/clock.ts";
import { createCallbackQueue } from "../../../../../src/mock/tasks/callback-queue.ts";
import type { TaskRecord } from "../../../../../src/mock/tasks/task-life.ts";

const STARTED_MS = 1_000_000;

function start() {
  const clock = createManualClock(STARTED_MS);
  const fetch = vi.fn(async () => new Response(null, { status: 204 }));
  const queue = createCallbackQueue(
    { clock, receiverClock: clock, fetch, log: () => {}, report: () => {} },
    () => ({}),
  );
  const task = (changes: Partial<TaskRecord> = {}): TaskRecord => ({
    id: "task-1",
    operation: "POST /v1/kites",
    createdMs: STARTED_MS,
    seconds: 8,
    scenario: {},
    aspectRatio: [16, 9],
    callbackUrl: "https://kites.example/hook",
    submitted: {},
    ...changes,
  });
  const advance = async (ms: number) => {
    clock.advance(ms);
    await vi.waitFor(() => {});
    return fetch.mock.calls.length;
  };
  return { clock, queue, task, advance };
}

it("set sends the callback of a task once, when it ends", async () => {
  const { queue, task, advance } = start();
  queue.set(task());
  expect(await advance(7_999)).toBe(0);
  expect(await advance(1)).toBe(1);
  queue.set(task({ linksExpired: true }));
  expect(await advance(60_000)).toBe(1);
});

it("set sends the callback also of a task whose end has passed since it was ended by hand", async () => {
  const { queue, task, advance } = start();
  queue.set(task());
  expect(await advance(3_000)).toBe(0);
  queue.set(task({ seconds: 2.999 }));
  expect(await advance(0)).toBe(1);
});

it("set sends no callback of a task that is stuck", async () => {
  const { queue, task, advance } = start();
  queue.set(task());
  queue.set(task({ scenario: { stuck: true } }));
  expect(await advance(60_000)).toBe(0);
});

it("restore sends the callback of a task of an earlier run if that has not ended", async () => {
  const { clock, queue, task, advance } = start();
  clock.advance(9_000);
  queue.restore(task());
  queue.restore(task({ id: "task-2", seconds: 10 }));
  expect(await advance(1_000)).toBe(1);
  queue.set(task({ linksExpired: true }));
  expect(await advance(60_000)).toBe(1);
});

it("restore sends the callback of a task of an earlier run that ends in this very millisecond", async () => {
  const { clock, queue, task, advance } = start();
  clock.advance(8_000);
  queue.restore(task());
  expect(await advance(0)).toBe(1);
});
