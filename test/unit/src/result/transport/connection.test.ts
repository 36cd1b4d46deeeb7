import { getEventListeners } from "node:events";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openConnection } from "../../../../../src/result/transport/connection.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const forever = new Promise<never>(() => {});
const stalled = {
  name: "DownloadError",
  code: "stalled",
  retryable: true,
  message: "The result host sent nothing for 100 ms.",
};

/** How a promise stands: what it rejected with or resolved to, or that it still waits. */
function watch(promise: Promise<unknown>) {
  const state: { value?: unknown; error?: unknown } = {};
  promise.then(
    (value) => Object.assign(state, { value }),
    (error) => Object.assign(state, { error }),
  );
  return state;
}

describe("openConnection", () => {
  it("cuts off a host that is silent for as long as it may be, and not before", async () => {
    const connection = openConnection(100, undefined);
    const state = watch(connection.within(forever));
    await vi.advanceTimersByTimeAsync(99);
    expect(state).toEqual({});
    await vi.advanceTimersByTimeAsync(1);
    expect(state.error).toMatchObject(stalled);
    expect(connection.signal.reason).toBe(state.error);
  });

  it("counts the silence from zero with each wait", async () => {
    const connection = openConnection(100, undefined);
    for (let piece = 0; piece < 5; piece++) {
      const state = watch(connection.within(new Promise((resolve) => setTimeout(resolve, 90, piece))));
      await vi.advanceTimersByTimeAsync(90);
      expect(state).toEqual({ value: piece });
    }
    const state = watch(connection.within(forever));
    await vi.advanceTimersByTimeAsync(99);
    expect(state).toEqual({});
    await vi.advanceTimersByTimeAsync(1);
    expect(state.error).toMatchObject(stalled);
  });

  it("does not count the time in which nobody waits", async () => {
    const connection = openConnection(100, undefined);
    await connection.within(Promise.resolve());
    await vi.advanceTimersByTimeAsync(10_000);
    expect(connection.signal.aborted).toBe(false);
    expect(await connection.within(Promise.resolve("more"))).toBe("more");
  });

  it.each([Number.POSITIVE_INFINITY, 2 ** 31])(
    "waits for ever when the silence may last %d ms",
    async (timeoutMs) => {
      const connection = openConnection(timeoutMs, undefined);
      watch(connection.within(forever));
      await vi.advanceTimersByTimeAsync(2 ** 32);
      expect(connection.signal.aborted).toBe(false);
    },
  );

  it("ends a wait with the caller's reason, unchanged, at once", async () => {
    const caller = new AbortController();
    const connection = openConnection(100, caller.signal);
    const state = watch(connection.within(forever));
    caller.abort("enough");
    await vi.advanceTimersByTimeAsync(0);
    expect(state).toEqual({ error: "enough" });
    expect(connection.signal.reason).toBe("enough");
  });

  it("is cut from the start when the caller aborted before, and each wait says so", async () => {
    const connection = openConnection(100, AbortSignal.abort("before"));
    expect(connection.signal.reason).toBe("before");
    for (let wait = 0; wait < 2; wait++) await expect(connection.within(forever)).rejects.toBe("before");
  });

  it("passes on what the host breaks with", async () => {
    const connection = openConnection(100, undefined);
    const broken = new Error("reset");
    await expect(connection.within(Promise.reject(broken))).rejects.toBe(broken);
  });

  it("keeps one listener and one timer however many waits there are, and none once released", async () => {
    const caller = new AbortController();
    const connection = openConnection(100, caller.signal);
    for (let wait = 0; wait < 20; wait++) await connection.within(Promise.resolve());
    watch(connection.within(forever));
    expect(getEventListeners(caller.signal, "abort")).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(1);
    connection.release();
    expect(getEventListeners(caller.signal, "abort")).toHaveLength(0);
    expect(vi.getTimerCount()).toBe(0);
  });
});
