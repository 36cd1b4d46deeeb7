import { describe, expect, it } from "vitest";
import { createMemoryGate } from "../../../../src/durable/memory-gate.ts";
import { describeGate } from "./gate.ts";

describeGate("createMemoryGate", (limits) => createMemoryGate(limits));

describe("createMemoryGate, after a restart", () => {
  it("counts the tasks under way and the credits of earlier runs", async () => {
    const open = [{ id: "1", model: "kite-1" }];
    const gate = createMemoryGate({ concurrency: 1, budget: 10 }, { reserved: 10, open });
    expect(await gate.enter({ id: "2", model: "kite-1" })).toHaveProperty("waitMs");
    expect(await gate.enter({ id: "3", model: "boat-1" })).toBe("budget");
  });
});
