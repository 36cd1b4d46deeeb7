import { describe, expect, it } from "vitest";
import type { Json, JsonObject } from "../../../../src/openapi/json.ts";
import { resolveComponent } from "../../../../src/openapi/references.ts";
import { createAjv, EXPLAINED } from "../../../../src/validation/compile/ajv.ts";
import {
  discriminateUnion,
  refersIntoUnion,
} from "../../../../src/validation/compile/discriminate-unions.ts";

const part = (kind: Json, more: JsonObject = {}): JsonObject => ({
  type: "object",
  required: ["kind"],
  properties: { kind, size: { type: "integer" } },
  ...more,
});
const KITE = part({ const: "kite" });
const BIRD = part({ enum: ["gull", "crow"] });
const TEXT: JsonObject = { type: "string" };
const document = { components: { schemas: { Kite: KITE } } };
const kite: JsonObject = { $ref: "#/components/schemas/Kite" };

const discriminate = (schema: JsonObject) =>
  discriminateUnion(schema, (value) => resolveComponent(document, value));
const isDiscriminated = (schema: JsonObject) =>
  JSON.stringify(discriminate(schema)).includes('"discriminator"');

const DISCRIMINATED: [string, JsonObject][] = [
  ["one of", { oneOf: [KITE, BIRD] }],
  ["any of", { anyOf: [KITE, BIRD] }],
  ["objects said once more", { type: "object", oneOf: [KITE, BIRD] }],
  ["references", { oneOf: [kite, BIRD] }],
  ["annotated references", { oneOf: [{ ...kite, $comment: "Of paper.", title: "Kite", "x-own": 1 }, BIRD] }],
  ["something else next to them", { anyOf: [TEXT, KITE, { type: "null" }, BIRD] }],
  ["notes", { description: "A thing that flies.", oneOf: [KITE, BIRD] }],
];

const PLAIN: [string, JsonObject][] = [
  ["a value that two branches have", { oneOf: [KITE, part({ enum: ["kite", "crow"] })] }],
  ["a branch that is open", { oneOf: [KITE, part({ type: "string" })] }],
  ["a branch that need not have it", { oneOf: [KITE, part({ const: "gull" }, { required: [] })] }],
  ["numbers", { oneOf: [part({ const: 1 }), part({ const: 2 })] }],
  ["one branch", { oneOf: [KITE] }],
  ["a branch of any type", { anyOf: [KITE, BIRD, {}] }],
  ["a branch that is no union of objects alone", { anyOf: [KITE, BIRD, { type: ["object", "string"] }] }],
  ["more that is asked of all", { required: ["size"], oneOf: [KITE, BIRD] }],
  ["something next to a reference", { oneOf: [{ ...kite, required: ["size"] }, BIRD] }],
  ["a word that every object knows", { oneOf: [part({ const: "constructor" }), BIRD] }],
  ["an empty word", { oneOf: [part({ const: "" }), BIRD] }],
  ["no union", { type: "object", properties: { oneOf: TEXT } }],
];

const VALUES: Json[] = [
  { kind: "kite" },
  { kind: "gull", size: 1 },
  { kind: "gull", size: "big" },
  { kind: "kite", size: "big" },
  { kind: "stone" },
  { kind: 5 },
  { size: 1 },
  {},
  [],
  "kite",
  null,
  5,
];

describe("discriminateUnion", () => {
  it.each(DISCRIMINATED)("tells branches apart: %s", (_, schema) =>
    expect(isDiscriminated(schema)).toBe(true),
  );

  it.each(PLAIN)("leaves as it is: %s", (_, schema) => expect(discriminate(schema)).toEqual(schema));

  it.each([...DISCRIMINATED, ...PLAIN])("accepts the same values: %s", (_, schema) => {
    const compile = (own: JsonObject) => createAjv({}, EXPLAINED).compile({ ...own, ...document });
    const [before, after] = [compile(schema), compile(discriminate(schema))];
    expect(VALUES.map((value) => after(value))).toEqual(VALUES.map((value) => before(value)));
  });

  it("drops what a publisher says of it: Ajv takes no mapping", () => {
    const discriminator = { propertyName: "kind", mapping: { kite: "#/components/schemas/Kite" } };
    expect(discriminate({ discriminator, anyOf: [TEXT, { type: "null" }] })).toEqual({
      anyOf: [TEXT, { type: "null" }],
    });
  });

  it("knows a document that refers to a branch by its number", () => {
    const at = (pointer: string) => ({ components: { schemas: { A: { items: { $ref: pointer } } } } });
    expect(refersIntoUnion(at("#/components/schemas/U/oneOf/1"))).toBe(true);
    expect(refersIntoUnion(at("#/components/schemas/oneOf"))).toBe(false);
  });
});
