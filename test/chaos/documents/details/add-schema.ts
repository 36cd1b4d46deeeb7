import { type Json, objectAt } from "../../../../src/openapi/json.ts";
import { addOperation, type Detail, inJson, pick, respond } from "./detail.ts";

const REF = { $ref: "#/components/schemas/Detail" };

/** Schemas that mix versions, or say what few say. */
export const SCHEMAS: readonly Json[] = [
  { type: "integer", exclusiveMinimum: true, minimum: 3, exclusiveMaximum: false, maximum: 9 },
  { type: "number", exclusiveMinimum: 3, minimum: 5 },
  { ...REF, nullable: true },
  { ...REF, type: ["object", "null"], default: null },
  { type: ["string", "integer"], nullable: true, enum: ["a", 1] },
  { type: [], enum: [] },
  { type: ["null"] },
  { enum: ["a", "a", null, { a: 1 }, { a: 1 }, [1], 1, 1] },
  { type: "object", const: { a: [{ b: null }] } },
  { const: [1, { c: 2 }], default: [1] },
  { type: "string", enum: [1, true, null] },
  { type: "string", pattern: "\\p{Script=Han}+(?<=x)$" },
  { type: "string", pattern: "^(a+)+$(?!b)" },
  { type: "string", pattern: "(?<n>a)\\k<n>\\1" },
  { type: "string", pattern: "\\u{1F600}|[^]|\\cA|\\Z" },
  { type: "string", pattern: "/^[a-z]+$/i" },
  { type: "string", pattern: "(?i)abc" },
  { type: "string", format: "kite-length", minLength: 2 },
  { type: "integer", format: "uint64", default: 2 ** 64 },
  { type: "string", format: "binary", contentEncoding: "base64" },
  { type: "integer", default: "3", example: [1] },
  { type: "object", default: [], examples: { a: { value: {} } } },
  { type: "array", default: {}, examples: [[1], "x"] },
  { type: "boolean", default: "true" },
  { type: "number", minimum: 1e308, maximum: -1e308, multipleOf: 1e-300 },
  { type: "integer", minimum: 2 ** 53, multipleOf: 0.5 },
  { type: "array", minItems: 5, maxItems: 2, uniqueItems: "yes" },
  { type: "object", required: "a", properties: { a: {} } },
  { type: "object", required: ["a", "a", "b", 1], additionalProperties: false },
  { type: "object", properties: { a: { required: true, type: "string" } } },
  { type: "object", minProperties: 3, maxProperties: 1 },
  { allOf: [] },
  { oneOf: [], discriminator: { propertyName: "kind" } },
  { oneOf: [REF, REF], discriminator: { propertyName: "kind", mapping: { a: "Lost", b: 3 } } },
  { anyOf: [REF], allOf: [REF], oneOf: [REF], not: REF },
  { allOf: [{ type: "string" }, { type: "object" }] },
  { allOf: [REF, { additionalProperties: false, properties: { b: {} } }] },
  { type: "object", xml: { name: "a", wrapped: true }, externalDocs: "https://example.org" },
  { type: "object", properties: { a: { readOnly: true, writeOnly: true } }, required: ["a"] },
  { type: "array" },
  { type: "array", items: [] },
  { type: "any" },
  { type: "String", format: "Date" },
  { $id: "https://example.org/a", $defs: { B: { $anchor: "b" } }, $ref: "#b" },
  { $dynamicRef: "#node", $dynamicAnchor: "node" },
  { if: { required: ["a"] }, else: false },
  { "x-nullable": true, title: 3, description: ["a"], deprecated: "no" },
];

/** Adds an operation whose parameter, body and response have such schemas. */
export const addSchema: Detail = (document, draw) => {
  const schemas = Array.from({ length: 1 + draw(3) }, () => pick(SCHEMAS, draw));
  const properties = Object.fromEntries(schemas.map((schema, index) => [`detail${index}`, schema]));
  const body = { type: "object", properties, required: draw(2) === 0 ? ["detail0"] : [] };
  const components = objectAt(document, "components");
  const known = { ...objectAt(components, "schemas"), Detail: pick(SCHEMAS, draw) };
  const operation = {
    parameters: [{ name: "q", in: "query", schema: pick(SCHEMAS, draw) }],
    requestBody: inJson({
      schema: body,
      example: pick<Json>([{}, { detail0: 1 }, { detail0: null, detail1: "x" }, [], "{}"], draw),
    }),
    ...respond(inJson({ schema: pick<Json>([body, pick(SCHEMAS, draw), REF], draw) })),
  };
  return addOperation({ ...document, components: { ...components, schemas: known } }, operation);
};
