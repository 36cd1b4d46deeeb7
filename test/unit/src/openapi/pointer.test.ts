import { describe, expect, it } from "vitest";
import { parsePointer, pointerTo, resolvePointer } from "../../../../src/openapi/pointer.ts";

describe("pointerTo, parsePointer", () => {
  it.each([
    [[], "#"],
    [["paths", "/v1/kites/{id}", "get"], "#/paths/~1v1~1kites~1{id}/get"],
    [["a~b", "~1", ""], "#/a~0b/~01/"],
  ])("turn %j into %s and back", (keys, pointer) => {
    expect(pointerTo(keys)).toBe(pointer);
    expect(parsePointer(pointer)).toEqual(keys);
  });
});

describe("resolvePointer", () => {
  const document = { paths: { "/a": { list: [{ x: 1 }] } } };

  it("finds what stands there, also in a list", () => {
    expect(resolvePointer(document, "#/paths/~1a/list/0/x")).toBe(1);
  });

  it.each(["#/paths/~1b", "#/paths/~1a/list/1", "#/constructor", "#/paths/~1a/list/length"])(
    "finds nothing at %s",
    (pointer) => {
      expect(resolvePointer(document, pointer)).toBeUndefined();
    },
  );

  it.each(["", "#", "#anchor", "other.yaml#/paths", "https://example.org/#/paths"])(
    "does not take %j for a place in the document",
    (pointer) => {
      expect(resolvePointer(document, pointer)).toBeUndefined();
    },
  );
});
