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
  ])("puts together %s", (_, given, want) => {
    expect(flattenAllOf(given)).toEqual(want);
  });

  it.each<[string, JsonObject]>([
    ["say different things of one property", { allOf: [kite({ a: text }), kite({ a: { type: "null" } })] }],
    ["are no objects", { allOf: [text, { maxLength: 3 }] }],
    ["are closed", { allOf: [kite({ a: text }, { additionalProperties: false }), kite({ b: text })] }],
    ["are references", { allOf: [{ $ref: "#/components/schemas/A" }, kite({ a: text })] }],
  ])("leaves parts that %s", (_, given) => {
    expect(flattenAllOf(given)).toBe(given);
  });
});

describe("addSiblings", () => {
  it("lets notes beside a reference win, and adds conditions to what is there", () => {
    expect(addSiblings({ ...text, description: "There" }, { description: "Here" })).toEqual({
      ...text,
      description: "Here",
    });
    expect(addSiblings(kite({ a: text }), kite({ b: text }))).toEqual(kite({ b: text, a: text }));
    expect(addSiblings({ type: "string" }, { type: "null" })).toEqual({
      allOf: [{ type: "string" }, { type: "null" }],
    });
  });
});
