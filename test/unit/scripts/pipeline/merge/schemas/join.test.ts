import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { joinSchemas } from "../../../../../../scripts/pipeline/merge/schemas/join.ts";
import type { Json, JsonObject } from "../../../../../../src/openapi/json.ts";

function join(...schemas: JsonObject[]): { schema: JsonObject; conflicts: string[] } {
  const conflicts: string[] = [];
  const sourced = schemas.map((schema, index) => ({ schema, source: `${index}.md` }));
  const schema = joinSchemas(sourced, (_kind, _sources, keys, message) =>
    conflicts.push(`${keys.join("/")}: ${message}`),
  );
  return { schema, conflicts };
}

const kite = (more: JsonObject): JsonObject => ({ type: "object", properties: more });

describe("joinSchemas", () => {
  it.each<[string, JsonObject[], JsonObject]>([
    ["one schema is itself", [{ type: "string" }], { type: "string" }],
    [
      "notes and order do not count, and the first notes stay",
      [
        { type: "string", enum: ["a", "b"], description: "One" },
        { enum: ["b", "a"], type: "string", description: "Two" },
      ],
      { type: "string", enum: ["a", "b"], description: "One" },
    ],
    ["types", [{ type: "string" }, { type: "integer" }], { type: ["string", "integer"] }],
    ["an integer is a number", [{ type: "integer" }, { type: "number" }], { type: "number" }],
    [
      "null",
      [
        { type: "string", maxLength: 3 },
        { type: ["null", "string"], maxLength: 3 },
      ],
      { type: ["string", "null"], maxLength: 3 },
    ],
    [
      "values of an enum",
      [
        { type: "string", enum: ["a"] },
        { type: "string", const: "b" },
      ],
      { type: "string", enum: ["a", "b"] },
    ],
    [
      "an enum that another page leaves open",
      [{ type: "string", enum: ["a"] }, { type: "string" }],
      { type: "string" },
    ],
    [
      "values of different types",
      [{ type: "string", enum: ["a"] }, { type: "integer" }],
      { anyOf: [{ type: "string", enum: ["a"] }, { type: "integer" }] },
    ],
    [
      "the wider limits",
      [
        { type: "integer", minimum: 1, maximum: 5 },
        { type: "integer", minimum: 3, maximum: 9 },
      ],
      { type: "integer", minimum: 1, maximum: 9 },
    ],
    [
      "a limit of one page alone",
      [{ type: "integer", minimum: 1 }, { type: "integer" }],
      { type: "integer" },
    ],
    [
      "a format on which they agree",
      [
        { type: "string", format: "uri" },
        { type: "string", format: "uri", maxLength: 2 },
      ],
      { type: "string", format: "uri" },
    ],
    [
      "properties",
      [kite({ a: { type: "string" } }), kite({ b: { type: "string" } })],
      kite({ a: { type: "string" }, b: { type: "string" } }),
    ],
    [
      "what all require",
      [
        { ...kite({ a: {}, b: {} }), required: ["a", "b"] },
        { ...kite({ b: {} }), required: ["b"] },
      ],
      { ...kite({ a: {}, b: {} }), required: ["b"] },
    ],
    [
      "items",
      [
        { type: "array", items: { type: "string" } },
        { type: "array", items: { type: "null" } },
      ],
      { type: "array", items: { type: ["string", "null"] } },
    ],
    [
      "items that one leaves open",
      [{ type: "array", items: { type: "string" } }, { type: "array" }],
      { type: "array" },
    ],
    [
      "a union and one of its branches",
      [{ anyOf: [{ type: "string" }, { type: "null" }] }, { type: "string" }],
      { type: ["string", "null"] },
    ],
    [
      "tagged unions, tag by tag",
      [
        { oneOf: [kite({ type: { const: "a" }, x: { type: "string" } }), kite({ type: { const: "b" } })] },
        kite({ type: { const: "a" }, y: { type: "string" } }),
      ],
      {
        anyOf: [
          kite({ type: { const: "a" }, x: { type: "string" }, y: { type: "string" } }),
          kite({ type: { const: "b" } }),
        ],
      },
    ],
    [
      "anything and something is anything",
      [{ description: "Any" }, { type: "string" }],
      { description: "Any" },
    ],
  ])("joins %s", (_, given, want) => {
    expect(join(...given).schema).toEqual(want);
  });

  it("keeps side by side what it cannot join, and says so", () => {
    const not = { type: "string", not: { const: "a" } };
    const { schema, conflicts } = join(not, { type: "string", maxLength: 3 });
    expect(schema).toEqual({ anyOf: [not, { type: "string", maxLength: 3 }] });
    expect(conflicts).toEqual([": What the pages say here cannot be joined. Kept side by side, as anyOf."]);
  });

  it("reports types that contradict each other, and keeps quiet about null and numbers", () => {
    const { conflicts } = join(kite({ a: { type: "string" } }), kite({ a: { type: "integer" } }));
    expect(conflicts).toEqual([
      "properties/a: The pages say different types. Read as any of them: string, number.",
    ]);
    expect(join({ type: "integer" }, { type: ["number", "null"] }).conflicts).toEqual([]);
    expect(join({ type: "string" }, { description: "Anything" }).conflicts).toEqual([]);
  });

  it("drops a type of which an enum has no value", () => {
    expect(
      join({ type: ["integer", "string"], enum: ["a"] }, { type: "string", enum: ["b"] }).schema,
    ).toEqual({
      type: "string",
      enum: ["a", "b"],
    });
  });

  it("reports enums that contradict each other, with the place", () => {
    const { conflicts } = join(kite({ a: { enum: ["x"] } }), kite({ a: { enum: ["y"] } }));
    expect(conflicts).toEqual([
      'properties/a: The pages list different values. Read as all of them: "x", "y".',
    ]);
  });

  it("admits every value that any of the schemas admits", () => {
    const ajv = new Ajv2020({ strict: false });
    fc.assert(
      fc.property(fc.array(schemas, { minLength: 1, maxLength: 4 }), values, (given, value) => {
        const admitted = given.some((schema) => ajv.validate(schema, value));
        if (admitted) expect(ajv.validate(join(...given).schema, value)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it("says the same, notes and order aside, whatever the order of the schemas", () => {
    const ajv = new Ajv2020({ strict: false });
    fc.assert(
      fc.property(fc.array(schemas, { minLength: 2, maxLength: 4 }), values, (given, value) => {
        const forth = ajv.validate(join(...given).schema, value);
        expect(ajv.validate(join(...given.toReversed()).schema, value)).toBe(forth);
      }),
      { numRuns: 300 },
    );
  });
});

const word = fc.constantFrom("a", "b", "c");

/** Schemas without `additionalProperties: false`, whose properties another schema may add. */
const { schemas } = fc.letrec<{ schemas: JsonObject }>((tie) => ({
  schemas: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom<JsonObject>(
      { type: "string" },
      { type: "null" },
      { type: "boolean" },
      { type: "number" },
      {},
    ),
    fc.record({ type: fc.constant("string"), enum: fc.uniqueArray(word, { minLength: 1 }) }),
    fc.record(
      { type: fc.constant("integer"), minimum: fc.integer({ min: 0, max: 3 }) },
      { requiredKeys: ["type"] },
    ),
    fc.constantFrom<JsonObject>(
      { type: ["string", "null"], maxLength: 1 },
      { type: "string", not: { const: "a" } },
    ),
    fc.record({ type: fc.constant("array"), items: tie("schemas") }),
    fc.record({ anyOf: fc.array(tie("schemas"), { minLength: 1, maxLength: 2 }) }),
  ),
}));

const values: fc.Arbitrary<Json> = fc.oneof(
  word,
  fc.constant("long"),
  fc.integer({ min: -1, max: 4 }),
  fc.constantFrom<Json>(null, true, 1.5, [], {}),
  fc.array(word, { maxLength: 2 }),
  fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 2 }),
);
