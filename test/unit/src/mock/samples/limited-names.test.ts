import { expect, it } from "vitest";
import { sampleValue } from "../../../../../src/mock/samples/sample-value.ts";
import type { JsonObject } from "../../../../../src/openapi/json.ts";
import { createAjv } from "../../../../../src/validation/compile/ajv.ts";

const S = { type: "string" };
const I = { type: "integer" };
/** Conditions, and limits to the names of an object and to their number. */
// biome-ignore-start lint/suspicious/noThenProperty: a keyword of JSON Schema
const CASES: JsonObject[] = [
  { type: "object", minProperties: 2, propertyNames: { minLength: 3, maxLength: 5 } },
  { type: "object", minProperties: 2, propertyNames: { enum: ["a", "b", "c"] }, additionalProperties: I },
  { type: "object", minProperties: 2, propertyNames: { pattern: "^x-", maxLength: 8 } },
  {
    type: "object",
    minProperties: 2,
    maxProperties: 2,
    propertyNames: { minLength: 3 },
    additionalProperties: I,
  },
  { type: "object", minProperties: 1, propertyNames: { format: "uuid" } },
  {
    type: "object",
    minProperties: 2,
    patternProperties: { "^x-": I, "^y-": S },
    additionalProperties: false,
  },
  {
    type: "object",
    minProperties: 3,
    maxProperties: 3,
    properties: { a: I },
    required: ["a"],
    patternProperties: { "^x": I },
    additionalProperties: false,
  },
  { type: "object", minProperties: 2, properties: { a: I, b: I }, additionalProperties: false },
  { type: "object", maxProperties: 1, properties: { a: I, b: I, c: I } },
  { type: "object", maxProperties: 0, additionalProperties: I },
  { type: "object", propertyNames: { pattern: "^[a-z]{2}$" }, additionalProperties: I },
  {
    type: "object",
    propertyNames: { pattern: "^x" },
    patternProperties: { "^x": S },
    additionalProperties: false,
    minProperties: 1,
  },
  {
    type: "object",
    required: ["k"],
    properties: { k: { enum: ["a", "b"] } },
    if: { properties: { k: { const: "a" } } },
    then: { required: ["x"], properties: { x: I } },
    else: { required: ["y"], properties: { y: S } },
  },
  {
    type: "object",
    required: ["n"],
    properties: { n: I },
    if: { properties: { n: { minimum: 10 } } },
    then: { properties: { n: { multipleOf: 7 } } },
    else: { properties: { n: { maximum: -5 } } },
  },
  { type: "integer", if: { minimum: 10 }, then: { multipleOf: 7 }, else: { maximum: -5 } },
  {
    type: "object",
    if: { required: ["a"] },
    then: { not: { required: ["b"] } },
    else: { required: ["b"] },
    properties: { a: I, b: I },
  },
  {
    allOf: [
      { if: { properties: { t: { const: "x" } } }, then: { required: ["p"] } },
      { if: { properties: { t: { const: "y" } } }, then: { required: ["q"] } },
    ],
    type: "object",
    properties: { t: { enum: ["x", "y"] }, p: I, q: S },
    required: ["t"],
  },
  { type: "object", if: { required: ["a"] }, else: false, properties: { a: I } },
  { type: "string", if: { pattern: "^a" }, then: { minLength: 5 }, else: { maxLength: 2 } },
  { type: "array", items: I, if: { minItems: 2 }, then: { uniqueItems: true }, else: false },
  {
    type: "object",
    properties: {
      m: { type: "object", minProperties: 2, propertyNames: { maxLength: 2 }, additionalProperties: S },
    },
    required: ["m"],
  },
  { type: "object", minProperties: 2, propertyNames: { not: { pattern: "^p" } }, additionalProperties: I },
];
// biome-ignore-end lint/suspicious/noThenProperty: a keyword of JSON Schema

it.each(CASES.map((schema) => [JSON.stringify(schema), schema] as const))(
  "a value is found for %s",
  (_, schema) => {
    const validate = createAjv({}).compile(schema);
    const value = sampleValue(schema, {}, (one) => validate(one) === true);
    expect([value, validate(value)]).toEqual([value, true]);
  },
);

it("none is found for what allows none, and that soon", () => {
  const schema = { type: "object", minProperties: 3, propertyNames: { enum: ["a", "b"] } };
  const validate = createAjv({}).compile(schema);
  const before = process.cpuUsage();
  expect(sampleValue(schema, {}, (one) => validate(one) === true)).toBeUndefined();
  expect(process.cpuUsage(before).user / 1_000).toBeLessThan(2_000);
});
