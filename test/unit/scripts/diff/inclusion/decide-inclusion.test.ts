import { describe, expect, it } from "vitest";
import {
  decideInclusion,
  type InclusionOptions,
} from "../../../../../scripts/diff/inclusion/decide-inclusion.ts";
import type { Json, JsonObject } from "../../../../../src/openapi/json.ts";

function decide(first: Json, second: Json, options: InclusionOptions = {}, document: JsonObject = {}) {
  return decideInclusion({ schema: first, document }, { schema: second, document }, options);
}

const tree = (leaf: Json): JsonObject => ({
  type: "object",
  properties: { value: leaf, children: { type: "array", items: { $ref: "#" } } },
});

describe("decideInclusion", () => {
  it.each<[title: string, first: Json, second: Json]>([
    ["integers among numbers", { type: "integer" }, { type: "number" }],
    ["a const among the values of an enum", { const: 2 }, { enum: [1, 2] }],
    [
      "a range inside two that touch",
      { type: "integer", minimum: 1, maximum: 8 },
      { anyOf: [{ minimum: 5 }, { maximum: 4 }] },
    ],
    [
      "multiples of 6 among those of 1.5",
      { type: "number", multipleOf: 6 },
      { type: "number", multipleOf: 1.5 },
    ],
    ["decimals as they are written: 0.3 is a multiple of 0.1", { const: 0.3 }, { multipleOf: 0.1 }],
    [
      "a pattern inside another",
      { type: "string", pattern: "^b(a)+b$" },
      { type: "string", pattern: "^b.*b$" },
    ],
    [
      "what a pattern does not match, written as another",
      { type: "string", pattern: "^[^a]*$" },
      { not: { type: "string", pattern: "a" } },
    ],
    [
      "texts of a length that a pattern fixes",
      { type: "string", pattern: "^\\d{4}$" },
      { type: "string", minLength: 4, maxLength: 4 },
    ],
    [
      "a list of strings in a tuple of strings",
      { type: "array", items: { type: "string" } },
      { prefixItems: [{ type: "string" }] },
    ],
    [
      "different booleans among lists of two",
      { type: "array", items: { type: "boolean" }, uniqueItems: true },
      { type: "array", maxItems: 2 },
    ],
    [
      "what contains none, where each item is something else",
      { type: "array", items: { type: "string" } },
      { not: { contains: { type: "number" } } },
    ],
    [
      "an object with more rules",
      { type: "object", required: ["a"], properties: { a: { const: 1 } } },
      { type: "object", minProperties: 1 },
    ],
    [
      "properties by pattern",
      { type: "object", patternProperties: { "^x": { type: "integer" } } },
      { properties: { xy: { type: "number" } } },
    ],
    [
      "a condition and its two outcomes",
      { oneOf: [{ type: "string", minLength: 2 }, { type: "null" }] },
      // biome-ignore lint/suspicious/noThenProperty: it is a keyword of JSON Schema.
      { if: { type: "string" }, then: { minLength: 1 } },
    ],
    [
      "variants in another order",
      { oneOf: [{ type: "string" }, { type: "null" }] },
      { anyOf: [{ type: "null" }, { type: "string" }] },
    ],
    [
      "types as a list and as a union",
      { type: ["string", "integer"] },
      { anyOf: [{ type: "string" }, { type: "integer" }] },
    ],
    ["lists as values", { enum: [[1, 2], [3]] }, { type: "array", items: { type: "integer" }, minItems: 1 }],
    ["nothing at all", { type: "string", enum: [1] }, { type: "boolean" }],
  ])("finds %s included", (_, first, second) => {
    expect(decide(first, second)).toEqual({ kind: "included" });
  });

  it.each<[title: string, first: Json, second: Json, witness: Json]>([
    ["the first number past a limit", { type: "integer", maximum: 15 }, { type: "integer", maximum: 10 }, 11],
    [
      "a limit itself that becomes strict",
      { type: "number", minimum: 5 },
      { type: "number", exclusiveMinimum: 5 },
      5,
    ],
    [
      "a fraction where whole numbers are asked for",
      { type: "number", minimum: 0.5, exclusiveMaximum: 1 },
      { type: "integer" },
      0.5,
    ],
    ["the value that an enum lost", { enum: ["a", "b"] }, { enum: ["a"] }, "b"],
    ["one character too many", { type: "string", maxLength: 3 }, { type: "string", maxLength: 2 }, "aaa"],
    [
      "a text that the new pattern refuses",
      { type: "string", pattern: "^[ab]$" },
      { type: "string", pattern: "^a$" },
      "b",
    ],
    ["null where it was accepted", { type: ["string", "null"] }, { type: "string" }, null],
    ["a property that is required now", { type: "object", properties: { a: {} } }, { required: ["a"] }, {}],
    [
      "an item that occurs twice",
      { type: "array", items: { type: "integer" } },
      { uniqueItems: true },
      [0, 0],
    ],
    [
      "a value in two variants of which one may hold",
      { type: "integer" },
      { oneOf: [{ minimum: 3 }, { maximum: 3 }] },
      3,
    ],
    ["no e-mail address", { type: "string" }, { type: "string", format: "email" }, ""],
  ])("shows %s", (_, first, second, witness) => {
    expect(decide(first, second)).toEqual({ kind: "not included", witness });
  });

  it("follows schemas that contain themselves", () => {
    const [wide, narrow] = [tree({ type: "number" }), tree({ type: "integer" })];
    const decideTrees = (first: JsonObject, second: JsonObject) =>
      decideInclusion({ schema: first, document: first }, { schema: second, document: second });
    expect(decideTrees(narrow, wide)).toEqual({ kind: "included" });
    expect(decideTrees(wide, narrow)).toMatchObject({ kind: "not included" });
  });

  it("finds the value deep inside a schema that contains itself", () => {
    const chain = (end: Json): JsonObject => ({
      oneOf: [
        {
          type: "object",
          required: ["next"],
          properties: { next: { $ref: "#" } },
          additionalProperties: false,
        },
        end as JsonObject,
      ],
    });
    const [first, second] = [chain({ enum: [1, 2] }), chain({ enum: [1] })];
    const found = decideInclusion(
      { schema: { required: ["next"], type: "object", allOf: [{ $ref: "#" }] }, document: first },
      { schema: second, document: second },
    );
    expect(found).toEqual({ kind: "not included", witness: { next: 2 } });
  });

  it("takes an undeclared property for one that nobody sends, where objects are closed", () => {
    const first = { type: "object", properties: { a: { type: "string" } } };
    const second = { type: "object", properties: { a: { type: "string" }, b: { type: "integer" } } };
    expect(decide(first, second)).toMatchObject({ kind: "not included", witness: { b: null } });
    expect(decide(first, second, { isClosed: true })).toEqual({ kind: "included" });
  });

  it("adds up what the parts of a closed object declare", () => {
    const parts = [{ properties: { a: { type: "string" } } }, { properties: { b: { type: "string" } } }];
    const both = { properties: { b: { type: "integer" } } };
    for (const keyword of ["allOf", "anyOf"])
      expect(decide({ type: "object", [keyword]: parts }, both, { isClosed: true })).toEqual({
        kind: "not included",
        witness: { b: "" },
      });
  });

  it("leaves a closed object open that declares nothing, or says what else it holds", () => {
    const second = { properties: { b: { type: "integer" } } };
    for (const first of [
      { type: "object" },
      { type: "object", properties: { a: {} }, additionalProperties: { type: "string" } },
    ])
      expect(decide(first, second, { isClosed: true })).toMatchObject({ kind: "not included" });
  });

  it.each<[title: string, second: Json, reason: RegExp]>([
    ["a pattern that refers back", { type: "string", pattern: "^(z+)\\1$" }, /cannot be read/],
    ["a keyword that no rule reads", { type: "string", $dynamicRef: "#a" }, /dynamicRef/],
    ["a reference that leads nowhere", { $ref: "#/components/schemas/None" }, /leads nowhere/],
    ["a format that is not known", { type: "string", format: "licence-plate" }, /licence-plate/],
  ])("says that it cannot decide %s", (_, second, reason) => {
    const found = decide(
      { type: "string", enum: ["zzzzzzzzzz"], minLength: 1 },
      { allOf: [second, { not: { const: "y" } }] },
    );
    if (found.kind === "undecided") expect(found.reason).toMatch(reason);
    else expect(found).toEqual({ kind: "included" });
  });

  it("says that it cannot decide where an unknown format is new, with its place", () => {
    const found = decide(
      { type: "object", required: ["plate"], properties: { plate: { type: "string" } } },
      { properties: { plate: { type: "string", format: "licence-plate" } } },
    );
    expect(found).toMatchObject({ kind: "undecided", pointer: "#/plate" });
  });

  it("says so when a decision takes too many steps", () => {
    const found = decide(
      { type: "object", properties: { a: { type: "string" } } },
      { required: ["b"] },
      { maxSteps: 1 },
    );
    expect(found).toEqual({ kind: "undecided", reason: "the decision takes too many steps", pointer: "#" });
  });

  it("looks only at values that meet further conditions", () => {
    const where = [{ schema: { minimum: 20 }, document: {}, isNegated: false, isClosed: false }];
    expect(decide({ type: "integer" }, { maximum: 10 }, { where })).toEqual({
      kind: "not included",
      witness: 20,
    });
  });
});
