import { expect, it } from "vitest";
import { compositionCases, siblingsCases } from "./cases/composition.ts";
import { pickCases, runCases } from "./run-cases.ts";

it("composed schemas mean in validator, type and mock what the page says", { timeout: 300_000 }, async () => {
  const { broken, tried } = await runCases([...pickCases(siblingsCases, 5), ...compositionCases]);
  expect(broken).toEqual([]);
  expect(tried).toBeGreaterThan(100);
});
