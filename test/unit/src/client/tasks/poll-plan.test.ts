import { describe, expect, it } from "vitest";
import { planPoll } from "../../../../../src/client/tasks/poll-plan.ts";

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
