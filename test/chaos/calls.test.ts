import { expect, it } from "vitest";
import { attackCalls } from "./calls.ts";
import { BEHAVIOURS } from "./faults/behaviours.ts";

it("keeps every promise to callers, over sixty kinds of fault and more", { timeout: 120_000 }, async () => {
  expect(BEHAVIOURS.length).toBeGreaterThanOrEqual(60);
  const seed = Number(process.env.CHAOS_SEED ?? Math.floor(Math.random() * 2 ** 31));
  const { broken, examples } = await attackCalls({ seed, count: 6 * BEHAVIOURS.length });
  expect({ seed, examples, broken: Object.values(broken).reduce((sum, one) => sum + one, 0) }).toEqual({
    seed,
    examples: [],
    broken: 0,
  });
});
