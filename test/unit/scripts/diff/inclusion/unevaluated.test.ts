import { describe, expect, it } from "vitest";
import { decideInclusion } from "../../../../../scripts/diff/inclusion/decide-inclusion.ts";
import { isObject, type Json } from "../../../../../src/openapi/json.ts";

const at = (schema: Json) => ({ schema, document: isObject(schema) ? schema : {} });
const decide = (first: Json, second: Json) => decideInclusion(at(first), at(second));

const named = (name: string, value: Json = {}): Json => ({ properties: { [name]: value } });
const closed = (fields: object): Json =>
  ({ type: "object", ...fields, unevaluatedProperties: false }) as Json;

describe("decideInclusion, of what is not evaluated", () => {
  it.each<[title: string, open: Json, shut: Json]>([
    [
      "properties of its own",
      closed({ properties: { a: {} } }),
      { properties: { a: {} }, additionalProperties: false },
    ],
    [
      "properties of all parts",
      closed({ allOf: [named("a"), named("b")] }),
      { properties: { a: {}, b: {} }, additionalProperties: false },
    ],
    [
      "properties that a pattern names, and those of a reference",
      closed({ $ref: "#/$defs/one", patternProperties: { "^x": {} }, $defs: { one: named("a") } }),
      { properties: { a: {} }, patternProperties: { "^x": {} }, additionalProperties: false },
    ],
    [
      "all, where further ones are allowed",
      closed({ properties: { a: {} }, additionalProperties: { type: "string" } }),
      { properties: { a: {} }, additionalProperties: { type: "string" } },
    ],
    [
      "properties that come with another",
      closed({ properties: { a: {} }, dependentSchemas: { a: named("b") } }),
      { properties: { a: {}, b: {} }, dependentRequired: { b: ["a"] }, additionalProperties: false },
    ],
    [
      "properties of the variant that holds",
      closed({
        oneOf: [
          { required: ["a"], properties: { a: {} } },
          { required: ["b"], properties: { b: {} } },
        ],
      }),
      {
        properties: { a: {}, b: {} },
        additionalProperties: false,
        minProperties: 1,
        maxProperties: 1,
      },
    ],
  ])("counts %s as evaluated", (_, one, other) => {
    const second = isObject(other) ? { type: "object", ...other } : other;
    expect(decide(one, second)).toEqual({ kind: "included" });
    expect(decide(second, one)).toEqual({ kind: "included" });
  });

  it("keeps a property from an object that only a variant that fails declares", () => {
    const variants = closed({
      anyOf: [{ properties: { a: { const: 1 }, b: {} }, required: ["a"] }, named("c")],
    });
    expect(
      decide({ type: "object", required: ["b"], properties: { a: { const: 2 } } }, variants),
    ).toMatchObject({
      kind: "not included",
    });
    expect(decide({ enum: [{ a: 1, b: 0 }, { c: 3 }, { a: 1, b: 0, c: 3 }] }, variants)).toEqual({
      kind: "included",
    });
  });

  it("does not take a sibling's rule for its own", () => {
    const inside: Json = { allOf: [{ unevaluatedProperties: false }, named("a")] };
    expect(decide(closed({ properties: { a: {} } }), inside)).toMatchObject({ kind: "not included" });
  });

  it("asks of items what no list of items, and no `contains`, has evaluated", () => {
    const list = (fields: object): Json => ({ type: "array", ...fields }) as Json;
    const one = list({
      allOf: [{ prefixItems: [{ type: "string" }] }],
      unevaluatedItems: { type: "integer" },
    });
    const other = list({ prefixItems: [{ type: "string" }], items: { type: "integer" } });
    expect(decide(one, other)).toEqual({ kind: "included" });
    expect(decide(other, one)).toEqual({ kind: "included" });
    const some = list({ contains: { type: "string" }, unevaluatedItems: { type: "integer" } });
    expect(decide(some, list({ items: { type: ["string", "integer"] } }))).toEqual({ kind: "included" });
    expect(decide(some, list({ items: { type: "string" } }))).toMatchObject({ kind: "not included" });
  });

  it("says that it cannot decide where too many branches may hold", () => {
    const many = Array.from({ length: 9 }, (_, index) => named(`p${index}`, { type: "string" }));
    expect(
      decide({ type: "object", additionalProperties: { type: "string" } }, closed({ anyOf: many })),
    ).toMatchObject({
      kind: "undecided",
      reason: "`unevaluatedProperties` depends on too much",
    });
  });
});

describe("decideInclusion, of references", () => {
  it.each<[title: string, first: Json]>([
    ["beside a default", { $ref: "#/$defs/a", default: 1, $defs: { a: { type: "integer" } } }],
    ["to an anchor", { $ref: "#whole", $defs: { a: { $anchor: "whole", type: "integer" } } }],
    ["percent-encoded", { $ref: "#/$defs/a%20b", $defs: { "a b": { type: "integer" } } }],
  ])("follows one %s", (_, first) => {
    expect(decide(first, { type: "integer" })).toEqual({ kind: "included" });
    expect(decide(first, { type: "string" })).toMatchObject({ kind: "not included" });
  });

  it("does not take two references of one name for one, where a document says what it means", () => {
    const named = (type: string): Json => ({ $ref: "#a", $defs: { x: { $anchor: "a", type } } });
    expect(decide(named("string"), named("integer"))).toMatchObject({ kind: "not included" });
    const dynamic = (type: string): Json => ({
      $dynamicRef: "#a",
      $defs: { x: { $dynamicAnchor: "a", type } },
    });
    expect(decide(dynamic("string"), dynamic("integer")).kind).toBe("undecided");
    expect(decide(dynamic("string"), dynamic("string"))).toEqual({ kind: "included" });
  });
});

describe("decideInclusion, of numbers beyond 2^53", () => {
  it.each<[first: Json, second: Json]>([
    [{ type: "number" }, { maximum: 1e30 }],
    [{ type: "integer", multipleOf: 3 }, { maximum: 1e30 }],
    [{ type: "integer", multipleOf: 30 }, { minimum: -1e40 }],
    [{ minimum: -1e30, type: "number" }, { maximum: 18446744073709552000 }],
  ])("finds a value of %j that is none of %j", (first, second) => {
    expect(decide(first, second)).toMatchObject({ kind: "not included" });
  });

  it("knows no number above the limit where there is none", () => {
    expect(decide({ type: "number", maximum: 1e30 }, { maximum: 1e30 })).toEqual({ kind: "included" });
  });
});
