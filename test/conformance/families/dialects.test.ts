import { expect, it } from "vitest";
import {
  booleanCases,
  formsOfNullable,
  identifierCases,
  nullableCases,
  oldDraftCases,
} from "./cases/dialects.ts";
import { pickCases, runCases } from "./run-cases.ts";

it("booleans, identifiers and older dialects mean in validator, type and mock what the page says", {
  timeout: 300_000,
}, async () => {
  const { broken, tried } = await runCases([
    ...pickCases(nullableCases, 3),
    ...formsOfNullable,
    ...booleanCases,
    ...identifierCases,
    ...oldDraftCases,
  ]);
  expect(broken).toEqual([]);
  expect(tried).toBeGreaterThan(100);
});
