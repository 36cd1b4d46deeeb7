import fc from "fast-check";
import type { Json, JsonObject } from "../../../src/openapi/json.ts";

const NAMES = ["a", "b", "ab"];
const name = fc.constantFrom(...NAMES);
const small = fc.integer({ min: 0, max: 3 });
const scalar: fc.Arbitrary<Json> = fc.constantFrom<Json>(null, true, false, 0, 1, 2, 1.5, "", "a", "b", "ab");

/** A JSON value out of few, so that schemas of the same few often decide about it. */
export const arbitraryValue: fc.Arbitrary<Json> = fc
  .letrec<{ value: Json }>((tie) => ({
    value: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      scalar,
      fc.array(tie("value"), { maxLength: 4 }),
      fc.dictionary(name, tie("value"), { maxKeys: 3 }),
    ),
  }))
  .value.map(toPlain);

/** fast-check makes objects without a prototype, which no JSON parser does. */
function toPlain<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

const TYPES = ["object", "array", "string", "number", "integer", "boolean", "null"];
const text = fc.constantFrom("Wind", "Kite");

/** Keywords that hold no schema. */
const PLAIN: Record<string, fc.Arbitrary<Json>> = {
  type: fc.oneof(
    fc.constantFrom(...TYPES),
    fc.uniqueArray(fc.constantFrom(...TYPES), { minLength: 2, maxLength: 3 }),
  ),
  minimum: small,
  maximum: small,
  exclusiveMinimum: small,
  exclusiveMaximum: small,
  multipleOf: fc.constantFrom(1, 2),
  minLength: small,
  maxLength: small,
  pattern: fc.constantFrom("^a", "b$"),
  minItems: small,
  maxItems: small,
  minProperties: small,
  maxProperties: small,
  required: fc.uniqueArray(name, { minLength: 1, maxLength: 2 }),
  dependentRequired: fc.dictionary(name, fc.uniqueArray(name, { maxLength: 2 }), { minKeys: 1, maxKeys: 2 }),
  const: scalar,
  title: text,
  description: text,
  default: scalar,
};

/** Where the schemas of a keyword stand, so that no schema leads to itself in place. */
interface Pools {
  /** References that may stand in place: no component that comes before. */
  inPlace: readonly string[];
  /** References that may stand below a property or an item. */
  below: readonly string[];
}

/** Schemas of all keywords, with references and booleans. */
export function arbitrarySchema(depth: number, pools: Pools): fc.Arbitrary<Json> {
  if (depth === 0) return fc.oneof(fc.boolean(), pick(PLAIN, 2), reference(pools.inPlace, PLAIN));
  const here = arbitrarySchema(depth - 1, pools);
  const there = arbitrarySchema(depth - 1, { ...pools, inPlace: pools.below });
  const list = (one: fc.Arbitrary<Json>) => fc.array(one, { minLength: 1, maxLength: 2 });
  const map = (one: fc.Arbitrary<Json>) => fc.dictionary(name, one, { minKeys: 1, maxKeys: 2 });
  const holding: Record<string, fc.Arbitrary<Json>> = {
    properties: map(there),
    patternProperties: fc.dictionary(fc.constantFrom("^a", "b$"), there, { minKeys: 1, maxKeys: 1 }),
    additionalProperties: there,
    propertyNames: here,
    unevaluatedProperties: there,
    prefixItems: list(there),
    items: there,
    unevaluatedItems: there,
    contains: there,
    minContains: small,
    maxContains: fc.integer({ min: 1, max: 3 }),
    allOf: list(here),
    anyOf: list(here),
    oneOf: list(here),
    not: here,
    if: here,
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: here,
    else: here,
    dependentSchemas: map(here),
  };
  const keywords = { ...PLAIN, ...holding };
  return fc.oneof(
    { weight: 1, arbitrary: fc.boolean() },
    { weight: 6, arbitrary: pick(holding, 3) },
    { weight: 6, arbitrary: pick(keywords, 4) },
    { weight: 3, arbitrary: reference(pools.inPlace, keywords) },
  );
}

function pick(keywords: Record<string, fc.Arbitrary<Json>>, most: number): fc.Arbitrary<JsonObject> {
  return fc
    .subarray(Object.keys(keywords), { minLength: 1, maxLength: most })
    .chain((keys) => fc.record(Object.fromEntries(keys.map((key) => [key, keywords[key] ?? scalar]))));
}

function reference(
  pool: readonly string[],
  keywords: Record<string, fc.Arbitrary<Json>>,
): fc.Arbitrary<Json> {
  if (pool.length === 0) return pick(keywords, 2);
  const bare = fc.constantFrom(...pool).map(($ref): JsonObject => ({ $ref }));
  return fc.oneof(
    bare,
    fc.tuple(bare, pick(keywords, 2)).map(([one, siblings]): JsonObject => ({ ...one, ...siblings })),
  );
}

const refTo = (component: string) => `#/components/schemas/${component}`;

/** The component schemas of a document: `Body` leads to the others in place, and to itself below properties and items. */
export function arbitraryComponents(depth = 3): fc.Arbitrary<{ [name: string]: Json }> {
  const order = ["Body", "Kite", "Wind"];
  const below = order.map(refTo);
  return fc
    .record(
      Object.fromEntries(
        order.map((component, index) => [
          component,
          arbitrarySchema(index === 0 ? depth : depth - 1, {
            inPlace: order.slice(index + 1).map(refTo),
            below,
          }),
        ]),
      ),
    )
    .map(toPlain);
}
