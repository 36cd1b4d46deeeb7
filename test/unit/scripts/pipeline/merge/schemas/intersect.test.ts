import { describe, expect, it } from "vitest";
import {
  addSiblings,
  conjoin,
  flattenAllOf,
} from "../../../../../../scripts/pipeline/merge/schemas/intersect.ts";
import type { JsonObject } from "../../../../../../src/openapi/json.ts";

const kite = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({
  type: "object",
  properties,
  ...more,
});
const text: JsonObject = { type: "string" };

describe("flattenAllOf", () => {
  it.each<[string, JsonObject, JsonObject]>([
    [
      "parts with different properties",
      { allOf: [kite({ a: text }, { required: ["a"] }), { properties: { b: text }, required: ["b"] }] },
      kite({ a: text, b: text }, { required: ["a", "b"] }),
    ],
    [
      "parts in each other, and what stands around them",
      { description: "All", allOf: [{ allOf: [kite({ a: text })] }], required: ["a"] },
      kite({ a: text }, { description: "All", required: ["a"] }),
    ],
    [
      "parts that say the same of a property",
      { allOf: [kite({ a: text }), kite({ a: text })] },
      kite({ a: text }),
    ],
    [
      "a part that says nothing of a property",
      { allOf: [kite({ a: {} }), kite({ a: text })] },
      kite({ a: text }),
    ],
    [
      "what says nothing of a property first, or `true`",
      { allOf: [kite({ a: true }), kite({ a: text })] },
      kite({ a: text }),
    ],
    [
      "what says nothing of a property last",
      { allOf: [kite({ a: text }), kite({ a: true, b: {} })] },
      kite({ a: text, b: {} }),
    ],
    [
      "properties called alike but for their notes",
      { allOf: [kite({ a: { ...text, title: "One" } }), kite({ a: text })] },
      kite({ a: { ...text, title: "One" } }),
    ],
    [
      "parts of which none says a type",
      { allOf: [{ properties: { a: text } }, { required: ["a"] }] },
      { properties: { a: text }, required: ["a"] },
    ],
    [
      "parts that have one object in their properties, each with its own words",
      {
        allOf: [
          kite({ a: kite({ b: text }, { description: "One" }) }),
          kite({ a: kite({ b: text }, { description: "Two" }) }),
        ],
      },
      kite({ a: kite({ b: text }, { description: "One\n\nTwo" }) }),
    ],
    [
      "parts that both forbid a property",
      { allOf: [kite({ a: false }), kite({ a: false })] },
      kite({ a: false }),
    ],
    [
      "parts with different conditions for a property, and the notes of the first",
      { allOf: [kite({ a: { maxLength: 3, title: "One" } }), kite({ a: { minLength: 1, title: "Two" } })] },
      kite({ a: { maxLength: 3, minLength: 1, title: "One" } }),
    ],
    [
      "what is required twice, once",
      { allOf: [{ required: ["a", "b"] }, { required: ["b"] }] },
      { properties: {}, required: ["a", "b"] },
    ],
    [
      "notes, of which the first stay, and descriptions one after the other",
      {
        title: "All",
        allOf: [
          { title: "One", description: "First" },
          { description: "Second", "x-wind": 1 },
        ],
      },
      { title: "All", description: "First\n\nSecond", "x-wind": 1, properties: {} },
    ],
    [
      "what two parts say of one property",
      { allOf: [kite({ a: { ...text, description: "One" } }), kite({ a: { ...text, description: "Two" } })] },
      kite({ a: { ...text, description: "One\n\nTwo" } }),
    ],
    [
      "a description that repeats another one, once",
      {
        description: "A kite",
        allOf: [{ description: "A kite\nWith a tail" }, { description: "A kite" }],
      },
      { description: "A kite\nWith a tail", properties: {} },
    ],
    [
      "properties that are called like parts of JavaScript",
      { allOf: [kite({ a: text }), { properties: { constructor: text } }] },
      kite({ a: text, constructor: text }),
    ],
    [
      "parts that say different things of one property which can be written as one",
      { allOf: [kite({ a: text }), kite({ a: { maxLength: 3 } })] },
      kite({ a: { ...text, maxLength: 3 } }),
    ],
    [
      "parts whose required is no list",
      { allOf: [{ required: true }, kite({ a: text })] },
      kite({ a: text }),
    ],
  ])("puts together %s", (_, given, want) => {
    expect(flattenAllOf(given)).toEqual(want);
  });

  it.each<[string, JsonObject]>([
    ["say different things of one property", { allOf: [kite({ a: text }), kite({ a: { type: "null" } })] }],
    ["are no objects", { allOf: [text, { maxLength: 3 }] }],
    ["are closed", { allOf: [kite({ a: text }, { additionalProperties: false }), kite({ b: text })] }],
    ["are of no object type", { allOf: [{ type: "array" }, kite({ a: text })] }],
    ["are not all schemas", { allOf: [kite({ a: text }), true] }],
    ["are no list", { allOf: kite({ a: text }) }],
    ["forbid a property that another describes", { allOf: [kite({ a: false }), kite({ a: text })] }],
    ["describe a property that another forbids", { allOf: [kite({ a: text }), kite({ a: false })] }],
    ["stand next to a condition", { not: text, allOf: [kite({ a: text })] }],
    ["are references", { allOf: [{ $ref: "#/components/schemas/A" }, kite({ a: text })] }],
  ])("leaves parts that %s", (_, given) => {
    expect(flattenAllOf(given)).toBe(given);
  });
});

it("flattenAllOf calls deprecated what any part does, and what any says of a property", () => {
  const part = (more: JsonObject): JsonObject => ({
    properties: { wind: { type: "string", ...more } },
    ...more,
  });
  const flat = { properties: { wind: { type: "string", deprecated: true } }, deprecated: true };
  expect(flattenAllOf({ allOf: [part({}), part({ deprecated: true })] })).toEqual(flat);
  expect(flattenAllOf({ allOf: [part({ deprecated: true }), part({ deprecated: false })] })).toEqual(flat);
});

describe("addSiblings", () => {
  it("lets annotations next to a reference win, keeps both descriptions, and adds conditions to what is there", () => {
    expect(addSiblings({ ...text, description: "There" }, { description: "Here" })).toEqual({
      ...text,
      description: "Here\n\nThere",
    });
    expect(addSiblings(kite({ a: text }), kite({ b: text }))).toEqual(kite({ b: text, a: text }));
    expect(addSiblings({ type: "string", default: "a" }, { default: "b", maxLength: 3 })).toEqual({
      type: "string",
      default: "b",
      maxLength: 3,
    });
    expect(addSiblings(kite({ a: text }, { title: "There" }), kite({ b: text }, { title: "Here" }))).toEqual(
      kite({ b: text, a: text }, { title: "Here" }),
    );
    expect(addSiblings({ type: "string" }, { type: "null" })).toEqual({
      type: "null",
      allOf: [{ type: "string" }],
    });
  });

  it("keeps what is closed outside beside the reference, where it sees all properties", () => {
    const closed: JsonObject = { properties: { b: text }, unevaluatedProperties: false };
    expect(addSiblings(kite({ a: text }), closed)).toEqual({ ...closed, allOf: [kite({ a: text })] });
    expect(addSiblings(kite({ a: text }), { ...closed, allOf: [{ minProperties: 1 }] })).toEqual({
      ...closed,
      allOf: [{ minProperties: 1 }, kite({ a: text })],
    });
  });
});

describe("conjoin", () => {
  it.each<[string, JsonObject, JsonObject, JsonObject]>([
    ["different limits", { minimum: 1 }, { maximum: 3 }, { minimum: 1, maximum: 3 }],
    [
      "what both say alike, also as null",
      { const: null, ...text },
      { const: null, ...text },
      { const: null, ...text },
    ],
    [
      "annotations, of which the outer win",
      { title: "In", ...text },
      { title: "Out", default: "a" },
      { title: "Out", ...text, default: "a" },
    ],
    [
      "what is closed outside",
      { properties: { a: text } },
      { unevaluatedProperties: false },
      { properties: { a: text }, unevaluatedProperties: false },
    ],
    [
      "what is closed inside and meets limits alone",
      { unevaluatedProperties: false },
      { minProperties: 1 },
      { unevaluatedProperties: false, minProperties: 1 },
    ],
  ])("writes as one %s", (_, inner, outer, want) => {
    expect(conjoin(inner, outer)).toEqual(want);
  });

  it.each<[string, JsonObject, JsonObject]>([
    ["have a keyword in common", { minimum: 1 }, { minimum: 2 }],
    ["describe properties and all others", { properties: { a: text } }, { additionalProperties: false }],
    [
      "describe all other properties and some",
      { additionalProperties: text },
      { patternProperties: { a: {} } },
    ],
    ["describe first items and all others", { prefixItems: [text] }, { items: false }],
    ["say what is contained and how often", { contains: text }, { minContains: 2 }],
    ["say what is contained and how often at most", { contains: text }, { maxContains: 2 }],
    ["say a condition and what follows", { if: text }, { else: false }],
    ["say what follows and the condition of it", JSON.parse('{ "then": {} }'), { if: text }],
    [
      "say the same of types, one of them null as well",
      { type: "string" },
      { type: "string", nullable: true },
    ],
    [
      "are closed inside and describe properties outside",
      { unevaluatedProperties: false },
      { properties: {}, type: "object" },
    ],
    ["are closed inside and refer outside", { unevaluatedItems: false }, { $ref: "#/components/schemas/A" }],
  ])("leaves schemas that %s", (_, inner, outer) => {
    expect(conjoin(inner, outer)).toBeUndefined();
  });

  it.each(["unevaluatedProperties", "unevaluatedItems"])(
    "keeps apart from %s inside what evaluates outside",
    (closed) => {
      // Section 11 of JSON Schema 2020-12, and the references and subschemas that may lead to these.
      const evaluating = [
        ...["$ref", "$dynamicRef", "allOf", "anyOf", "oneOf", "if", "then", "else", "dependentSchemas"],
        ...["properties", "patternProperties", "additionalProperties", "unevaluatedProperties"],
        ...["prefixItems", "items", "contains", "unevaluatedItems"],
      ].filter((keyword) => keyword !== closed);
      const joined = evaluating.filter((keyword) => conjoin({ [closed]: false }, { [keyword]: {} }));
      expect(joined).toEqual([]);
      for (const keyword of ["not", "propertyNames", "minItems", "required", "uniqueItems"])
        expect(conjoin({ [closed]: false }, { [keyword]: {} })).toEqual({ [closed]: false, [keyword]: {} });
    },
  );
});
