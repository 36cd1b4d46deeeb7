import { expect, it } from "vitest";
import { explainInexact, findInexactNumber } from "../../../../src/text/inexact-number.ts";

it.each([
  ['{"seed":9007199254740993}', "9007199254740993"],
  ["[-12345678901234567891]", "-12345678901234567891"],
  ['{"a\\"1":1,"b":18446744073709551615}', "18446744073709551615"],
  ["1e400", "1e400"],
  ["[1,2,-1E999]", "-1E999"],
  ["9007199254740991", undefined],
  ["9007199254740992", undefined],
  ["1152921504606847000", undefined],
  ["[0.1,1.5e300,3.14159265358979323846,-0,1e21]", undefined],
  ['{"id":"12345678901234567891","say \\"9007199254740993":"1e400"}', undefined],
  ["", undefined],
])("of %s the number that is another one once it is written is %s", (text, number) => {
  expect(findInexactNumber(text)).toBe(number);
});

it("says what would be sent", () => {
  expect(explainInexact("9007199254740993")).toBe(
    "The number 9007199254740993 would be sent as 9007199254740992: JSON numbers are exact up to 2^53",
  );
  expect(explainInexact("1e400")).toContain("sent as null:");
});
