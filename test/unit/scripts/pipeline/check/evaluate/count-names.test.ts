import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, it } from "vitest";
import { countNamesOnce } from "../../../../../../scripts/pipeline/check/evaluate/count-names.ts";

/** Conditions, branches, loops of all kinds, and values that are used once. */
const SCHEMAS = [
  { type: ["string", "null"], minLength: 2, maxLength: 5, pattern: "^a", format: "date" },
  { type: "array", prefixItems: [{ type: "string" }], items: { enum: [1, 2] }, contains: { const: 3 } },
  { type: "array", uniqueItems: true, minContains: 2, contains: { type: "object" } },
  JSON.parse(
    `{ "if": { "required": ["a"] }, "then": { "minProperties": 2 }, "else": { "maxProperties": 3 } }`,
  ),
  { oneOf: [{ type: "integer" }, { anyOf: [{ type: "number", multipleOf: 2 }, { not: { const: null } }] }] },
  {
    type: "object",
    properties: { a: { type: "object", properties: { b: { items: { type: "number" } } } } },
    patternProperties: { "^x-": { type: "string" } },
    propertyNames: { minLength: 1 },
    unevaluatedProperties: false,
  },
];

function writeAll(): string[] {
  return [true, false].flatMap((allErrors) =>
    SCHEMAS.map((schema) => {
      const code = { source: true, lines: true, optimize: 2 };
      const ajv = new Ajv2020({ strict: false, allErrors, meta: false, validateSchema: false, code });
      ajv.addFormat("date", true);
      return ajv.compile(schema).source?.validateCode ?? "";
    }),
  );
}

it("writes the code that Ajv writes when it counts the names of each block", () => {
  const before = writeAll();
  countNamesOnce();
  expect(writeAll()).toEqual(before);
});
