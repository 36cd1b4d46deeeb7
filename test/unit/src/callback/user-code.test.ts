import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { CallbackError } from "../../../../src/callback/index.ts";
import { callWithin } from "../../../../src/callback/user-code.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const never = () => new Promise<never>(() => {});

describe("callWithin", () => {
  it.each([
    ["returns", () => 7],
    ["throws", () => Promise.reject(new Error("down"))],
  ])("leaves no timer when the call %s", async (_, call) => {
    await callWithin(1_000, "`seen.claim`", call).catch(() => {});
    expect(vi.getTimerCount()).toBe(0);
  });

  it("rejects with what the call threw, unchanged", async () => {
    const error = new Error("down");
    await expect(callWithin(1_000, "`seen.claim`", () => Promise.reject(error))).rejects.toBe(error);
  });

  it("rejects when the time is over, names the call, and aborts its signal", async () => {
    const signals: AbortSignal[] = [];
    const called = callWithin(1_000, "`seen.claim`", (signal) => {
      signals.push(signal);
      return never();
    });
    const error = called.catch((reason) => reason);
    await vi.advanceTimersByTimeAsync(999);
    expect(signals[0]?.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(signals[0]?.aborted).toBe(true);
    expect(await error).toEqual(new CallbackError("`seen.claim` took longer than 1000 ms."));
  });
});
