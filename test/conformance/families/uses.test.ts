import { expect, it } from "vitest";
import { discriminatedUse, mapCases, useCases } from "./cases/uses.ts";
import { runCases } from "./run-cases.ts";

it("requests, responses and maps mean in validator, type and mock what the page says", {
  timeout: 300_000,
}, async () => {
  const { broken, tried } = await runCases([...useCases, ...discriminatedUse, ...mapCases]);
  expect(broken).toEqual([]);
  expect(tried).toBeGreaterThan(100);
});
