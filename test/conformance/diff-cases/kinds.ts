import type { Json, JsonObject } from "../../../src/openapi/json.ts";

/**
 * A kind of change with the truth about it by construction: `narrow` accepts a part of what `wide` does, and not all.
 * `for`: the type of property that it can be made of.
 */
export interface Kind {
  name: string;
  wide: Json;
  narrow: Json;
}

/** A kind of rewriting that changes no value. */
export interface Rewriting {
  name: string;
  rewrite: (schema: JsonObject) => Json;
}

const text = (fields: JsonObject = {}): JsonObject => ({ type: "string", ...fields });
const number = (fields: JsonObject = {}): JsonObject => ({ type: "number", ...fields });
const list = (fields: JsonObject = {}): JsonObject => ({
  type: "array",
  items: { type: "integer" },
  ...fields,
});
const map = (fields: JsonObject = {}): JsonObject => ({ type: "object", ...fields });

/** Pairs of schemas for a property; each is tried in a request and in a response, and both ways round. */
export const KINDS: readonly Kind[] = [
  { name: "integer for number", wide: number(), narrow: { type: "integer" } },
  { name: "one type of two", wide: { type: ["string", "integer"] }, narrow: { type: "string" } },
  { name: "no null", wide: { type: ["string", "null"] }, narrow: text() },
  { name: "a type for any", wide: {}, narrow: text() },
  { name: "a minimum", wide: number(), narrow: number({ minimum: 1 }) },
  { name: "a higher minimum", wide: number({ minimum: 1 }), narrow: number({ minimum: 2 }) },
  { name: "a maximum", wide: number(), narrow: number({ maximum: 9 }) },
  { name: "a lower maximum", wide: number({ maximum: 9 }), narrow: number({ maximum: 8.5 }) },
  { name: "a strict minimum", wide: number({ minimum: 1 }), narrow: number({ exclusiveMinimum: 1 }) },
  { name: "a strict maximum", wide: number({ maximum: 9 }), narrow: number({ exclusiveMaximum: 9 }) },
  { name: "a multiple", wide: number(), narrow: number({ multipleOf: 0.5 }) },
  { name: "a coarser multiple", wide: number({ multipleOf: 0.5 }), narrow: number({ multipleOf: 1.5 }) },
  { name: "an int32", wide: { type: "integer" }, narrow: { type: "integer", format: "int32" } },
  { name: "a least length", wide: text(), narrow: text({ minLength: 1 }) },
  { name: "a longer least length", wide: text({ minLength: 1 }), narrow: text({ minLength: 2 }) },
  { name: "a most length", wide: text(), narrow: text({ maxLength: 2048 }) },
  { name: "a shorter most length", wide: text({ maxLength: 2048 }), narrow: text({ maxLength: 2000 }) },
  { name: "a pattern", wide: text(), narrow: text({ pattern: "^task-" }) },
  {
    name: "a stricter pattern",
    wide: text({ pattern: "^task-" }),
    narrow: text({ pattern: "^task-[a-z]+$" }),
  },
  { name: "a pattern for a length", wide: text({ minLength: 2 }), narrow: text({ pattern: "^.{3}$" }) },
  { name: "a format", wide: text(), narrow: text({ format: "uuid" }) },
  { name: "a format of dates", wide: text(), narrow: text({ format: "date-time" }) },
  { name: "values of numbers", wide: { type: "integer" }, narrow: { enum: [1, 2] } },
  { name: "fewer values of numbers", wide: { enum: [1, 2, 3] }, narrow: { enum: [1, 3] } },
  { name: "a const of several", wide: { enum: [true, 1] }, narrow: { const: 1 } },
  { name: "a least number of items", wide: list(), narrow: list({ minItems: 1 }) },
  { name: "a most number of items", wide: list(), narrow: list({ maxItems: 3 }) },
  { name: "fewer items", wide: list({ maxItems: 3 }), narrow: list({ maxItems: 2 }) },
  { name: "different items", wide: list(), narrow: list({ uniqueItems: true }) },
  { name: "narrower items", wide: list(), narrow: list({ items: { type: "integer", minimum: 0 } }) },
  { name: "a tuple", wide: list(), narrow: list({ prefixItems: [{ const: 1 }] }) },
  { name: "an item that must occur", wide: list(), narrow: list({ contains: { const: 3 } }) },
  {
    name: "a property that is required",
    wide: map({ properties: { a: text() } }),
    narrow: map({ properties: { a: text() }, required: ["a"] }),
  },
  {
    name: "a narrower property",
    wide: map({ properties: { a: number() } }),
    narrow: map({ properties: { a: { type: "integer" } } }),
  },
  {
    name: "a property that must come with another",
    wide: map({ properties: { a: text(), b: text() } }),
    narrow: map({ properties: { a: text(), b: text() }, dependentRequired: { a: ["b"] } }),
  },
  {
    name: "narrower values of a map",
    wide: map({ additionalProperties: number() }),
    narrow: map({ additionalProperties: { type: "integer" } }),
  },
  {
    name: "names of a map",
    wide: map({ additionalProperties: number() }),
    narrow: map({ additionalProperties: number(), propertyNames: { pattern: "^x" } }),
  },
  {
    name: "a least number of properties",
    wide: map({ properties: { a: text() } }),
    narrow: map({ properties: { a: text() }, minProperties: 1 }),
  },
  {
    name: "a most number of entries",
    wide: map({ additionalProperties: number() }),
    narrow: map({ additionalProperties: number(), maxProperties: 2 }),
  },
  {
    name: "properties by pattern",
    wide: map({ patternProperties: { "^x": number() } }),
    narrow: map({ patternProperties: { "^x": { type: "integer" } } }),
  },
  { name: "one variant of two", wide: { anyOf: [text(), { type: "integer" }] }, narrow: { anyOf: [text()] } },
  {
    name: "a narrower variant",
    wide: { oneOf: [text(), { type: "null" }] },
    narrow: { oneOf: [text({ minLength: 1 }), { type: "null" }] },
  },
  {
    name: "one more part of allOf",
    wide: { allOf: [text()] },
    narrow: { allOf: [text(), { minLength: 4 }] },
  },
  {
    name: "nothing but what variants evaluate",
    wide: map({
      oneOf: [
        { required: ["a"], properties: { a: text() } },
        { required: ["b"], properties: { b: text() } },
      ],
      additionalProperties: true,
    }),
    narrow: map({
      oneOf: [
        { required: ["a"], properties: { a: text() } },
        { required: ["b"], properties: { b: text() } },
      ],
      unevaluatedProperties: false,
    }),
  },
  { name: "a pattern that looks ahead", wide: text(), narrow: text({ pattern: "^(?=.*[A-Z]).{8,}$" }) },
  { name: "an exception", wide: { type: "integer" }, narrow: { type: "integer", not: { const: 7 } } },
  {
    name: "a condition",
    wide: { type: "integer" },
    // biome-ignore lint/suspicious/noThenProperty: it is a keyword of JSON Schema.
    narrow: { type: "integer", if: { minimum: 10 }, then: { multipleOf: 5 } },
  },
  {
    name: "one of two that overlap",
    wide: { anyOf: [number({ minimum: 1 }), number({ maximum: 5 })] },
    narrow: { oneOf: [number({ minimum: 1 }), number({ maximum: 5 })] },
  },
];

/** Rewritings after which a schema accepts what it did. */
export const REWRITINGS: readonly Rewriting[] = [
  { name: "allOf around it", rewrite: (schema) => ({ allOf: [schema] }) },
  { name: "anyOf around it", rewrite: (schema) => ({ anyOf: [schema] }) },
  { name: "oneOf around it", rewrite: (schema) => ({ oneOf: [schema] }) },
  { name: "the same twice", rewrite: (schema) => ({ allOf: [schema, schema] }) },
  { name: "a part that asks nothing", rewrite: (schema) => ({ allOf: [{}, schema] }) },
  { name: "a variant that nothing is", rewrite: (schema) => ({ anyOf: [schema, { not: {} }] }) },
  { name: "not not", rewrite: (schema) => ({ not: { not: schema } }) },
  {
    name: "another order of keywords",
    rewrite: (schema) => Object.fromEntries(Object.entries(schema).reverse()),
  },
  { name: "a title", rewrite: (schema) => ({ title: "Text", ...schema }) },
  { name: "an example", rewrite: (schema) => ({ ...schema, examples: [] }) },
  {
    name: "type as a list",
    rewrite: (schema) => (typeof schema.type === "string" ? { ...schema, type: [schema.type] } : schema),
  },
  {
    name: "const for an enum of one",
    rewrite: (schema) => (schema.const === undefined ? schema : { enum: [schema.const] }),
  },
  { name: "an extension", rewrite: (schema) => ({ ...schema, "x-note": 1 }) },
];
