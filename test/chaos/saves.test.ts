import { expect, it } from "vitest";
import { attackSaves } from "./saves.ts";

it("keeps every promise about files, when savers are killed among others", { timeout: 180_000 }, async () => {
  const seed = Number(process.env.CHAOS_SEED ?? Math.floor(Math.random() * 2 ** 31));
  const { broken, examples, tried } = await attackSaves({ seed, count: 12 });
  expect(tried).toBeGreaterThanOrEqual(12);
  expect({ seed, examples, broken: Object.values(broken).reduce((sum, one) => sum + one, 0) }).toEqual({
    seed,
    examples: [],
    broken: 0,
  });
});
