import { expect, it } from "vitest";
import { readRetryAfter } from "../../../../../scripts/sources/fetch/fetch-once.ts";

const NOW = Date.parse("2026-01-02T03:04:05Z");

it.each([
  [null, 0],
  ["0", 0],
  ["7", 7000],
  [" 7 ", 7000],
  ["Fri, 02 Jan 2026 03:04:15 GMT", 10_000],
  ["Fri, 02 Jan 2026 03:04:00 GMT", 0],
  ["soon", 0],
  ["-5", 0],
])("readRetryAfter(%j) is %i ms", (header, expected) => {
  expect(readRetryAfter(header, NOW)).toBe(expected);
});
