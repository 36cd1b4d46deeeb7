import { afterEach, describe, expect, it, vi } from "vitest";
import { backOffMs, parseRetryAfter } from "../../../../../src/client/http/retry.ts";

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

it.each([
  [1, 1_000],
  [2, 2_000],
  [5, 16_000],
  [6, 30_000],
])("backOffMs after %i failures is %i ms, less up to a quarter", (failures, longest) => {
  const random = vi.spyOn(Math, "random").mockReturnValue(0);
  expect(backOffMs(failures)).toBe(longest);
  random.mockReturnValue(1);
  expect(backOffMs(failures)).toBe(longest * 0.75);
});

describe("parseRetryAfter", () => {
  it.each([
    ["0", 0],
    ["1.5", 1_500],
    [" 7 ", 7_000],
    ["-3", 0],
    ["Thu, 01 Jan 2026 00:00:09 GMT", 9_000],
    ["Wed, 31 Dec 2025 00:00:00 GMT", 0],
    ["", undefined],
    ["  ", undefined],
    ["soon", undefined],
    ["Infinity", undefined],
    [null, undefined],
  ])("reads %j as %j ms", (value, expected) => {
    vi.useFakeTimers({ now: Date.UTC(2026, 0, 1) });
    expect(parseRetryAfter(value)).toBe(expected);
  });
});
