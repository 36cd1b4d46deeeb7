import { describe, expect, it } from "vitest";
import { addSiblings, flattenAllOf } from "../../../../../../scripts/pipeline/merge/schemas/intersect.ts";
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
      "what is required twice, once",
      { allOf: [{ required: ["a", "b"] }, { required: ["b"] }] },
      { properties: {}, required: ["a", "b"] },
    ],
    [
      "notes, of which the first stay",
      {
        title: "All",
        allOf: [
          { title: "One", description: "First" },
          { description: "Second", "x-wind": 1 },
        ],
      },
      { title: "All", description: "First", "x-wind": 1, properties: {} },
    ],
    [
      "properties that are called like parts of JavaScript",
      { allOf: [kite({ a: text }), { properties: { constructor: text } }] },
      kite({ a: text, constructor: text }),
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
    ["stand next to a condition", { not: text, allOf: [kite({ a: text })] }],
    ["are references", { allOf: [{ $ref: "#/components/schemas/A" }, kite({ a: text })] }],
  ])("leaves parts that %s", (_, given) => {
    expect(flattenAllOf(given)).toBe(given);
  });
});

describe("addSiblings", () => {
  it("lets annotations next to a reference win, and adds conditions to what is there", () => {
    expect(addSiblings({ ...text, description: "There" }, { description: "Here" })).toEqual({
      ...text,
      description: "Here",
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
      allOf: [{ type: "string" }, { type: "null" }],
    });
  });
});
