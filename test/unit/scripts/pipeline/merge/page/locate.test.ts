import { describe, expect, it } from "vitest";
import { locate, locateReference } from "../../../../../../scripts/pipeline/merge/page/locate.ts";
import type { JsonObject } from "../../../../../../src/openapi/json.ts";

const document: JsonObject = {
  paths: { "/a": { list: [{ $ref: "#/components/schemas/Kite" }] } },
  components: {
    schemas: {
      Kite: { properties: { tail: { $ref: "#/components/schemas/Tail" } } },
      Tail: { type: "string" },
    },
  },
};

describe("locate", () => {
  it.each([
    [["paths", "/a", "list"], "#/paths/~1a/list"],
    [["paths", "/a", "list", "0"], "#/paths/~1a/list/0"],
    [["paths", "/a", "list", "0", "properties", "tail"], "#/components/schemas/Kite/properties/tail"],
    [["paths", "/a", "list", "0", "properties", "tail", "type"], "#/components/schemas/Tail/type"],
    [["paths", "/a", "list", "0", "properties", "lost", "type"], "#/components/schemas/Kite/properties"],
  ])("follows %j to %s", (keys, want) => {
    expect(locate(document, keys)).toBe(want);
  });
});

describe("locateReference", () => {
  it("finds the first place that refers to something, or the thing itself", () => {
    expect(locateReference(document, "#/components/schemas/Tail")).toBe(
      "#/components/schemas/Kite/properties/tail/$ref",
    );
    expect(locateReference(document, "#/components/schemas/Lost")).toBe("#/components/schemas/Lost");
  });
});
