import { expect, it } from "vitest";
import { discriminatorCases } from "./cases/discriminators.ts";
import { runCases } from "./run-cases.ts";

it("discriminators mean in validator, type and mock what the page says", { timeout: 300_000 }, async () => {
  const { broken, tried } = await runCases(discriminatorCases);
  expect(broken).toEqual([]);
  expect(tried).toBeGreaterThan(100);
});
