import { describe, expect, it } from "vitest";
import { DIALECT, normaliseDocument } from "../../../../scripts/pipeline/normalise.ts";
import type { Json, JsonObject } from "../../../../scripts/pipeline/openapi.ts";
import { makeDocument } from "../../../helpers/documents.ts";

function normalise(schema: JsonObject): { schema: Json | undefined; pointers: string[] } {
  const document = makeDocument({ components: { schemas: { Kite: schema } } });
  const { output, problems } = normaliseDocument({ file: "kites.md", document });
  const { components } = output.document as { components: { schemas: { Kite: Json } } };
  return { schema: components.schemas.Kite, pointers: problems.map(({ pointer }) => pointer) };
}

describe("normaliseDocument", () => {
  it.each<[string, JsonObject, JsonObject]>([
    ["nullable beside a type", { type: "string", nullable: true }, { type: ["string", "null"] }],
    [
      "nullable beside an enum",
      { type: "string", enum: ["a"], nullable: true },
      { type: ["string", "null"], enum: ["a", null] },
    ],
    [
      "nullable beside a const",
      { type: "string", const: "a", nullable: true },
      { type: ["string", "null"], enum: ["a", null] },
    ],
    [
      "nullable beside a reference, keeping its notes outside",
      { $ref: "#/components/schemas/Flight", nullable: true, description: "Last" },
      { description: "Last", anyOf: [{ $ref: "#/components/schemas/Flight" }, { type: "null" }] },
    ],
    ["nullable without a type", { nullable: true, description: "Any" }, { description: "Any" }],
    ["nullable: false", { type: "string", nullable: false }, { type: "string" }],
    [
      "exclusiveMinimum: true",
      { type: "number", minimum: 1, exclusiveMinimum: true },
      { type: "number", exclusiveMinimum: 1 },
    ],
    [
      "exclusiveMaximum: false",
      { type: "number", maximum: 9, exclusiveMaximum: false },
      { type: "number", maximum: 9 },
    ],
    [
      "deep inside",
      { items: { allOf: [{ type: "string", nullable: true }] } },
      { items: { allOf: [{ type: ["string", "null"] }] } },
    ],
  ])("rewrites %s", (_, given, want) => {
    const { schema, pointers } = normalise(given);
    expect(schema).toEqual(want);
    expect(pointers).toHaveLength(1);
  });

  it("names the place of each repair", () => {
    expect(normalise({ properties: { tail: { type: "string", nullable: true } } }).pointers).toEqual([
      "#/components/schemas/Kite/properties/tail/nullable",
    ]);
  });

  it.each<[string, JsonObject]>([
    ["a property that is named nullable", { properties: { nullable: { type: "boolean" } } }],
    ["an example that looks like a schema", { type: "object", example: { type: "string", nullable: true } }],
    ["a numeric exclusiveMinimum", { type: "number", exclusiveMinimum: 1 }],
    ["an extension", { "x-kite": { nullable: true } }],
  ])("leaves %s alone", (_, given) => {
    expect(normalise(given)).toEqual({ schema: given, pointers: [] });
  });

  it("names the dialect of JSON Schema", () => {
    const { output } = normaliseDocument({ file: "a.md", document: { openapi: "3.1.1", paths: {} } });
    expect(output.document).toEqual({ openapi: "3.1.0", paths: {}, jsonSchemaDialect: DIALECT });
  });
});
