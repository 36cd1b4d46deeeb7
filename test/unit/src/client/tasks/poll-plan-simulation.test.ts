import { describe, expect, it } from "vitest";
import { MAX_GETS_AT_60, MAX_MEDIAN_LAG_MS, measureWaits } from "../../../../bench/wait/wait.ts";

describe("planPoll, over simulated tasks", () => {
  it("costs a 60 s task at most 8 GETs and notices the end within 3 s in the median", async () => {
    const { pollers } = await measureWaits(25, 7);
    for (const { name, maxGetsAt60, medianLagMs } of pollers.filter((poller) =>
      poller.name.startsWith("ours"),
    )) {
      expect(maxGetsAt60, name).toBeLessThanOrEqual(MAX_GETS_AT_60);
      expect(medianLagMs, name).toBeLessThanOrEqual(MAX_MEDIAN_LAG_MS);
    }
  });

  it("is measured by a simulation that a fixed interval fails", async () => {
    const { pollers } = await measureWaits(5, 7);
    const fixed = pollers.filter(({ name }) => name.startsWith("every"));
    expect(fixed).toHaveLength(3);
    for (const { maxGetsAt60, medianLagMs } of fixed) {
      expect(maxGetsAt60 > MAX_GETS_AT_60 || medianLagMs > MAX_MEDIAN_LAG_MS).toBe(true);
    }
  });
});
