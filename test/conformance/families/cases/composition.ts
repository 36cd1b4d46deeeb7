import type { Json, JsonObject } from "../../../../src/openapi/json.ts";
import { type Case, to } from "../run-cases.ts";
import { integer, object, text } from "../schemas.ts";

const named = object({ name: text }, { required: ["name"] });

/** Siblings of a reference, what they refuse of `{ name: "kite" }` and its like, and what they accept. */
const SIBLINGS: readonly [siblings: JsonObject, accepts: Json[], refuses: Json[]][] = [
  [{ required: ["size"] }, [{ name: "a", size: 1 }], [{ name: "a" }, { size: 1 }]],
  [{ properties: { size: integer } }, [{ name: "a", size: 1 }, { name: "a" }], [{ name: "a", size: "b" }]],
  [{ properties: { name: { maxLength: 2 } } }, [{ name: "ab" }], [{ name: "abc" }, { name: 1 }]],
  [{ minProperties: 2 }, [{ name: "a", b: 1 }], [{ name: "a" }]],
  [{ maxProperties: 1 }, [{ name: "a" }], [{ name: "a", b: 1 }]],
  [
    { additionalProperties: integer, properties: { name: {} } },
    [{ name: "a", b: 1 }],
    [{ name: "a", b: "c" }],
  ],
  [{ additionalProperties: false, properties: { name: {} } }, [{ name: "a" }], [{ name: "a", b: "c" }]],
  [{ unevaluatedProperties: false }, [{ name: "a" }], [{ name: "a", b: 1 }]],
  [{ unevaluatedProperties: integer }, [{ name: "a", b: 1 }], [{ name: "a", b: "c" }]],
  [{ patternProperties: { "^x_": integer } }, [{ name: "a", x_b: 1, b: "c" }], [{ name: "a", x_b: "c" }]],
  [{ propertyNames: { maxLength: 4 } }, [{ name: "a" }], [{ name: "a", longer: 1 }]],
  [{ dependentRequired: { size: ["unit"] } }, [{ name: "a", size: 1, unit: "m" }], [{ name: "a", size: 1 }]],
  [
    { dependentSchemas: { size: { required: ["unit"] } } },
    [{ name: "a" }, { name: "a", size: 1, unit: "m" }],
    [{ name: "a", size: 1 }],
  ],
  [{ not: { required: ["size"] } }, [{ name: "a" }], [{ name: "a", size: 1 }]],
  [
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    { if: { required: ["size"] }, then: { required: ["unit"] }, else: { maxProperties: 1 } },
    [{ name: "a" }, { name: "a", size: 1, unit: "m" }],
    [
      { name: "a", size: 1 },
      { name: "a", b: 1 },
    ],
  ],
  [{ anyOf: [{ required: ["a"] }, { required: ["b"] }] }, [{ name: "a", a: 1, b: 1 }], [{ name: "a" }]],
  [
    { oneOf: [{ required: ["a"] }, { required: ["b"] }] },
    [{ name: "a", a: 1 }],
    [{ name: "a" }, { name: "a", a: 1, b: 1 }],
  ],
  [{ allOf: [{ required: ["a"] }, { required: ["b"] }] }, [{ name: "a", a: 1, b: 1 }], [{ name: "a", a: 1 }]],
  [{ enum: [{ name: "a" }, { name: 1 }] }, [{ name: "a" }], [{ name: "b" }, { name: 1 }]],
  [{ const: { name: "a" } }, [{ name: "a" }], [{ name: "b" }]],
  [{ type: ["object", "string"] }, [{ name: "a" }], ["a", {}]],
];

/** The ways in which siblings stand next to what they add to. */
const WAYS: Record<string, (siblings: JsonObject) => JsonObject> = {
  "beside a reference": (siblings) => ({ Body: { ...to("Named"), ...siblings } }),
  "two references deep": (siblings) => ({ Body: to("Middle"), Middle: { ...to("Named"), ...siblings } }),
  "four references deep": (siblings) => ({
    Body: { ...to("First"), description: "Body" },
    First: to("Second"),
    Second: { ...to("Third"), title: "Second" },
    Third: { ...to("Named"), ...siblings },
  }),
  "beside an allOf of one": (siblings) =>
    "allOf" in siblings
      ? { Body: { allOf: [to("Named"), siblings] } }
      : { Body: { allOf: [to("Named")], ...siblings } },
  "beside an allOf of one schema in place": (siblings) =>
    "allOf" in siblings ? { Body: { allOf: [named, siblings] } } : { Body: { allOf: [named], ...siblings } },
  "beside an anyOf of one": (siblings) =>
    "anyOf" in siblings
      ? { Body: { anyOf: [to("Named")], allOf: [siblings] } }
      : { Body: { anyOf: [to("Named")], ...siblings } },
  "beside an allOf of two": (siblings) =>
    "allOf" in siblings
      ? { Body: { allOf: [to("Named"), to("Open"), siblings] }, Open: { type: "object" } }
      : { Body: { allOf: [to("Named"), to("Open")], ...siblings }, Open: { type: "object" } },
  "beside an allOf two deep": (siblings) => ({
    Body: { allOf: [to("Middle")], description: "Body" },
    Middle: { ...("allOf" in siblings ? { anyOf: [to("Named")] } : { allOf: [to("Named")] }), ...siblings },
  }),
};

const withNamed = (schemas: JsonObject): JsonObject =>
  JSON.stringify(schemas).includes("/Named") ? { ...schemas, Named: named } : schemas;

export const siblingsCases: Case[] = Object.entries(WAYS).flatMap(([way, place]) =>
  SIBLINGS.map(
    ([siblings, accepts, refuses]): Case => ({
      name: `${JSON.stringify(siblings)} ${way}`,
      schemas: withNamed(place(siblings)),
      accepts,
      // What `unevaluatedProperties` sees does not lie behind a reference of its own.
      refuses,
    }),
  ),
);

export const compositionCases: Case[] = [
  {
    name: "a recursive base with siblings",
    schemas: {
      Body: { ...to("Node"), required: ["id"] },
      Node: object({ id: text, children: { type: "array", items: to("Node") } }),
    },
    accepts: [{ id: "a" }, { id: "a", children: [{}] }, { id: "a", children: [{ children: [{ id: "b" }] }] }],
    refuses: [{}, { id: "a", children: [{ id: 1 }] }, { id: "a", children: [{ children: [1] }] }],
  },
  {
    name: "a recursive base that its own property extends",
    schemas: {
      Body: object({ id: text, next: { allOf: [to("Body")], required: ["id"] } }),
    },
    accepts: [{}, { next: { id: "a" } }, { next: { id: "a", next: { id: "b" } } }],
    refuses: [{ next: {} }, { next: { id: "a", next: {} } }, { id: 1 }],
  },
  {
    name: "two components that contain each other, with siblings",
    schemas: {
      Body: { ...to("One"), required: ["two"] },
      One: object({ two: to("Two") }),
      Two: { allOf: [to("Base"), object({ one: { ...to("One"), minProperties: 1 } })] },
      Base: object({ id: integer }),
    },
    accepts: [{ two: {} }, { two: { id: 1, one: { two: {} } } }],
    refuses: [{}, { two: { id: "a" } }, { two: { one: {} } }],
  },
  {
    name: "unevaluatedProperties beside an allOf of references, each with properties",
    schemas: {
      Body: { allOf: [to("A"), to("B")], unevaluatedProperties: false },
      A: object({ a: integer }),
      B: object({ b: integer }, { required: ["b"] }),
    },
    accepts: [{ b: 1 }, { a: 1, b: 1 }],
    refuses: [{ a: 1 }, { b: 1, c: 1 }, { b: "c" }],
  },
  {
    name: "unevaluatedProperties beside an anyOf of references",
    schemas: {
      Body: { anyOf: [to("A"), to("B")], unevaluatedProperties: false },
      A: object({ a: integer }, { required: ["a"] }),
      B: object({ b: integer }, { required: ["b"] }),
    },
    accepts: [{ a: 1 }, { b: 1 }, { a: 1, b: 1 }],
    refuses: [{}, { a: 1, c: 1 }, { a: 1, b: "x" }],
  },
  {
    name: "unevaluatedProperties beside dependentSchemas and if",
    schemas: {
      Body: {
        type: "object",
        properties: { kind: text },
        dependentSchemas: { size: { properties: { size: integer, unit: text } } },
        if: { properties: { kind: { const: "a" } }, required: ["kind"] },
        // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
        then: { properties: { extra: text } },
        unevaluatedProperties: false,
      },
    },
    accepts: [{}, { size: 1, unit: "m" }, { kind: "a", extra: "b" }],
    refuses: [{ unit: "m" }, { extra: "b" }, { kind: "b", extra: "b" }, { size: "a" }],
  },
  {
    name: "unevaluatedItems beside a reference to prefixItems",
    schemas: {
      Body: { ...to("Pair"), unevaluatedItems: false },
      Pair: { type: "array", prefixItems: [text, integer] },
    },
    accepts: [["a", 1], ["a"], []],
    refuses: [["a", 1, 2], [1]],
  },
  {
    name: "unevaluatedItems beside a reference to contains",
    schemas: {
      Body: { ...to("Some"), unevaluatedItems: text },
      Some: { type: "array", contains: integer },
    },
    accepts: [[1], [1, "a", 2]],
    refuses: [["a"], [1, true]],
  },
  {
    name: "a list with items behind a reference, and limits beside it",
    schemas: {
      Body: { ...to("Texts"), minItems: 1, maxItems: 2, uniqueItems: true, items: { maxLength: 2 } },
      Texts: { type: "array", items: text },
    },
    accepts: [["a"], ["a", "b"]],
    refuses: [[], ["a", "a"], ["abc"], [1], ["a", "b", "c"]],
  },
  {
    name: "a tuple behind a reference, and items beside it",
    schemas: {
      Body: { ...to("Pair"), items: integer },
      Pair: { type: "array", prefixItems: [{}, integer] },
    },
    accepts: [[1, 2], []],
    refuses: [["a"], [1, "a"], [1, 2, "a"]],
  },
  {
    name: "texts and numbers behind references, and limits beside them",
    schemas: {
      Body: object({
        text: { ...to("Text"), minLength: 2, pattern: "^a" },
        number: { allOf: [to("Number")], maximum: 5, multipleOf: 2 },
        format: { ...to("Text"), format: "date" },
      }),
      Text: { type: "string", maxLength: 10 },
      Number: { type: "number", minimum: 2 },
    },
    accepts: [{ text: "ab", number: 4, format: "2024-02-29" }],
    refuses: [
      { text: "a" },
      { text: "bb" },
      { text: "abbbbbbbbbbb" },
      { number: 6 },
      { number: 3 },
      { number: 0 },
      { format: "x" },
      { format: "2023-02-29" },
    ],
  },
  {
    name: "a limit of the same name behind a reference and beside it",
    schemas: {
      Body: object({
        a: { ...to("Number"), minimum: 5 },
        b: { ...to("Number"), minimum: 1 },
        c: { allOf: [to("Number")], enum: [3, 9, 10] },
        d: { allOf: [to("Number"), { minimum: 7 }], minimum: 5 },
      }),
      Number: { type: "integer", minimum: 3, enum: [1, 3, 5, 7, 9] },
    },
    accepts: [{ a: 5, b: 3, c: 9, d: 7 }],
    refuses: [{ a: 3 }, { b: 1 }, { c: 10 }, { c: 1 }, { d: 5 }],
  },
  {
    name: "an enum narrowed through three references",
    schemas: {
      Body: object({ size: to("Small") }),
      Small: { ...to("Medium"), enum: ["s", "m", "x"] },
      Medium: { allOf: [to("Any")], enum: ["s", "m", "l"] },
      Any: { type: "string", enum: ["s", "l", "xl", "m"] },
    },
    accepts: [{ size: "s" }, { size: "m" }],
    refuses: [{ size: "x" }, { size: "l" }, { size: "xl" }],
  },
  {
    name: "an allOf in an allOf in an anyOf, each with required",
    schemas: {
      Body: {
        anyOf: [
          { allOf: [{ allOf: [to("Named")], required: ["a"] }], required: ["b"] },
          { allOf: [to("Named")], required: ["c"] },
        ],
      },
      Named: named,
    },
    accepts: [
      { name: "x", a: 1, b: 1 },
      { name: "x", c: 1 },
    ],
    refuses: [{ name: "x", a: 1 }, { name: "x", b: 1 }, { c: 1 }],
  },
  {
    name: "a base with oneOf of children that extend it, without a discriminator",
    schemas: {
      Body: object({ shape: to("Shape") }),
      Shape: { ...object({ id: text }, { required: ["id"] }), oneOf: [to("Circle"), to("Square")] },
      Circle: { allOf: [to("Shape"), object({ radius: { type: "number" } }, { required: ["radius"] })] },
      Square: { allOf: [to("Shape"), object({ side: { type: "number" } }, { required: ["side"] })] },
    },
    accepts: [{ shape: { id: "a", radius: 1 } }, { shape: { id: "a", side: 1 } }],
    refuses: [
      { shape: { id: "a" } },
      { shape: { radius: 1 } },
      { shape: { id: "a", radius: "b" } },
      { shape: { id: "a", radius: 1, side: 1 } },
    ],
  },
  {
    name: "a base with anyOf of children that extend it by a sibling reference",
    schemas: {
      Body: to("Shape"),
      Shape: {
        type: "object",
        required: ["id"],
        properties: { id: text },
        anyOf: [to("Circle"), to("Square")],
      },
      Circle: { ...to("Shape"), properties: { radius: { type: "number" } }, required: ["radius"] },
      Square: { ...to("Shape"), properties: { side: { type: "number" } }, required: ["side"] },
    },
    accepts: [
      { id: "a", radius: 1 },
      { id: "a", side: 1 },
      { id: "a", radius: 1, side: 1 },
    ],
    refuses: [{ id: "a" }, { radius: 1 }, { id: "a", radius: "b" }],
  },
  {
    name: "a not behind a reference, and siblings",
    schemas: {
      Body: { ...to("NotSmall"), type: "integer", maximum: 100 },
      NotSmall: { not: { maximum: 10 } },
    },
    accepts: [11, 100],
    refuses: [10, 101, 12.5],
  },
  {
    name: "if, then and else each by reference",
    schemas: {
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      Body: { ...to("Any"), if: to("IsA"), then: to("A"), else: to("B") },
      Any: { type: "object", required: ["kind"] },
      IsA: { properties: { kind: { const: "a" } } },
      A: { required: ["x"], properties: { x: integer } },
      B: { required: ["y"] },
    },
    accepts: [
      { kind: "a", x: 1 },
      { kind: "b", y: 1 },
    ],
    refuses: [{ kind: "a" }, { kind: "a", x: "y" }, { kind: "b" }, { x: 1, y: 1 }],
  },
  {
    name: "a then beside a reference whose target has the if",
    schemas: {
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      Body: { ...to("Conditional"), then: { required: ["never"] }, type: "object" },
      Conditional: { if: { required: ["a"] }, else: { required: ["b"] } },
    },
    accepts: [{ a: 1 }, { b: 1 }],
    refuses: [{}],
  },
  {
    name: "minContains beside a reference whose target has contains",
    schemas: {
      Body: { ...to("Some"), minContains: 2, type: "array" },
      Some: { contains: integer },
    },
    accepts: [[1], [1, 2]],
    refuses: [["a"], []],
  },
  {
    name: "references into places of a component",
    schemas: {
      Body: object({
        a: { $ref: "#/components/schemas/Whole/properties/a", maxLength: 3 },
        b: { $ref: "#/components/schemas/Whole/properties/list/items" },
        c: { $ref: "#/components/schemas/Whole/allOf/0/properties/c" },
      }),
      Whole: {
        allOf: [object({ c: integer })],
        properties: { a: { type: "string", minLength: 2 }, list: { type: "array", items: { enum: [1, 2] } } },
      },
    },
    accepts: [{ a: "abc", b: 1, c: 1 }],
    refuses: [{ a: "a" }, { a: "abcd" }, { b: 3 }, { c: "a" }],
  },
  {
    name: "a default and descriptions beside a reference",
    schemas: {
      Body: object({ a: { ...to("Text"), default: "x", description: "Here." }, b: to("Text") }),
      Text: { type: "string", default: "y", minLength: 1 },
    },
    accepts: [{}, { a: "b" }],
    refuses: [{ a: "" }, { b: "" }],
    problems: ["Read as the first"],
  },
  {
    name: "properties beside a oneOf that may be null",
    schemas: {
      Body: {
        type: ["object", "null"],
        properties: { id: text },
        oneOf: [object({ a: text }, { type: "object", required: ["a"] }), { type: "null" }],
      },
    },
    accepts: [{ a: "b" }, { a: "b", id: "c" }, null],
    refuses: [{ id: "c" }, { a: "b", id: 1 }, "a"],
  },
  {
    name: "properties beside an anyOf that may be null or a text",
    schemas: {
      Body: {
        type: ["object", "string", "null"],
        properties: { id: text },
        anyOf: [object({ a: text }, { type: "object", required: ["a"] }), { type: ["string", "null"] }],
      },
    },
    accepts: [{ a: "b" }, { a: "b", id: "c" }, null, "a"],
    refuses: [{ id: "c" }, { a: "b", id: 1 }, 1],
  },
  {
    name: "properties of any value beside an anyOf of objects",
    schemas: {
      Body: {
        properties: { id: text },
        anyOf: [
          object({ a: text }, { type: "object", required: ["a"] }),
          object({ b: text }, { type: "object", required: ["b"] }),
        ],
      },
    },
    accepts: [{ a: "b" }, { b: "b", id: "c" }],
    refuses: [{ id: "c" }, { a: "b", id: 1 }, null, "a"],
  },
  {
    name: "a text beside an anyOf of its values and of a pattern",
    schemas: {
      Body: { type: "string", anyOf: [{ enum: ["auto"] }, { pattern: "^\\d+$" }, { const: "none" }] },
    },
    accepts: ["auto", "12", "none"],
    refuses: ["a", 12, null],
  },
  {
    name: "properties of any value beside a oneOf of an object and a text",
    schemas: {
      Body: { properties: { id: text }, oneOf: [object({ a: text }, { required: ["a"] }), text] },
    },
    accepts: [{ a: "b" }, { a: "b", id: "c" }, "a"],
    refuses: [{ a: "b", id: 1 }, 1, null],
  },
];
