import { expect, it } from "vitest";
import { essenceOf, isForm } from "../../../../src/openapi/media-types.ts";

it("takes parameters, space and capitals from a media type", () => {
  expect(["Text/CSV ; charset=x", "text/csv;\na=b"].map(essenceOf)).toEqual(["text/csv", "text/csv"]);
});

it.each<[mediaType: string, isOne: boolean]>([
  ["Multipart/Form-Data; boundary=a", true],
  ["multipart/mixed", true],
  ["application/x-www-form-urlencoded; charset=utf-8", true],
  ["application/json", false],
  ["text/multipart/a", false],
])("%s is a form: %s", (mediaType, isOne) => {
  expect(isForm(mediaType)).toBe(isOne);
});
