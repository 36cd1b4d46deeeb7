import { describe, expect, it } from "vitest";
import { repairSchema } from "../../../../../../scripts/pipeline/repair/page/repair-schema.ts";
import type { JsonObject } from "../../../../../../src/openapi/json.ts";
import { DIALECT } from "../../../../../../src/openapi/json-schema.ts";

function repair(given: JsonObject): { schema: JsonObject; messages: string[] } {
  const messages: string[] = [];
  const schema = repairSchema(given, (keys, message) => messages.push(`${keys.join("/")}: ${message}`));
  return { schema, messages };
}

describe("repairSchema", () => {
  it.each<[string, JsonObject, JsonObject]>([
    ["a limit in quotes", { minimum: "1" }, { minimum: 1 }],
    ["a limit that is no number", { maximum: "12 seconds" }, {}],
    ["a length below zero", { minLength: -1 }, {}],
    ["a length that is no whole number", { maxItems: 1.5 }, {}],
    ["a multiple of zero", { multipleOf: 0 }, {}],
    ["an excluded limit in quotes", { exclusiveMinimum: "2" }, { exclusiveMinimum: 2 }],
    ["a flag in quotes", { nullable: "true" }, { nullable: true }],
    ["a type of another language", { type: "int" }, { type: "integer" }],
    ["a type in capitals", { type: ["String", "NULL"] }, { type: ["string", "null"] }],
    ["a type that is none", { type: "kite" }, {}],
    ["types twice", { type: ["string", "string"] }, { type: "string" }],
    ["no types", { type: [] }, {}],
    ["an enum of one value without a list", { enum: "a" }, { enum: ["a"] }],
    ["an enum of nothing", { enum: [] }, {}],
    ["values twice", { enum: ["a", 1, "a", null, 1] }, { enum: ["a", 1, null] }],
    ["a required name without a list", { required: "a" }, { required: ["a"] }],
    ["required names twice", { required: ["a", "a", 1] }, { required: ["a"] }],
    ["null for a list", { required: null }, {}],
    ["an object for names", { required: { toString: "a" } }, {}],
    ["an object among names", { required: ["a", { toString: "a" }] }, { required: ["a"] }],
    [
      "objects for names that others depend on",
      { dependentRequired: { a: ["b", { toString: "a" }], b: { toString: "a" }, c: "a" } },
      { dependentRequired: { a: ["b"], b: [], c: ["a"] } },
    ],
    [
      "required flags of properties",
      {
        required: ["c"],
        properties: { a: { required: true }, b: { required: false }, c: { required: true } },
      },
      { required: ["c", "a"], properties: { a: {}, b: {}, c: {} } },
    ],
    ["a pattern of another language", { pattern: "(?i)kite" }, {}],
    ["a dialect that is not known", { $schema: "https://example.org/draft" }, {}],
    ["a dynamic reference that leads nowhere", { $dynamicRef: "#node" }, {}],
    ["a combination without a list", { oneOf: { type: "string" } }, { oneOf: [{ type: "string" }] }],
    ["a combination of nothing", { anyOf: [] }, {}],
    ["properties that are no map", { properties: ["a"] }, {}],
    ["a property that is no schema", { properties: { a: "string" } }, { properties: { a: {} } }],
    ["examples as a map of named ones", { examples: { one: { value: 1 }, two: 2 } }, { examples: [1, 2] }],
    ["one example without a list", { examples: "a" }, { examples: ["a"] }],
    ["a keyword of nobody", { placeholder: "a" }, {}],
  ])("reads %s as what it can only mean, or leaves it out", (_, given, want) => {
    const { schema, messages } = repair(given);
    expect(schema).toEqual(want);
    expect(messages.length).toBeGreaterThan(0);
  });

  it.each<[string, JsonObject]>([
    [
      "all that 2020-12 and OpenAPI know",
      { type: ["string", "null"], minLength: 0, pattern: "^\\p{L}+$", deprecated: true },
    ],
    [
      "a flag of OpenAPI 3.0, which is another stage's",
      { minimum: 1, exclusiveMinimum: true, nullable: true },
    ],
    ["schemas that are true and false", { properties: { a: true }, additionalProperties: false }],
    ["extensions", { "x-note": [1] }],
    ["how a value is written in XML", { xml: { name: "kite", attribute: true } }],
    ["values of any kind", { const: null, default: { a: 1 }, example: [] }],
  ])("leaves %s", (_, given) => {
    expect(repair(given)).toEqual({ schema: given, messages: [] });
  });

  it("writes a list of one type as that type, and forgets what binds a schema to a place, without a word", () => {
    const given = {
      type: ["string"],
      $id: "https://example.org/a",
      $schema: DIALECT,
    };
    expect(repair(given)).toEqual({ schema: { type: "string" }, messages: [] });
  });

  it("keeps a link to further documentation, and drops one that leads nowhere with a word", () => {
    const given = { externalDocs: { url: "https://docs.example.org", description: "More." } };
    expect(repair(given)).toEqual({ schema: given, messages: [] });
    expect(repair({ externalDocs: {} })).toEqual({
      schema: {},
      messages: ["externalDocs: `externalDocs` cannot be {}. Dropped."],
    });
  });

  it("says what was seen and what became of it", () => {
    expect(repair({ minimum: "1", pattern: "(" }).messages).toEqual([
      'minimum: `minimum` cannot be "1". Read as 1.',
      'pattern: `pattern` cannot be "(". Dropped.',
    ]);
    expect(repair({ enum: [], $dynamicRef: "#node" }).messages).toEqual([
      "enum: No value is one of an empty `enum`, so nothing would be accepted. Dropped; any value is.",
      '$dynamicRef: Which schema the `$dynamicRef` "#node" means cannot be said: none of the document has its anchor, several of one resource have it, or too many ways lead here. Dropped; any value is accepted.',
    ]);
  });

  it("names what a discriminator says besides what tells variants apart", () => {
    const discriminator = { propertyName: "kind", mapping: {}, "x-own": 1 };
    expect(repair({ discriminator }).messages).toEqual([
      "discriminator/x-own: `x-own` is left out: the merged document has no place for it.",
    ]);
  });

  it("keeps properties called like parts of JavaScript", () => {
    const given = JSON.parse('{ "properties": { "__proto__": { "type": "str" } } }');
    const { schema } = repair(given);
    expect(Object.keys(schema.properties as JsonObject)).toEqual(["__proto__"]);
  });
});
