import { describe, expect, it } from "vitest";
import { reportDefaults } from "../../../../../scripts/pipeline/repair/report-defaults.ts";
import type { JsonObject } from "../../../../../src/openapi/json.ts";
import { referTo } from "../../../../../src/openapi/references.ts";
import { makeDocument, makeOperation } from "../../../../helpers/documents.ts";

const BODY = "#/paths/~1a/post/requestBody/content/application~1json/schema";

const report = (body: JsonObject, schemas: JsonObject = {}) =>
  reportDefaults({
    file: "kite.md",
    document: makeDocument({
      paths: { "/a": { post: makeOperation(body) } },
      components: { schemas: { Flight: {}, ...schemas } },
    }),
  }).problems.map(({ pointer, message }) => `${pointer} ${message}`);

const Wind: JsonObject = { type: "integer", default: 3 };

describe("reportDefaults", () => {
  it("names the default beside a reference, and the other one that it leads to, however far", () => {
    const there = "#/components/schemas/Wind, for the same value. Read as the first.";
    const want = `${BODY}/default The default is 5 here, and 3 at ${there}`;
    expect(report({ ...referTo("Wind"), default: 5 }, { Wind })).toEqual([want]);
    expect(report({ ...referTo("Far"), default: 5 }, { Wind, Far: referTo("Wind") })).toEqual([want]);
    expect(report({ allOf: [referTo("Wind")], default: 5 }, { Wind })).toEqual([want]);
  });

  it("compares the parts of a combination, and each property that several describe", () => {
    const part = (wind: number): JsonObject => ({
      properties: { in: { properties: { wind: { default: wind } } } },
    });
    const at = "properties/in/properties/wind";
    expect(report({ allOf: [part(1), part(2), part(2)] })).toEqual([
      `${BODY}/allOf/0/${at}/default The default is 1 here, and 2 at ${BODY}/allOf/1/${at}, for the same value. Read as the first.`,
    ]);
  });

  it("says the same once, in whichever ways a component is reached", () => {
    const Strong = { ...referTo("Wind"), default: 5 };
    const body = {
      properties: { a: { ...referTo("Strong"), title: "A" }, b: { ...referTo("Strong"), title: "B" } },
    };
    expect(report(body, { Wind, Strong })).toHaveLength(1);
  });

  it.each<[string, JsonObject, JsonObject?]>([
    ["the same default in both", { ...referTo("Wind"), default: 3 }, { Wind }],
    ["a default in one of them", { ...referTo("Wind"), title: "Wind" }, { Wind }],
    ["alternatives", { default: 5, anyOf: [referTo("Wind"), { type: "null" }] }, { Wind }],
    [
      "what leads to itself",
      { ...referTo("Knot"), default: 1 },
      { Knot: { allOf: [referTo("Knot"), { properties: { knot: referTo("Knot") } }] } },
    ],
    ["a reference to nothing", { ...referTo("Lost"), default: 1 }],
  ])("says nothing of %s", (_, body, schemas) => {
    expect(report(body, schemas)).toEqual([]);
  });
});
