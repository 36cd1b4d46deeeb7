import { afterEach, describe, expect, it, vi } from "vitest";
import { planAfterFailure, planPoll, spreadDelay } from "../../../../../src/client/tasks/poll-plan.ts";
import { ApiError } from "../../../../../src/errors/classes.ts";

afterEach(() => void vi.restoreAllMocks());

describe("planPoll", () => {
  it("looks first after 57 % of the estimate", () => {
    expect(planPoll({ ageMs: 0 }, undefined, 60_000)).toEqual({ delayMs: 34_200, remainingMs: 60_000 });
  });

  it("believes progress that fits one line, and looks when it should end", () => {
    const plan = planPoll({ ageMs: 54_000, progress: 90 }, { ageMs: 48_000, progress: 80 }, 60_000);
    expect(plan.remainingMs).toBeGreaterThan(5000);
    expect(plan.remainingMs).toBeLessThan(6000);
    expect(plan.delayMs).toBe(plan.remainingMs + 400);
  });

  it.each([
    ["a third of what is left on", 60_000, (30_000 * (69.5 / 30.5)) / 3],
    ["no sooner than 13 % of the estimate on", 200_000, 26_000],
  ])("believes progress that fits one line, and looks %s", (_, estimatedMs, delayMs) => {
    const plan = planPoll({ ageMs: 30_000, progress: 30 }, { ageMs: 20_000, progress: 20 }, estimatedMs);
    expect(plan.delayMs).toBeCloseTo(delayMs);
    expect(plan.remainingMs).toBeCloseTo(30_000 * (69.5 / 30.5));
  });

  it("does not believe one reading, nor progress that goes back", () => {
    const start = planPoll({ ageMs: 30_000, progress: 50 }, { ageMs: 0, progress: 0 }, 60_000);
    expect(start).toEqual({ delayMs: 5400, remainingMs: 30_000 });
    const back = planPoll({ ageMs: 40_000, progress: 99 }, { ageMs: 34_000, progress: 100 }, 60_000);
    expect(back).toEqual({ delayMs: 5400, remainingMs: 20_000 });
  });

  it("does not believe progress that jumps, or stands still", () => {
    for (const progressBefore of [1, 5, 50, 60]) {
      const plan = planPoll(
        { ageMs: 40_000, progress: 50 },
        { ageMs: 34_000, progress: progressBefore },
        60_000,
      );
      expect(plan).toEqual({ delayMs: 5400, remainingMs: 20_000 });
    }
  });

  it("looks less often the longer a task is overdue, down to every 15 s", () => {
    const delays = [60_000, 120_000, 200_000, 400_000, 4_000_000].map(
      (ageMs) => planPoll({ ageMs }, undefined, 60_000).delayMs,
    );
    expect(delays).toEqual([5400, 7200, 12_000, 15_000, 15_000]);
  });
});

describe("spreadDelay", () => {
  it.each([
    [0, 10_000, 9_500],
    [0.5, 10_000, 10_000],
    [1, 10_000, 10_500],
    [0, 1000, 1000],
  ])("makes of chance %d and %d ms %d ms, never less than a second", (chance, delayMs, expected) => {
    vi.spyOn(Math, "random").mockReturnValue(chance);
    expect(spreadDelay(delayMs)).toBe(expected);
  });
});

describe("planAfterFailure", () => {
  const fail = (retryable: boolean, retryAfterMs?: number) => new ApiError("no", { retryable, retryAfterMs });

  it.each([
    [1, undefined, 1000],
    [3, undefined, 4000],
    [7, undefined, 30_000],
    [1, 0, 1000],
    [1, 5000, 5000],
    [1, 60_000, 30_000],
  ])("waits after failure %d, with a Retry-After of %s ms, %d ms", (failures, retryAfterMs, expected) => {
    vi.spyOn(Math, "random").mockReturnValue(0);
    expect(planAfterFailure(fail(true, retryAfterMs), failures)).toBe(expected);
  });

  it("ends the wait at the eighth, and at what does not pass", () => {
    expect(planAfterFailure(fail(true), 8)).toBeUndefined();
    expect(planAfterFailure(fail(false), 1)).toBeUndefined();
    expect(planAfterFailure(Object.assign(new Error("no"), { retryable: true }), 1)).toBeUndefined();
  });
});
