import { expect, it } from "vitest";
import { limitCases, multipleCases, nameCases, plainCases } from "./cases/values.ts";
import { pickCases, runCases } from "./run-cases.ts";

it("numbers, enums and names mean in validator, type and mock what the page says", {
  timeout: 300_000,
}, async () => {
  const { broken, tried } = await runCases([
    ...multipleCases,
    ...limitCases,
    ...pickCases(nameCases, 7),
    ...plainCases,
  ]);
  expect(broken).toEqual([]);
  expect(tried).toBeGreaterThan(100);
});
