import { describe, expect, it } from "vitest";
import { widenTypes } from "../../../../../scripts/pipeline/repair/widen-types.ts";
import { type Json, type JsonObject, objectAt } from "../../../../../src/openapi/json.ts";
import { makePage } from "../../../../helpers/pages.ts";

function widen(wind: JsonObject, example: Json, schemas: JsonObject = {}) {
  const schema = { $ref: "#/components/schemas/KiteRequest" };
  const content = { "application/json": { schema, examples: { one: { value: example } } } };
  const page = makePage({ properties: { wind }, schemas, operation: { requestBody: { content } } });
  const { output, problems } = widenTypes(page);
  const components = objectAt(output.document, "components", "schemas");
  return {
    page,
    output,
    problems,
    components,
    wind: objectAt(components, "KiteRequest", "properties", "wind"),
  };
}

describe("widenTypes", () => {
  it("adds a type that an example shows, and reports it", () => {
    const { wind, problems } = widen(
      { type: "array", items: { type: "string" }, description: "Wind" },
      { wind: "north" },
    );
    expect(wind).toEqual({
      description: "Wind",
      anyOf: [{ type: "array", items: { type: "string" } }, { type: "string" }],
    });
    expect(problems).toEqual([
      {
        severity: "warning",
        kind: "wrong-type",
        file: "kite.md",
        pointer: "#/components/schemas/KiteRequest/properties/wind/type",
        message: 'The type is "array", the page\'s own examples have string. Both are accepted.',
      },
    ]);
  });

  it("finds the place behind references and in lists", () => {
    const gust = { Gust: { type: "object", properties: { force: { type: "integer" } } } };
    const list = { type: "array", items: { $ref: "#/components/schemas/Gust" } };
    const { components } = widen(list, { wind: [{ force: 1 }, { force: "strong" }] }, gust);
    expect(objectAt(components, "Gust", "properties", "force").anyOf).toEqual([
      { type: "integer" },
      { type: "string" },
    ]);
  });

  it.each<[string, JsonObject, Json]>([
    ["the type", { type: "string" }, { wind: "north" }],
    ["one of several types", { type: ["string", "null"] }, { wind: null }],
    ["an integer where a number is asked for", { type: "number" }, { wind: 1 }],
    ["another value of the same type", { type: "string", enum: ["north"] }, { wind: "east" }],
    ["a property that the schema does not know", { type: "string" }, { rain: 1 }],
    ["nothing at a recursive schema", { $ref: "#/components/schemas/KiteRequest" }, { wind: { wind: {} } }],
  ])("leaves a page alone whose example shows %s", (_, schema, example) => {
    const { page, output, problems } = widen(schema, example);
    expect(output).toBe(page);
    expect(problems).toEqual([]);
  });
});
