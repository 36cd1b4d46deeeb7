import { describe, expect, it } from "vitest";
import { reportUnused } from "../../../../../scripts/pipeline/repair/report-unused.ts";
import type { JsonObject } from "../../../../../src/openapi/json.ts";
import { makeDocument, makeOperation } from "../../../../helpers/documents.ts";

const report = (components: JsonObject, body: JsonObject = { type: "object" }) =>
  reportUnused({
    file: "kite.md",
    document: makeDocument({ paths: { "/a": { post: makeOperation(body) } }, components }),
  }).problems.map(({ message }) => message);

const FLIGHT = {
  schemas: { Flight: { $ref: "#/components/schemas/Part/properties/a" }, Part: { properties: {} } },
};

describe("reportUnused", () => {
  it("says nothing of components that something leads to, however far", () => {
    expect(report({ ...FLIGHT, securitySchemes: { key: {} }, "x-own": { a: {} } })).toEqual([]);
  });

  it("names the components of each kind that only one another, or data, lead to", () => {
    const schemas = { ...FLIGHT.schemas, One: { items: { $ref: "#/components/schemas/Two" } }, Two: {} };
    const body = { type: "object", example: { $ref: "#/components/schemas/One" } };
    expect(report({ schemas, headers: { Wind: {} } }, body)).toEqual([
      "Nothing on the page refers to the components One, Two, Wind. Left out.",
    ]);
  });

  it("names definitions inside of schemas that no reference leads to, or into", () => {
    const $defs = { a: {}, b: { properties: { wind: {} } }, c: {} };
    const root = "#/components/schemas/Flight";
    const Flight = {
      $defs,
      definitions: { d: {} },
      properties: {
        one: { $ref: `${root}/$defs/a` },
        two: { $ref: `${root}/$defs/b/properties/wind` },
      },
    };
    expect(report({ schemas: { Flight } })).toEqual([
      "Nothing on the page refers to the components c, d. Left out.",
    ]);
  });

  it("names of what holds definitions alone those, and not itself", () => {
    const List = { $defs: { any: { type: "string" }, more: { definitions: {} } } };
    expect(report({ schemas: { ...FLIGHT.schemas, List, Empty: {} } })).toEqual([
      "Nothing on the page refers to the components Empty, any. Left out.",
    ]);
  });

  it("names five, and counts the others", () => {
    const more = Object.fromEntries("abcdefg".split("").map((name) => [name, {}]));
    expect(report({ schemas: { ...FLIGHT.schemas, ...more } })).toEqual([
      "Nothing on the page refers to the components a, b, c, d, e, 2 more. Left out.",
    ]);
  });
});
