import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../../src/openapi/json.ts";
import { resolveComponent } from "../../../../src/openapi/references.ts";
import { spellOutUnevaluated } from "../../../../src/validation/compile/unevaluated.ts";
import { acceptsValue } from "../../../helpers/schemas/evaluate-schema.ts";

const named = (...names: string[]): JsonObject => Object.fromEntries(names.map((name) => [name, {}]));
const document: JsonObject = {
  components: { schemas: { Kite: { properties: { tail: {} }, prefixItems: [{}] } } },
};
const kite = { $ref: "#/components/schemas/Kite" };
const spellOut = (schema: JsonObject) =>
  spellOutUnevaluated(schema, (value) => resolveComponent(document, value));

describe("spellOutUnevaluated", () => {
  it("closes a schema to what it, its parts and its references describe", () => {
    const open = {
      properties: named("a"),
      patternProperties: { "^x-": {} },
      allOf: [{ properties: named("b") }],
    };
    expect(spellOut({ ...kite, ...open, unevaluatedProperties: false })).toEqual({
      ...kite,
      ...open,
      allOf: [
        ...open.allOf,
        {
          $comment: "unevaluatedProperties",
          properties: named("a", "tail", "b"),
          patternProperties: { "^x-": {} },
          additionalProperties: false,
        },
      ],
    });
  });

  it("closes the items after those that are described", () => {
    expect(spellOut({ ...kite, unevaluatedItems: { type: "string" } })).toEqual({
      ...kite,
      allOf: [{ $comment: "unevaluatedItems", prefixItems: [{}], items: { type: "string" } }],
    });
  });

  it.each<[string, JsonObject]>([
    ["all other properties", { additionalProperties: {}, unevaluatedProperties: false }],
    ["all other items in a part", { allOf: [{ items: {} }], unevaluatedItems: false }],
  ])("drops the keyword where %s are described", (_, schema) => {
    const { unevaluatedProperties: _p, unevaluatedItems: _i, ...rest } = schema;
    expect(spellOut(schema)).toEqual(rest);
  });

  it("asks each branch of a oneOf once, as only one accepts a value", () => {
    const oneOf = Array.from({ length: 40 }, (_, index) => ({
      properties: { kind: { const: index }, [`own${index}`]: {} },
      required: ["kind"],
    }));
    const schema = spellOut({ oneOf, unevaluatedProperties: false });
    expect(schema.unevaluatedProperties).toBeUndefined();
    expect(acceptsValue(schema, schema, { kind: 39, own39: 1 })).toBe(true);
    expect(acceptsValue(schema, schema, { kind: 39, own38: 1 })).toBe(false);
  });

  it("leaves to Ajv what has more than a thousand ways through it", () => {
    const branches = (count: number) => ({
      anyOf: Array.from({ length: count }, (_, index) => ({ properties: named(`a${index}`) })),
      unevaluatedProperties: false,
    });
    expect(spellOut(branches(9)).unevaluatedProperties).toBeUndefined();
    expect(spellOut(branches(11))).toEqual(branches(11));
  });
});
