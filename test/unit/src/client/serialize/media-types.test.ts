import { describe, expect, it } from "vitest";
import { acceptsType, essenceOf, matchBlob } from "../../../../../src/client/serialize/media-types.ts";

it("takes parameters, space and capitals from a media type", () => {
  expect(["Text/CSV ; charset=x", "text/csv;\na=b", " a/b "].map(essenceOf)).toEqual([
    "text/csv",
    "text/csv",
    "a/b",
  ]);
});

it.each([
  ["image/png", "IMAGE/PNG; a=b", true],
  ["image/png", "image/jpeg", false],
  ["image/*", "image/png", true],
  ["image/*", "text/image/", false],
  ["image/*", "imagepng", false],
  ["*/*", "image/png", true],
  ["/*x", "/*", false],
  ["image/png", "image/", false],
])("%s takes what is called %s: %s", (range, type, takes) => {
  expect(acceptsType(range, type)).toBe(takes);
});

describe("what a file is called", () => {
  it.each([
    ["nothing, where nothing is said", undefined, "image/png", undefined],
    ["itself, where it is one of them", "text/csv, image/png", "image/png", "image/png"],
    ["as the page calls it", "image/PNG", "image/png", "image/PNG"],
    ["itself, where a range takes it", "text/csv, image/*", "image/png", "image/png"],
    ["the first that is no range, where it says nothing", "image/*, text/csv, a/b", "", "text/csv"],
    ["nothing, where it says nothing and there are ranges alone", "image/*, */*", "", undefined],
    [
      "any bytes, where these are taken",
      "text/csv, application/octet-stream",
      "image/png",
      "application/octet-stream",
    ],
  ])("is %s", (_, accepted, type, called) => {
    expect(matchBlob(accepted, type, "file")).toBe(called);
  });

  it("is refused where it says that it is none of them", () => {
    expect(() => matchBlob("text/csv, image/*", "a/b", "file")).toThrow(
      "Expected `file` to be a file of type text/csv, image/*, not a/b",
    );
  });
});
