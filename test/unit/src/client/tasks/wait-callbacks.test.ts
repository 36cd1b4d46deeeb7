import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createEvolink } from "../../../../../src/index.ts";

const ID = "task-unified-1-a";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A client whose API responds with `status.now`, and callbacks that come when the test makes them. */
function setUp() {
  const status = { now: "processing" };
  const readAt: number[] = [];
  const startedAt = Date.now();
  const evolink = createEvolink({
    apiKey: "sk-test",
    fetch: async () => {
      readAt.push(Date.now() - startedAt);
      const task = { id: ID, status: status.now, progress: 5, results: ["https://example.com/a.mp4"] };
      return new Response(JSON.stringify(task), { headers: { "content-type": "application/json" } });
    },
  });
  const listeners = new Set<() => void>();
  const callbacks = {
    onEnded(_: string, listener: () => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
  const call = () => {
    for (const listener of listeners) listener();
  };
  return { evolink, status, readAt, callbacks, call, listeners };
}

describe("tasks.wait with callbacks", () => {
  it("takes a callback that came before anybody slept", async () => {
    const { evolink, status, readAt } = setUp();
    status.now = "completed";
    const callbacks = {
      onEnded(_: string, listener: () => void) {
        listener();
        return () => {};
      },
    };
    const waiting = evolink.tasks.wait(ID, { callbacks });
    await vi.advanceTimersByTimeAsync(1000);
    expect((await waiting).status).toBe("completed");
    expect(readAt).toHaveLength(1);
  });

  it.each([
    [
      "a function that throws",
      () => () => {
        throw new Error("broken");
      },
    ],
    ["none", async () => {}],
  ])("gives the task, and leaves no timer, when what stops listening is %s", async (_, onEnded) => {
    const { evolink, status } = setUp();
    status.now = "completed";
    expect((await evolink.tasks.wait(ID, { callbacks: { onEnded } as never })).status).toBe("completed");
    expect(vi.getTimerCount()).toBe(0);
  });

  it("wakes on the callback, and reads the task before it believes it", async () => {
    const { evolink, status, readAt, callbacks, call } = setUp();
    const waiting = evolink.tasks.wait(ID, { callbacks });
    await vi.advanceTimersByTimeAsync(20_000);
    expect(readAt).toHaveLength(1);
    status.now = "completed";
    call();
    await vi.advanceTimersByTimeAsync(0);
    expect((await waiting).status).toBe("completed");
    expect(readAt).toEqual([0, 20_000]);
  });

  it("reads the task once a minute when no callback comes", async () => {
    const { evolink, status, readAt, callbacks, listeners } = setUp();
    const waiting = evolink.tasks.wait(ID, { callbacks });
    await vi.advanceTimersByTimeAsync(100_000);
    expect(readAt).toEqual([0, 60_000]);
    status.now = "completed";
    await vi.advanceTimersByTimeAsync(20_000);
    expect((await waiting).status).toBe("completed");
    expect(listeners.size).toBe(0);
  });

  it("goes on as if none were expected after a callback that came too early", async () => {
    const { evolink, status, readAt, callbacks, call } = setUp();
    const waiting = evolink.tasks.wait(ID, { callbacks });
    await vi.advanceTimersByTimeAsync(20_000);
    call();
    await vi.advanceTimersByTimeAsync(50_000);
    expect(readAt.length).toBeGreaterThan(2);
    expect(readAt.length).toBeLessThan(52);
    status.now = "completed";
    await vi.advanceTimersByTimeAsync(60_000);
    await waiting;
  });

  it("stops listening when aborted", async () => {
    const { evolink, callbacks, listeners } = setUp();
    const controller = new AbortController();
    const waiting = evolink.tasks.wait(ID, { callbacks, signal: controller.signal });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(listeners.size).toBe(1);
    controller.abort();
    await expect(waiting).rejects.toMatchObject({ name: "AbortError" });
    expect(listeners.size).toBe(0);
  });
});
