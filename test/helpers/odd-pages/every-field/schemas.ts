import type { JsonObject } from "../../../../src/openapi/json.ts";

/** Stands for a word of its place, `1` for a number of its place. */
export const WORD = "?";
export const NUMBER = "#";

export const EXTENSION: JsonObject = { "x-own": WORD };
export const DOCS: JsonObject = { description: WORD, url: "https://example.org/?", ...EXTENSION };

const XML: JsonObject = {
  name: WORD,
  namespace: "https://example.org/?",
  prefix: WORD,
  attribute: true,
  wrapped: true,
  ...EXTENSION,
};

const SAID: JsonObject = {
  title: WORD,
  description: WORD,
  $comment: WORD,
  externalDocs: DOCS,
  deprecated: true,
  xml: XML,
  ...EXTENSION,
};

export const STRING: JsonObject = {
  type: "string",
  ...SAID,
  default: WORD,
  example: WORD,
  examples: [WORD],
  minLength: NUMBER,
  maxLength: NUMBER,
  pattern: "^?",
  format: WORD,
};

const OBJECT: JsonObject = { type: "object", properties: { "in?": { type: "string", minLength: NUMBER } } };
const BRANCH: JsonObject = {
  type: "object",
  description: WORD,
  properties: { "in?": { description: WORD } },
};

/** Every keyword, each beside others that it may stand beside. */
const KEYWORDS: JsonObject = {
  text: STRING,
  read: { type: "string", readOnly: true },
  written: { type: "string", writeOnly: true },
  choice: { type: "string", enum: [WORD, "?2"] },
  fixed: { const: WORD },
  encoded: {
    type: "string",
    contentEncoding: WORD,
    contentMediaType: WORD,
    contentSchema: { type: "object", properties: { "in?": { description: WORD } } },
  },
  number: { type: "number", minimum: NUMBER, maximum: NUMBER, multipleOf: NUMBER, default: NUMBER },
  exclusive: { type: "number", exclusiveMinimum: NUMBER, exclusiveMaximum: NUMBER },
  old: { type: "number", minimum: NUMBER, exclusiveMinimum: true, nullable: true },
  list: {
    type: "array",
    description: WORD,
    items: STRING,
    minItems: NUMBER,
    maxItems: NUMBER,
    uniqueItems: true,
  },
  tuple: {
    type: "array",
    prefixItems: [{ type: "string", minLength: NUMBER }],
    unevaluatedItems: { type: "string", minLength: NUMBER },
    contains: { type: "string", minLength: NUMBER },
    minContains: NUMBER,
    maxContains: NUMBER,
  },
  map: {
    type: "object",
    minProperties: NUMBER,
    maxProperties: NUMBER,
    patternProperties: { "^?": { type: "string", description: WORD } },
    additionalProperties: { type: "string", minLength: NUMBER, description: WORD },
    propertyNames: { minLength: NUMBER },
    dependentRequired: { "one?": [WORD] },
    dependentSchemas: { "one?": BRANCH },
  },
  closed: { type: "object", properties: { in: STRING }, unevaluatedProperties: false },
  all: { allOf: [OBJECT, BRANCH] },
  alone: { allOf: [STRING], ...SAID, default: WORD },
  any: { anyOf: [OBJECT, { type: "string", minLength: NUMBER }] },
  one: { oneOf: [OBJECT, { type: "string", maxLength: NUMBER }] },
  not: { not: { type: "string", minLength: NUMBER } },
  condition: {
    type: "object",
    if: { properties: { "in?": { const: WORD } } },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: { properties: { "out?": { minLength: NUMBER } } },
    else: { properties: { "out?": { maxLength: NUMBER } } },
  },
};

/** An object whose properties have every keyword. */
export const SCHEMA: JsonObject = {
  type: "object",
  ...SAID,
  required: ["text"],
  properties: {
    ...KEYWORDS,
    shared: { $ref: "#/components/schemas/Shared", description: WORD },
  },
};

/** Schemas that many others refer to. */
export const SHARED: JsonObject = {
  Shared: { ...SCHEMA, properties: { text: STRING } },
  Kite: {
    oneOf: [{ $ref: "#/components/schemas/Box" }, { $ref: "#/components/schemas/Delta" }],
    discriminator: {
      propertyName: "kind",
      mapping: { "box?": "#/components/schemas/Box", "delta?": "#/components/schemas/Delta" },
      ...EXTENSION,
    },
  },
  Box: { type: "object", required: ["kind"], properties: { kind: { type: "string" }, "box?": STRING } },
  Delta: { type: "object", required: ["kind"], properties: { kind: { type: "string" }, "delta?": STRING } },
  Targets: {
    $id: "https://example.org/?",
    $schema: "https://example.org/?",
    $vocabulary: { "https://example.org/?": true },
    $anchor: WORD,
    $dynamicAnchor: "dynamic?",
    $defs: { "def?": { description: WORD } },
    definitions: { "old?": { description: WORD } },
    id: WORD,
    summary: WORD,
    properties: {
      here: { $dynamicRef: "#dynamic?" },
      unknown: { "unknown?": WORD },
    },
  },
};
