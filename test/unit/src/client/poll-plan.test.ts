import { describe, expect, it } from "vitest";
import { planPoll } from "../../../../src/client/tasks/poll-plan.ts";
import { MAX_GETS_AT_60, MAX_MEDIAN_LAG_MS, measureWaits } from "../../../bench/wait.ts";

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

  it("costs a 60 s task at most 8 GETs and notices the end within 3 s in the median", async () => {
    const { pollers } = await measureWaits(25, 7);
    for (const { name, maxGetsAt60, medianLagMs } of pollers.filter((poller) =>
      poller.name.startsWith("ours"),
    )) {
      expect(maxGetsAt60, name).toBeLessThanOrEqual(MAX_GETS_AT_60);
      expect(medianLagMs, name).toBeLessThanOrEqual(MAX_MEDIAN_LAG_MS);
    }
  });

  it("is judged by a simulation that a fixed interval fails", async () => {
    const { pollers } = await measureWaits(5, 7);
    const fixed = pollers.filter(({ name }) => name.startsWith("every"));
    expect(fixed).toHaveLength(3);
    for (const { maxGetsAt60, medianLagMs } of fixed) {
      expect(maxGetsAt60 > MAX_GETS_AT_60 || medianLagMs > MAX_MEDIAN_LAG_MS).toBe(true);
    }
  });
});
