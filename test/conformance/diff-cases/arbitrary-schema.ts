import fc from "fast-check";
import type { Json, JsonObject } from "../../../src/openapi/json.ts";

/** Values that the schemas below speak of, and some that they do not. */
const SCALARS: Json[] = [null, true, false, 0, 1, 2, 3, -1, 0.5, 1.5, 10, "", "a", "b", "ab", "abc", "aa"];

export const arbitraryValue: fc.Arbitrary<Json> = fc
  .letrec<{ value: Json }>((tie) => ({
    value: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fc.constantFrom(...SCALARS),
      fc.array(tie("value"), { maxLength: 4 }),
      fc.dictionary(fc.constantFrom("a", "b", "ab", "c"), tie("value"), { maxKeys: 3 }) as fc.Arbitrary<Json>,
    ),
  }))
  .value.map((value) => JSON.parse(JSON.stringify(value)) as Json);

const PATTERNS = ["a", "^a", "b$", "^a*$", "^[ab]+$", "^ab?$", "[^a]", "^(?!a)", "^(?=.*b).{2,}$"];
const NAMES = ["a", "b", "c"];

/** An object of which each field is there or not. */
function some(fields: Record<string, fc.Arbitrary<Json>>, always: JsonObject = {}): fc.Arbitrary<Json> {
  return fc.record(fields, { requiredKeys: [] }).map((found) => ({ ...always, ...found }) as JsonObject);
}

const count = fc.constantFrom<Json>(0, 1, 2, 3);
const pattern = fc.constantFrom<Json>(...PATTERNS);

const leaf: fc.Arbitrary<Json> = fc.oneof(
  fc.boolean(),
  fc
    .uniqueArray(arbitraryValue, { minLength: 1, maxLength: 3, selector: (value) => JSON.stringify(value) })
    .map((values) => ({ enum: values })),
  some(
    {
      minimum: fc.constantFrom<Json>(-1, 0, 1, 1.5, 2),
      maximum: fc.constantFrom<Json>(1, 2, 2.5, 3, 10),
      exclusiveMinimum: fc.constantFrom<Json>(0, 1),
      exclusiveMaximum: fc.constantFrom<Json>(2, 3),
      multipleOf: fc.constantFrom<Json>(1, 2, 0.5, 3, 1.5),
    },
    { type: "number" },
  ),
  some({ minLength: count, maxLength: count, pattern }, { type: "string" }),
  fc
    .uniqueArray(fc.constantFrom<Json>("null", "boolean", "string", "number", "integer", "array", "object"), {
      minLength: 1,
      maxLength: 3,
    })
    .map((type) => ({ type })),
);

/** Schemas with every keyword that the decision reads; without references. */
export const arbitrarySchema: fc.Arbitrary<Json> = fc.letrec<{ schema: Json }>((tie) => {
  const schema = tie("schema");
  const schemas = fc.array(schema, { minLength: 1, maxLength: 3 }) as fc.Arbitrary<Json>;
  const named = fc.dictionary(fc.constantFrom(...NAMES), schema, { maxKeys: 3 }) as fc.Arbitrary<Json>;
  const names = fc.uniqueArray(fc.constantFrom<Json>(...NAMES), { maxLength: 2 });
  return {
    schema: fc.oneof(
      { depthSize: "xsmall", withCrossShrink: true },
      { weight: 3, arbitrary: leaf },
      { weight: 1, arbitrary: some({ anyOf: schemas }) },
      { weight: 1, arbitrary: some({ allOf: schemas }) },
      { weight: 1, arbitrary: some({ oneOf: schemas }) },
      { weight: 1, arbitrary: some({ not: schema }) },
      // biome-ignore lint/suspicious/noThenProperty: it is a keyword of JSON Schema.
      { weight: 1, arbitrary: some({ if: schema, then: schema, else: schema }) },
      {
        weight: 3,
        arbitrary: some(
          {
            properties: named,
            required: names,
            additionalProperties: schema,
            patternProperties: fc.dictionary(fc.constantFrom(...PATTERNS), schema, {
              maxKeys: 1,
            }) as fc.Arbitrary<Json>,
            propertyNames: pattern.map((one) => ({ pattern: one })),
            minProperties: count,
            maxProperties: count,
            dependentRequired: names.map((list) => ({ a: list })),
            dependentSchemas: schema.map((one) => ({ b: one })),
          },
          { type: "object" },
        ),
      },
      {
        weight: 3,
        arbitrary: some(
          {
            items: schema,
            prefixItems: schemas,
            contains: schema,
            minContains: count,
            maxContains: count,
            minItems: count,
            maxItems: count,
            uniqueItems: fc.boolean(),
          },
          { type: "array" },
        ).map(withoutTupleOfCounted),
      },
    ),
  };
}).schema;

/** Ajv accepts an empty list where `contains` stands beside `prefixItems` and `items`. */
function withoutTupleOfCounted(schema: Json): Json {
  const { prefixItems, ...rest } = schema as JsonObject;
  return rest.contains === undefined || prefixItems === undefined ? schema : rest;
}

/** A schema and another: one of its own, or the first with something more or less. */
export const arbitraryPair: fc.Arbitrary<[Json, Json]> = fc
  .tuple(arbitrarySchema, arbitrarySchema, fc.constantFrom("other", "less", "more", "wrapped"), fc.nat())
  .map(([first, other, kind, seed]): [Json, Json] => {
    if (typeof first !== "object" || first === null || Array.isArray(first) || kind === "other")
      return [first, other];
    if (kind === "wrapped") return [first, { allOf: [first, other] }];
    if (kind === "more") return [first, withoutTupleOfCounted({ ...first, ...(other as JsonObject) })];
    const keywords = Object.keys(first);
    const dropped = keywords[seed % Math.max(1, keywords.length)] ?? "";
    return [first, Object.fromEntries(Object.entries(first).filter(([keyword]) => keyword !== dropped))];
  });
