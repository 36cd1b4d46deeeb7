import { expect, it } from "vitest";
import { sampleValue } from "../../../../../src/mock/responses/sample-value.ts";
import type { JsonObject } from "../../../../../src/openapi/json.ts";
import { createAjv } from "../../../../../src/validation/compile/ajv.ts";

const named: JsonObject = { type: "object", required: ["name"], properties: { name: { type: "string" } } };
const REFERENCE = { $ref: "#/__bundled__/One" };

it.each<[what: string, schema: JsonObject, bundled: JsonObject]>([
  ["fixed objects", { ...named, enum: [{ name: 1 }, { name: "a" }] }, {}],
  ["fixed objects behind a reference", REFERENCE, { ...named, const: { name: "a" } }],
  [
    "a condition",
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    { type: "object", if: { required: ["a"] }, then: { required: ["b"] }, else: { required: ["c"] } },
    {},
  ],
  [
    "a first item behind a reference",
    { type: "array", minItems: 1, items: REFERENCE },
    { type: "array", minItems: 2, prefixItems: [{ const: 1 }, { const: 2 }], items: false },
  ],
  [
    "an exclusive limit behind a reference",
    REFERENCE,
    { type: "integer", exclusiveMinimum: 4, exclusiveMaximum: 6 },
  ],
])("a value is found for %s", (_, schema, One) => {
  const bundle = { __bundled__: { One } };
  const validate = createAjv({}).compile({ ...schema, ...bundle });
  expect(validate(sampleValue(schema, bundle, (value) => validate(value) === true))).toBe(true);
});
