import { expect, it } from "vitest";
import { modelCases } from "./cases/models.ts";
import { runCases } from "./run-cases.ts";

it("models that a page leaves open or closes mean in validator, type and mock what the page says", {
  timeout: 300_000,
}, async () => {
  const { broken, tried } = await runCases(modelCases);
  expect(broken).toEqual([]);
  expect(tried).toBeGreaterThan(100);
});
