import { expect, it } from "vitest";
import { createRandom } from "../../../../../src/mock/base/random.ts";

it("draws first fractions of neighbouring seeds from the whole range", () => {
  const quarters = Array.from({ length: 40 }, (_, seed) => Math.floor(createRandom(seed).fraction() * 4));
  expect(new Set(quarters)).toEqual(new Set([0, 1, 2, 3]));
});
