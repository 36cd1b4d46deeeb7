import { describe, expect, it } from "vitest";
import type { Entrant, Gate, Limits } from "../../../../src/durable/gate.ts";

const kite = (id: string): Entrant => ({ id, model: "kite-1" });
const boat = (id: string): Entrant => ({ id, model: "boat-1" });

const FAST = { perSecond: 1_000_000 };

/** What every gate does, wherever it keeps what it knows. */
export function describeGate(name: string, makeGate: (limits: Limits) => Gate | Promise<Gate>): void {
  describe(name, () => {
    it("lets as many tasks of a model be under way as its limit, and wakes who waits for a place", async () => {
      const gate = await makeGate({ ...FAST, concurrency: 2, models: { "boat-1": { concurrency: 1 } } });
      expect(await gate.enter(kite("1"))).toBe("entered");
      expect(await gate.enter(kite("2"))).toBe("entered");
      expect(Object(await gate.enter(kite("3"))).waitMs).toBeGreaterThanOrEqual(300_000);
      expect(await gate.enter(boat("4"))).toBe("entered");
      expect(await gate.enter(boat("5"))).toHaveProperty("waitMs");
      expect(await gate.leave(kite("1"))).toEqual(["3"]);
      expect(await gate.enter(kite("3"))).toBe("entered");
      expect(await gate.leave(kite("2"))).toEqual([]);
    });

    it("lets who has a place already enter again", async () => {
      const gate = await makeGate({ ...FAST, concurrency: 1 });
      expect(await gate.enter(kite("1"))).toBe("entered");
      expect(await gate.enter(kite("1"))).toBe("entered");
    });

    it("gives each submission of a model its moment", async () => {
      // Half a second apart: a slow machine is late by less.
      const gate = await makeGate({ perSecond: 2 });
      expect(await gate.enter(kite("1"))).toBe("entered");
      const waits = [await gate.enter(kite("2")), await gate.enter(kite("3"))].map(
        (one) => Object(one).waitMs,
      );
      expect(waits[0]).toBeGreaterThan(0);
      expect(waits[0]).toBeLessThanOrEqual(500);
      expect(waits[1]).toBeGreaterThan(500);
      expect(waits[1]).toBeLessThanOrEqual(1_000);
      expect(await gate.enter(boat("4"))).toBe("entered");
      await new Promise((resolve) => setTimeout(resolve, 510));
      expect(await gate.enter(kite("2"))).toBe("entered");
    });

    it("stops a model, and no other", async () => {
      const gate = await makeGate({ perSecond: 1 });
      await gate.stop("kite-1", 5_000);
      const first = Object(await gate.enter(kite("1"))).waitMs;
      const second = Object(await gate.enter(kite("2"))).waitMs;
      expect(first).toBeGreaterThan(4_000);
      expect(first).toBeLessThanOrEqual(5_000);
      expect(second).toBeGreaterThan(first);
      expect(await gate.enter(boat("3"))).toBe("entered");
    });

    it("lets nobody in while it is paused", async () => {
      const gate = await makeGate(FAST);
      await gate.pause({ name: "Error", message: "why" });
      expect(await gate.enter(kite("1"))).toBe("paused");
      expect(await gate.enter(boat("2"))).toBe("paused");
    });

    it("pauses before the budget is passed", async () => {
      const gate = await makeGate({ ...FAST, budget: 25 });
      expect(await gate.enter(kite("1"))).toBe("entered");
      // What one of them reserves is not known yet.
      expect(await gate.enter(kite("2"))).toHaveProperty("waitMs");
      await gate.charge(kite("1"), 10);
      expect(await gate.enter(kite("2"))).toBe("entered");
      // 10 are reserved, and 10 more are likely.
      expect(await gate.enter(kite("3"))).toHaveProperty("waitMs");
      await gate.charge(kite("2"), 10);
      await gate.charge(kite("2"), 10);
      expect(await gate.enter(kite("3"))).toBe("budget");
    });

    it("uses the budget up to the last credit", async () => {
      const gate = await makeGate({ ...FAST, budget: 20 });
      await gate.enter(kite("1"));
      await gate.charge(kite("1"), 10);
      expect(await gate.enter(kite("2"))).toBe("entered");
      await gate.charge(kite("2"), 10);
      expect(await gate.enter(kite("3"))).toBe("budget");
    });

    it("counts what was refused for nothing, and what is uncertain for the largest", async () => {
      const gate = await makeGate({ ...FAST, budget: 30 });
      await gate.enter(kite("1"));
      await gate.charge(kite("1"), 10);
      await gate.enter(kite("2"));
      await gate.leave(kite("2"), true);
      await gate.enter(kite("3"));
      await gate.charge(kite("3"), undefined);
      expect(await gate.enter(kite("4"))).toBe("entered");
      expect(await gate.enter(kite("5"))).toHaveProperty("waitMs");
    });

    it("counts what is uncertain for the largest also when that is known later", async () => {
      const gate = await makeGate({ ...FAST, budget: 35 });
      for (const [id, credits] of [["1"], ["2", 4], ["3", 10], ["4"]] as const) {
        expect(await gate.enter(kite(id))).toBe("entered");
        await gate.charge(kite(id), credits);
      }
      // 10 + 4 + 10 + 10
      expect(await gate.enter(kite("5"))).toBe("budget");
      expect(await gate.enter(boat("6"))).toBe("entered");
      await gate.charge(boat("6"), 1);
      expect(await gate.enter(boat("7"))).toBe("budget");
    });
  });
}
