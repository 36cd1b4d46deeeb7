import { describe, expect, it } from "vitest";
import {
  isJoinable,
  splitAlternatives,
} from "../../../../../../scripts/pipeline/merge/schemas/alternatives.ts";
import type { JsonObject } from "../../../../../../src/openapi/json.ts";

const text: JsonObject = { type: "string" };
const nothing: JsonObject = { type: "null" };

describe("splitAlternatives", () => {
  it.each<[string, JsonObject, JsonObject[]]>([
    ["one type is itself", { type: "string", maxLength: 3 }, [{ type: "string", maxLength: 3 }]],
    ["a list of one type", { type: ["string"] }, [text]],
    ["no type", { description: "Any" }, [{ description: "Any" }]],
    ["anyOf", { anyOf: [text, nothing] }, [text, nothing]],
    ["oneOf", { oneOf: [text, nothing] }, [text, nothing]],
    [
      "branches in branches",
      { anyOf: [{ oneOf: [text, nothing] }, { type: ["boolean"] }] },
      [text, nothing, { type: "boolean" }],
    ],
    [
      "branches next to annotations, a type and a default",
      { description: "Any", type: "string", default: "a", anyOf: [text, nothing] },
      [text, nothing],
    ],
    ["branches that are no schemas", { anyOf: [text, null, true] }, [text]],
    [
      "a union next to a condition, which is no list of alternatives",
      { anyOf: [text, nothing], maxLength: 3 },
      [{ anyOf: [text, nothing], maxLength: 3 }],
    ],
    ["two unions, of which both hold", { anyOf: [text], oneOf: [text] }, [{ anyOf: [text], oneOf: [text] }]],
    ["branches that are no list", { anyOf: text }, [{ anyOf: text }]],
    [
      "limits, each to its type",
      {
        type: ["string", "integer", "array", "object", "null"],
        description: "All",
        maxLength: 1,
        pattern: "a",
        maximum: 2,
        multipleOf: 2,
        items: text,
        uniqueItems: true,
        properties: {},
        additionalProperties: false,
        "x-wind": 1,
      },
      [
        { type: "string", description: "All", maxLength: 1, pattern: "a", "x-wind": 1 },
        { type: "integer", description: "All", maximum: 2, multipleOf: 2, "x-wind": 1 },
        { type: "array", description: "All", items: text, uniqueItems: true, "x-wind": 1 },
        { type: "object", description: "All", properties: {}, additionalProperties: false, "x-wind": 1 },
        { type: "null", description: "All", "x-wind": 1 },
      ],
    ],
    [
      "a list whose first items are described, beside a text",
      { type: ["array", "string"], prefixItems: [text] },
      [{ type: "array", prefixItems: [text] }, text],
    ],
    [
      "values, each to its type",
      { type: ["string", "integer", "null"], enum: ["a", 1, null] },
      [
        { type: "string", enum: ["a"] },
        { type: "integer", enum: [1] },
        { type: "null", enum: [null] },
      ],
    ],
    [
      "a type of which the enum has no value",
      { type: ["string", "null"], enum: ["a"] },
      [{ type: "string", enum: ["a"] }],
    ],
    ["a const among types", { type: ["string", "null"], const: "a" }, [{ type: "string", enum: ["a"] }]],
    ["values without a type", { enum: ["a", "b"] }, [{ type: "string", enum: ["a", "b"] }]],
    [
      "values of several types without a type",
      { enum: ["a", 1.5, 2] },
      [
        { type: "string", enum: ["a"] },
        { type: "number", enum: [1.5, 2] },
        { type: "integer", enum: [2] },
      ],
    ],
    ["properties without a type", { properties: { a: text } }, [{ type: "object", properties: { a: text } }]],
    ["required properties without a type", { required: ["a"] }, [{ type: "object", required: ["a"] }]],
    ["items without a type", { items: text }, [{ type: "array", items: text }]],
  ])("splits %s", (_, given, want) => {
    expect(splitAlternatives(given)).toStrictEqual(want);
  });
});

describe("isJoinable", () => {
  const known = {
    type: "string",
    enum: [],
    const: 1,
    default: 1,
    minLength: 1,
    maxLength: 1,
    pattern: "",
    format: "",
    minimum: 1,
    maximum: 1,
    exclusiveMinimum: 1,
    exclusiveMaximum: 1,
    multipleOf: 1,
    items: {},
    minItems: 1,
    maxItems: 1,
    uniqueItems: true,
    properties: {},
    required: [],
    additionalProperties: {},
    minProperties: 1,
    maxProperties: 1,
    description: "",
    "x-wind": 1,
  };
  it.each(Object.entries(known))("knows how to join %s", (keyword, value) => {
    expect(isJoinable({ [keyword]: value })).toBe(true);
    expect(isJoinable({ ...known, [keyword]: value })).toBe(true);
  });

  it.each([
    "prefixItems",
    "not",
    "if",
    "contains",
    "patternProperties",
    "dependentRequired",
    "anyOf",
    "$ref",
  ])("does not know how to join %s", (keyword) => {
    expect(isJoinable({ ...known, [keyword]: {} })).toBe(false);
  });
});
