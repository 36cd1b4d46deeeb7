import { describe, expect, it } from "vitest";
import {
  findParameter,
  locate,
  locateReference,
} from "../../../../../../scripts/pipeline/merge/page/locate.ts";
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

describe("findParameter", () => {
  it("finds the last one of a name in a place, of the operation or else of its path", () => {
    const [inQuery, inHeader] = ["query", "header"].map((place) => ({ name: "wind", in: place }));
    const given = {
      paths: {
        "/a": { parameters: [inHeader], get: { parameters: [inQuery, null, inQuery, inHeader] }, put: {} },
      },
    } as unknown as JsonObject;
    const find = (method: string, place: string) =>
      findParameter(given, `#/paths/~1a/${method}`, { name: "wind", in: place }).slice(2);
    expect(find("get", "query")).toEqual(["get", "parameters", "2"]);
    expect(find("put", "header")).toEqual(["parameters", "0"]);
    expect(find("put", "query")).toEqual(["put"]);
  });
});
