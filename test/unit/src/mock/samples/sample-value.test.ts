import { expect, it, vi } from "vitest";
import { leaveOut } from "../../../../../src/mock/samples/leave-out.ts";
import { sampleValue } from "../../../../../src/mock/samples/sample-value.ts";
import type { JsonObject } from "../../../../../src/openapi/json.ts";
import { createAjv } from "../../../../../src/validation/compile/ajv.ts";

const named: JsonObject = { type: "object", required: ["name"], properties: { name: { type: "string" } } };
const REFERENCE = { $ref: "#/__bundled__/One" };
const text = { type: "string" };
const NAMES = [..."abcdefgh"];
const open = (properties: JsonObject, more: JsonObject): JsonObject => ({
  type: "object",
  properties,
  ...more,
});

it.each<[what: string, schema: JsonObject, bundled: JsonObject]>([
  ["fixed objects", { ...named, enum: [{ name: 1 }, { name: "a" }] }, {}],
  ["fixed objects behind a reference", REFERENCE, { ...named, const: { name: "a" } }],
  [
    "a condition",
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    { type: "object", if: { required: ["a"] }, then: { required: ["b"] }, else: { required: ["c"] } },
    {},
  ],
  [
    "a first item behind a reference",
    { type: "array", minItems: 1, items: REFERENCE },
    { type: "array", minItems: 2, prefixItems: [{ const: 1 }, { const: 2 }], items: false },
  ],
  [
    "an exclusive limit behind a reference",
    REFERENCE,
    { type: "integer", exclusiveMinimum: 4, exclusiveMaximum: 6 },
  ],
  [
    "branches that admit each other's properties",
    {
      type: "array",
      minItems: 1,
      items: { oneOf: [REFERENCE, { properties: { warning: { type: "string" } } }] },
    },
    { allOf: [{ type: "object", properties: { data: { type: "string" } } }] },
  ],
  [
    "a format of nobody beside a pattern",
    {
      type: "object",
      required: ["a", "b"],
      properties: { a: { type: "string", format: "iso-datetime" }, b: REFERENCE },
    },
    { type: "string", pattern: "^[ab]{3}$" },
  ],
  [
    "the second of three branches, of which the others are the same",
    { oneOf: [text, REFERENCE, text] },
    named,
  ],
  [
    "lists of items that no value fits",
    open(Object.fromEntries(NAMES.map((name) => [name, { type: "array", items: REFERENCE }])), {
      required: NAMES,
    }),
    { oneOf: [text, text] },
  ],
])("a value is found for %s", (_, schema, One) => {
  const bundle = { __bundled__: { One } };
  const validate = createAjv({}).compile({ ...schema, ...bundle });
  expect(validate(sampleValue(schema, bundle, (value) => validate(value) === true))).toBe(true);
});

it.each<[what: string, schema: JsonObject, want: unknown]>([
  ["is forbidden", open({ a: text, b: text }, { not: { required: ["a"] } }), { b: "string" }],
  [
    "is forbidden beside another",
    open({ a: text, b: text }, { not: { required: ["a", "b"] } }),
    { b: "string" },
  ],
  ["no value fits", open({ a: { type: "string", pattern: "^(?=x)y$" }, b: text }, {}), { b: "string" }],
  [
    "is one too many",
    open({ a: text, b: text, c: text }, { maxProperties: 2 }),
    { b: "string", c: "string" },
  ],
  [
    "is one of many too many, but those that are required",
    open({ a: text, b: text, c: text, d: text }, { required: ["d"], maxProperties: 2 }),
    { a: "string", d: "string" },
  ],
  [
    "asks for others that are not there",
    open({ a: text, b: text }, { dependentRequired: { a: ["z"] }, additionalProperties: false }),
    { b: "string" },
  ],
  [
    "is deeper in the value",
    open({ o: open({ a: text, b: text }, { not: { required: ["a"] } }) }, { required: ["o"] }),
    { o: { b: "string" } },
  ],
  [
    "is in each item of a list",
    open(
      { l: { type: "array", minItems: 2, items: open({ a: text, b: text }, { not: { required: ["a"] } }) } },
      { required: ["l"] },
    ),
    { l: [{ b: "string" }, { b: "string" }] },
  ],
])("an optional property is left out where it %s, and no other", (_, schema, want) => {
  const validate = createAjv({}).compile(schema);
  expect(sampleValue(schema, {}, (value) => validate(value) === true)).toEqual(want);
});

it("gives texts in base64 whole bytes, as long as they have to be, and leaves what is shown", () => {
  const byte = { type: "string", format: "byte" };
  const shown = { ...byte, examples: ["AAAA"] };
  const sized = { ...byte, minLength: 9, maxLength: 14 };
  const encoded = { type: ["string", "null"], contentEncoding: "base64", contentMediaType: "image/png" };
  const schema = open({ byte, shown, sized, encoded, one: REFERENCE, text }, { required: ["byte"] });
  const bundle = { __bundled__: { One: { ...byte, maxLength: 7 } } };
  const validate = createAjv({}).compile({ ...schema, ...bundle });
  expect(sampleValue(schema, bundle, (value) => validate(value) === true)).toEqual({
    byte: "c3RyaW5n",
    shown: "AAAA",
    sized: "c3RyaW5nc3Ry",
    encoded: null,
    one: "c3Ry",
    text: "string",
  });
});

it("gives each text with a pattern one that it takes, and leaves what is shown or has a format", () => {
  const patterned = { type: "string", pattern: "^[A-Z]{2}\\d{1,3}\\.\\d$" };
  const many = Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`p${at}`, patterned]));
  const shown = { ...patterned, example: "XY1.2" };
  const day = { type: "string", format: "date", pattern: "^\\d{4}-" };
  const sized = { type: "string", pattern: "^a+$", minLength: 3, maxLength: 4 };
  const schema = open({ ...many, shown, day, sized, one: REFERENCE }, { required: Object.keys(many) });
  const bundle = { __bundled__: { One: patterned } };
  const validate = createAjv({}).compile({ ...schema, ...bundle });
  const value = sampleValue(schema, bundle, (one) => validate(one) === true);
  expect(Object.keys(Object(value))).toEqual([...Object.keys(many), "shown", "day", "sized", "one"]);
  expect(value).toMatchObject({ shown: "XY1.2" });
});

it("tries fewer changes of a large value than of a small one, as each copies it", () => {
  const countTries = (properties: number) => {
    const names = Array.from({ length: properties }, (_, index) => [`p${index}`, index]);
    let tries = 0;
    leaveOut(Object.fromEntries(names), undefined, () => ++tries === 0);
    return tries;
  };
  expect([100, 500, 5_000].map(countTries)).toEqual([100, 200, 20]);
});

const shown = { type: "string", example: "Kite" };

it.each<[what: string, schema: JsonObject, One: JsonObject, want: unknown]>([
  [
    "a property that one part fixes and a later one knows as text",
    {
      allOf: [
        { properties: { kind: { enum: ["a", "b"] } } },
        { properties: { kind: { const: "b" } } },
        REFERENCE,
      ],
    },
    open({ kind: text, name: shown }, { required: ["kind"] }),
    { kind: "b", name: "Kite" },
  ],
  [
    "a list of what it stands in, which has to be there",
    REFERENCE,
    open(
      { name: shown, parts: { type: "array", items: { oneOf: [REFERENCE, text] } } },
      { required: ["parts"] },
    ),
    { name: "Kite", parts: [] },
  ],
])("shows the examples around %s", (_, schema, One, want) => {
  const bundle = { __bundled__: { One } };
  const validate = createAjv({}).compile({ ...schema, ...bundle });
  expect(sampleValue(schema, bundle, (value) => validate(value) === true)).toEqual(want);
});

it("gives up after three seconds of work where no value fits and each takes long to check", () => {
  const many = Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`p${at}`, text]));
  const used = vi.spyOn(process, "cpuUsage");
  let [clock, tries] = [0, 0];
  used.mockImplementation(() => ({ user: clock, system: 0 }));
  const value = sampleValue(open(many, {}), {}, () => {
    tries += 1;
    clock += 100_000;
    return false;
  });
  used.mockRestore();
  expect([value, tries]).toEqual([undefined, 31]);
});
