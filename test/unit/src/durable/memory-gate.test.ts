import { describe, expect, it } from "vitest";
import { createMemoryGate } from "../../../../src/durable/memory-gate.ts";
import { describeGate } from "./gate.ts";

describeGate("createMemoryGate", (limits) => createMemoryGate(limits));

describe("createMemoryGate, after a restart", () => {
  it("counts the tasks under way and the credits of earlier runs", async () => {
    const open = [{ id: "1", model: "kite-1" }];
    const gate = createMemoryGate(
      { concurrency: 1, budget: 10 },
      { reserved: [{ model: "boat-1", credits: 10 }], open },
    );
    expect(await gate.enter({ id: "2", model: "kite-1" })).toHaveProperty("waitMs");
    expect(await gate.enter({ id: "3", model: "boat-1" })).toBe("budget");
  });
});

describe("createMemoryGate, by its clock", () => {
  const kite = (id: string) => ({ id, model: "kite-1" });

  function setUp(limits: Parameters<typeof createMemoryGate>[0]) {
    const clock = { nowMs: 1_000 };
    const gate = createMemoryGate(limits, { reserved: [], open: [], now: () => clock.nowMs });
    return { clock, gate };
  }

  it("puts off who has a moment of submission that lies before the end of a stop", async () => {
    const { clock, gate } = setUp({ perSecond: 1 });
    await gate.enter(kite("1"));
    expect(await gate.enter(kite("2"))).toEqual({ waitMs: 1_000 });
    await gate.stop("kite-1", 5_000);
    clock.nowMs += 1_000;
    expect(await gate.enter(kite("2"))).toEqual({ waitMs: 4_000 });
    clock.nowMs += 4_000;
    expect(await gate.enter(kite("2"))).toBe("entered");
  });

  it("leaves a moment alone at which a stop ends", async () => {
    const { clock, gate } = setUp({ perSecond: 1 });
    await gate.enter(kite("1"));
    await gate.enter(kite("2"));
    await gate.stop("kite-1", 1_000);
    clock.nowMs += 1_000;
    expect(await gate.enter(kite("2"))).toBe("entered");
  });

  it("wakes no more than there are places, and no more than eight at once", async () => {
    const { gate } = setUp({ perSecond: 1_000_000, concurrency: 12 });
    const ids = Array.from({ length: 40 }, (_, index) => String(index));
    for (const id of ids) await gate.enter(kite(id));
    const woken: string[][] = [];
    for (const id of ids.slice(0, 12)) woken.push(await gate.leave(kite(id)));
    expect(woken.map(({ length }) => length)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 8, 8, 8, 8]);
  });

  it("lets one submission a second leave, and 50 tasks be under way, when nothing else is said", async () => {
    const { gate } = setUp({});
    expect(await gate.enter(kite("0"))).toBe("entered");
    for (let index = 1; index < 50; index++)
      expect(await gate.enter(kite(`${index}`))).toEqual({ waitMs: index * 1_000 });
    expect(Object(await gate.enter(kite("50"))).waitMs).toBeGreaterThanOrEqual(5 * 60_000);
  });

  it("takes a model's own speed before that of all", async () => {
    const { gate } = setUp({ perSecond: 1, models: { "kite-1": { perSecond: 4 } } });
    await gate.enter(kite("1"));
    expect(await gate.enter(kite("2"))).toEqual({ waitMs: 250 });
  });

  it("counts who has left as reserving, as long as the API has not said what, unless it was refused", async () => {
    const { clock, gate } = setUp({ perSecond: 1_000, budget: 12 });
    await gate.enter(kite("1"));
    await gate.charge(kite("1"), 5);
    clock.nowMs += 1;
    expect(await gate.enter(kite("2"))).toBe("entered");
    await gate.leave(kite("2"));
    clock.nowMs += 1;
    expect(await gate.enter(kite("3"))).toHaveProperty("waitMs");
    await gate.leave(kite("2"), true);
    expect(await gate.enter(kite("3"))).toBe("entered");
  });

  it("lets several submit at once when it is known what a task of the model reserves", async () => {
    const { clock, gate } = setUp({ perSecond: 1_000, budget: 100 });
    await gate.enter(kite("1"));
    await gate.charge(kite("1"), 5);
    clock.nowMs += 2;
    expect([await gate.enter(kite("2")), await gate.enter(kite("3"))]).toEqual(["entered", { waitMs: 1 }]);
    clock.nowMs += 1;
    expect(await gate.enter(kite("3"))).toBe("entered");
  });

  it("charges only who has entered, once", async () => {
    const { clock, gate } = setUp({ perSecond: 1_000, budget: 10 });
    await gate.charge(kite("9"), 10);
    expect(await gate.enter(kite("1"))).toBe("entered");
    await gate.charge(kite("1"), 5);
    await gate.charge(kite("1"), 5);
    clock.nowMs += 1;
    expect(await gate.enter(kite("2"))).toBe("entered");
  });
});
