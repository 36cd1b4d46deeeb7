import { describe, expect, it } from "vitest";
import { normaliseDocument } from "../../../../../scripts/pipeline/repair/normalise.ts";
import type { Json, JsonObject } from "../../../../../src/openapi/json.ts";
import { DIALECT } from "../../../../../src/openapi/json-schema.ts";
import { makeDocument } from "../../../../helpers/documents.ts";

function normaliseKite(schema: JsonObject) {
  const schemas = { Kite: schema, Flight: { properties: { id: {} } } };
  return normaliseDocument({ file: "kites.md", document: makeDocument({ components: { schemas } }) });
}

function normalise(schema: JsonObject): { schema: Json | undefined; pointers: string[] } {
  const { output, problems } = normaliseKite(schema);
  const { components } = output.document as { components: { schemas: { Kite: Json } } };
  return { schema: components.schemas.Kite, pointers: problems.map(({ pointer }) => pointer) };
}

describe("normaliseDocument", () => {
  it.each<[string, JsonObject, JsonObject]>([
    ["nullable next to a type", { type: "string", nullable: true }, { type: ["string", "null"] }],
    [
      "nullable next to an enum",
      { type: "string", enum: ["a"], nullable: true },
      { type: ["string", "null"], enum: ["a", null] },
    ],
    [
      "nullable next to a const",
      { type: "string", const: "a", nullable: true },
      { type: ["string", "null"], enum: ["a", null] },
    ],
    [
      "nullable next to a reference, keeping its annotations outside",
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
      { items: { not: { type: "string", nullable: true } } },
      { items: { not: { type: ["string", "null"] } } },
    ],
  ])("rewrites %s", (_, given, want) => {
    const { schema, pointers } = normalise(given);
    expect(schema).toEqual(want);
    expect(pointers).toHaveLength(1);
  });

  it.each<[string, JsonObject, JsonObject]>([
    ["allOf of one", { allOf: [{ type: "string" }] }, { type: "string" }],
    [
      "a combination of one reference, next to annotations",
      { anyOf: [{ $ref: "#/components/schemas/Flight" }], description: "Last" },
      { $ref: "#/components/schemas/Flight", description: "Last" },
    ],
    [
      "two limits as the stricter one",
      { properties: { a: { minimum: 1, exclusiveMinimum: 1 }, b: { maximum: 1, exclusiveMaximum: 2 } } },
      { properties: { a: { exclusiveMinimum: 1 }, b: { maximum: 1 } } },
    ],
    ["combinations in each other", { oneOf: [{ allOf: [{ type: "string" }] }] }, { type: "string" }],
    [
      "names of conditions that are described outside of them",
      { if: { required: ["id"] }, properties: { id: { type: "string" } } },
      { if: { required: ["id"], properties: { id: {} } }, properties: { id: { type: "string" } } },
    ],
  ])("writes %s plainly, and says nothing of it", (_, given, want) => {
    expect(normalise(given)).toEqual({ schema: want, pointers: [] });
  });

  it.each<[string, JsonObject]>([
    [
      "a combination of one that contradicts what stands around it",
      { type: "string", allOf: [{ type: "null" }] },
    ],
    [
      "a combination of one beside a limit of all other properties",
      { additionalProperties: { type: "string" }, anyOf: [{ properties: { id: {} } }] },
    ],
    [
      "what is required beside a limit of all other properties",
      { required: ["id"], additionalProperties: false },
    ],
    [
      "what is required beside properties that are known by a pattern",
      { required: ["id"], patternProperties: { "^i": { type: "string" } } },
    ],
    [
      "what is required where only what is described may be there",
      { anyOf: [{ type: "string" }, { type: "array" }], unevaluatedProperties: false, required: ["id"] },
    ],
    [
      "what a part requires of the whole",
      { properties: { id: {} }, anyOf: [{ required: ["id"] }, { required: [] }] },
    ],
    [
      "what is required of another component",
      { allOf: [{ $ref: "#/components/schemas/Flight" }, { required: ["id"] }] },
    ],
  ])("leaves %s", (_, given) => {
    expect(normalise(given)).toEqual({ schema: given, pointers: [] });
  });

  it("reports what the only part of a combination says otherwise, at its place", () => {
    const said = { title: "A", default: "a", "x-b/c": 1, example: "a", deprecated: true, description: "A" };
    const given = {
      ...{ title: "B", default: "b", "x-b/c": 2, example: "b", deprecated: false, description: "B" },
      allOf: [{ oneOf: [{ type: "string", ...said }], readOnly: true }],
    };
    const place = "#/components/schemas/Kite/allOf/0";
    expect(normalise(given)).toEqual({
      schema: {
        ...given,
        allOf: undefined,
        type: "string",
        readOnly: true,
        deprecated: true,
        description: "B\n\nA",
      },
      pointers: [`${place}/title`, `${place}/default`, `${place}/x-b~1c`],
    });
  });

  it("lets a required property that nothing describes be anything, and reports it", () => {
    expect(normalise({ type: "object", required: ["ghost"] })).toEqual({
      schema: { type: "object", required: ["ghost"], properties: { ghost: {} } },
      pointers: ["#/components/schemas/Kite/required"],
    });
  });

  it("describes a required property of a typed map as the map does", () => {
    expect(normalise({ required: ["en"], additionalProperties: { type: "string" } }).schema).toEqual({
      required: ["en"],
      additionalProperties: { type: "string" },
      properties: { en: { type: "string" } },
    });
  });

  it("reports a document of OpenAPI 3.0, and reads it as 3.1", () => {
    const { output, problems } = normaliseDocument({
      file: "a.md",
      document: { openapi: "3.0.3", paths: {} },
    });
    expect(output.document.openapi).toBe("3.1.0");
    expect(problems).toMatchObject([{ kind: "old-openapi", file: "a.md", pointer: "#/openapi" }]);
  });

  it("says of `nullable` what it is read as", () => {
    const says = (nullable: boolean) =>
      normaliseKite({ type: "string", nullable }).problems.map(({ message }) => message);
    expect(says(true)).toEqual(['`nullable` is OpenAPI 3.0. Read as the type "null" in addition.']);
    expect(says(false)).toEqual(["`nullable` is OpenAPI 3.0. Left out, as it says nothing."]);
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
