import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createCompiler } from "../../../../../../scripts/pipeline/check/evaluate/compile-schema.ts";
import { isPlainSchema } from "../../../../../../scripts/pipeline/check/evaluate/is-plain-schema.ts";
import type { Json, JsonObject } from "../../../../../../src/openapi/json.ts";
import { arbitrarySchema, arbitraryValue } from "../../../../../helpers/schemas/arbitrary-schema.ts";

/** Keywords that are known, and some that are not. */
const KEYWORDS = [
  ...[
    "$ref",
    "type",
    "const",
    "enum",
    "required",
    "format",
    "uniqueItems",
    "readOnly",
    "items",
    "properties",
  ],
  ...[
    "minimum",
    "exclusiveMaximum",
    "maxLength",
    "minItems",
    "maxProperties",
    "additionalProperties",
    "allOf",
  ],
  ...["oneOf", "pattern", "multipleOf", "not", "$dynamicRef", "discriminator", "nullable", "prefixItems"],
];

/** Values of keywords, right and wrong ones. */
const value = fc.oneof(
  arbitraryValue,
  fc.constantFrom<Json>(
    "string",
    ["string", "null"],
    "strin",
    "uuid",
    "constructor",
    "toString",
    "[",
    [],
    {},
  ),
  fc.dictionary(fc.constantFrom("a", "type", "items", "enum", "oneOf"), arbitraryValue, { maxKeys: 2 }),
);

function compiles(schema: JsonObject): boolean {
  return !("reason" in createCompiler({ components: { schemas: {} } }).compile(schema));
}

const nest = (depth: number): Json => (depth === 0 ? {} : { items: nest(depth - 1) });

describe("isPlainSchema", () => {
  it("knows no schema that Ajv does not compile, whatever its keywords hold", () => {
    const some = fc.dictionary(fc.constantFrom(...KEYWORDS), value, { maxKeys: 3 });
    const within = fc.tuple(fc.constantFrom("items", "additionalProperties"), some);
    const any = fc.oneof(
      some,
      within.map(([key, schema]): JsonObject => ({ [key]: schema })),
      some.map((schema): JsonObject => ({ properties: { a: schema }, allOf: [schema] })),
    );
    let plain = 0;
    fc.assert(
      fc.property(any, (made) => {
        const schema = JSON.parse(JSON.stringify(made)) as JsonObject;
        // What a reference leads to is looked for elsewhere.
        if (JSON.stringify(schema).includes("$ref") || !isPlainSchema(schema)) return;
        plain += 1;
        expect([schema, compiles(schema)]).toEqual([schema, true]);
      }),
      { numRuns: 1_500, seed: 1 },
    );
    expect(plain).toBeGreaterThan(100);
  });

  it("knows no drawn schema that Ajv does not compile", () => {
    fc.assert(
      fc.property(arbitrarySchema(2, { inPlace: [], below: [] }), (schema) => {
        if (typeof schema !== "object" || !isPlainSchema(schema)) return;
        expect([schema, compiles(schema as JsonObject)]).toEqual([schema, true]);
      }),
      { numRuns: 300, seed: 1 },
    );
  });

  it("knows objects, lists, unions, fixed values and limits", () => {
    const properties: JsonObject = {
      state: { type: ["string", "null"], enum: ["up", null] },
      parts: { type: "array", items: { $ref: "#/components/schemas/Part" }, minItems: 1, uniqueItems: true },
      size: { oneOf: [{ type: "integer", minimum: 1 }, { const: "auto" }] },
    };
    const schema = { type: "object", properties, required: ["state"], additionalProperties: false };
    expect(isPlainSchema(schema)).toBe(true);
  });

  it.each<[string, JsonObject]>([
    ["a type that there is not", { type: "strin" }],
    ["no type", { type: [] }],
    ["an enum without values", { enum: [] }],
    ["a union without branches", { anyOf: [] }],
    ["required that is no list of names", { required: true }],
    ["a limit that is no number", { maximum: "9" }],
    ["a format that every object inherits", { format: "constructor" }],
    ["a property whose schema is none", { properties: { size: "large" } }],
    ["a property of the name __proto__", JSON.parse('{"properties":{"__proto__":{"type":"string"}}}')],
    ["a mistake in a branch", { allOf: [{ items: { type: "strin" } }] }],
    ["a keyword that it does not know", { pattern: "[" }],
  ])("leaves %s to Ajv", (_, schema) => {
    expect(isPlainSchema(schema)).toBe(false);
  });

  it("leaves what is nested deeper than 30 schemas to Ajv", () => {
    expect([isPlainSchema(nest(30)), isPlainSchema(nest(31))]).toEqual([true, false]);
  });
});
