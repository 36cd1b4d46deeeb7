import type { Json, JsonObject } from "../../../../src/openapi/json.ts";
import { type Case, to } from "../run-cases.ts";
import { integer, object, text } from "../schemas.ts";

const NULLABLE = ["`nullable` is OpenAPI 3.0"];
const OLD = ["of an older draft of JSON Schema"];
/** Of `not` and of `enum` nothing but the schema says what it means without a type. */
const nullableText = { type: "string", nullable: true };

/** Places of a schema, with a value that has null there, one that has a text, and one that has a number. */
const PLACES: Record<string, [place: (schema: JsonObject) => JsonObject, put: (value: Json) => Json]> = {
  "the component": [(one) => one, (value) => value],
  "a property": [(one) => object({ a: one }), (value) => ({ a: value })],
  "a pattern property": [
    (one) => ({ type: "object", patternProperties: { "^a": one } }),
    (value) => ({ ab: value }),
  ],
  "additional properties": [
    (one) => ({ type: "object", additionalProperties: one }),
    (value) => ({ z: value }),
  ],
  items: [(one) => ({ type: "array", items: one }), (value) => [value, value]],
  "prefix items": [(one) => ({ type: "array", prefixItems: [integer, one] }), (value) => [1, value]],
  "an allOf": [(one) => ({ allOf: [one, { maxLength: 9 }] }), (value) => value],
  "an anyOf": [(one) => ({ anyOf: [one, { type: "boolean" }] }), (value) => value],
  "a oneOf": [(one) => ({ oneOf: [one, { type: "boolean" }] }), (value) => value],
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  then: [(one) => ({ if: { not: { type: "boolean" } }, then: one }), (value) => value],
  else: [(one) => ({ if: { type: "boolean" }, else: one }), (value) => value],
  "a dependent schema": [
    (one) => ({ type: "object", dependentSchemas: { b: { properties: { a: one } } } }),
    (value) => ({ a: value, b: 1 }),
  ],
  "two lists deep": [
    (one) => object({ a: { type: "array", items: { type: "array", items: one } } }),
    (value) => ({ a: [[value]] }),
  ],
  contains: [(one) => ({ type: "array", contains: one }), (value) => [value]],
  "a component that others refer to": [
    (one) => object({ a: to("Named"), b: { allOf: [to("Named")] } }, { "x-named": one }),
    (value) => ({ a: value, b: value }),
  ],
};

export const nullableCases: Case[] = Object.entries(PLACES).flatMap(([name, [place, put]]) =>
  ["3.0.3", "3.1.0"].map((openapi): Case => {
    const { "x-named": Named, ...Body } = place(nullableText);
    return {
      name: `nullable in ${name} of ${openapi}`,
      openapi,
      schemas: { Body, ...(Named === undefined ? {} : { Named }) },
      accepts: [put(null), put("a")],
      refuses: [put(1)],
      problems: NULLABLE,
    };
  }),
);

export const formsOfNullable: Case[] = [
  {
    name: "nullable with enum, with null in it and without",
    openapi: "3.0.3",
    schemas: {
      Body: object({
        a: { type: "string", enum: ["x"], nullable: true },
        b: { type: "string", enum: ["x", null], nullable: true },
        c: { type: "string", enum: ["x"], nullable: false },
      }),
    },
    accepts: [{ a: null, b: null, c: "x" }, { a: "x" }],
    refuses: [{ a: "y" }, { c: null }, { b: "null" }],
    problems: NULLABLE,
  },
  {
    name: "nullable beside allOf, anyOf and oneOf of references",
    openapi: "3.0.3",
    schemas: {
      Body: object({
        a: { allOf: [to("One")], nullable: true },
        b: { anyOf: [to("One"), to("Two")], nullable: true },
        c: { oneOf: [to("One"), to("Two")], nullable: true },
        d: { allOf: [to("One"), { properties: { z: integer } }], nullable: true },
        e: { type: "object", allOf: [to("One")], nullable: true },
      }),
      One: object({ x: integer }, { required: ["x"] }),
      Two: object({ y: integer }, { required: ["y"] }),
    },
    accepts: [
      { a: null, b: null, c: null, d: null },
      { a: { x: 1 }, b: { y: 1 }, c: { y: 1 }, d: { x: 1 }, e: { x: 1 } },
    ],
    refuses: [
      { a: {} },
      { a: { x: "a" } },
      { b: {} },
      { c: { x: 1, y: 1 } },
      { d: { x: 1, z: "a" } },
      { e: {} },
    ],
    problems: NULLABLE,
  },
  {
    name: "nullable beside a reference of 3.0, and other siblings",
    openapi: "3.0.3",
    schemas: { Body: object({ a: { ...to("Text"), nullable: true, maxLength: 1 } }), Text: text },
    accepts: [{ a: "abc" }],
    refuses: [{ a: null }, { a: 1 }],
    problems: ["nothing counts beside a `$ref`"],
  },
  {
    name: "nullable and a list of types, a limit, an object",
    schemas: {
      Body: object({
        a: { type: ["string", "integer"], nullable: true },
        b: { type: "integer", minimum: 1, nullable: true, default: null },
        c: { type: "object", nullable: true, required: ["x"], properties: { x: integer } },
        d: { type: "array", nullable: true, items: { type: "object", nullable: true } },
      }),
    },
    accepts: [{ a: null, b: null, c: null, d: null }, { d: [null, {}] }, { b: 1 }],
    refuses: [{ a: true }, { b: 0 }, { c: {} }, { d: [1] }],
    problems: NULLABLE,
  },
];

export const booleanCases: Case[] = [
  ["properties", { type: "object", properties: { a: true, b: false } }, [{ a: 1 }, {}], [{ b: 1 }]],
  ["required properties", { type: "object", required: ["a"], properties: { a: true } }, [{ a: null }], [{}]],
  [
    "patternProperties",
    { type: "object", patternProperties: { "^a": true, "^b": false } },
    [{ ab: 1, c: 1 }],
    [{ bc: 1 }],
  ],
  [
    "additionalProperties",
    { type: "object", properties: { a: true }, additionalProperties: false },
    [{ a: 1 }],
    [{ b: 1 }],
  ],
  ["propertyNames true", { type: "object", propertyNames: true }, [{ a: 1 }], [1]],
  ["propertyNames false", { type: "object", propertyNames: false }, [{}], [{ a: 1 }]],
  ["items true", { type: "array", items: true }, [[1, "a"]], [1]],
  ["items false", { type: "array", items: false }, [[]], [[1]]],
  [
    "items false after prefixItems",
    { type: "array", prefixItems: [true, false], items: false },
    [[], [1]],
    [
      [1, 2],
      [1, 2, 3],
    ],
  ],
  [
    "prefixItems true and items",
    { type: "array", prefixItems: [true], items: { type: "integer" } },
    [["a", 1]],
    [["a", "b"]],
  ],
  ["contains true", { type: "array", contains: true }, [[1]], [[]]],
  ["contains false with minContains 0", { type: "array", contains: false, minContains: 0 }, [[], [1]], [1]],
  ["allOf", { allOf: [true, { type: "integer" }] }, [1], ["a"]],
  ["anyOf with false", { anyOf: [false, { type: "integer" }] }, [1], ["a"]],
  ["anyOf with true", { anyOf: [true, { type: "integer" }], type: ["integer", "string"] }, [1, "a"], [true]],
  ["oneOf with true", { oneOf: [true, { type: "integer" }] }, ["a", {}], [1]],
  ["oneOf with false", { oneOf: [false, { type: "integer" }] }, [1], ["a"]],
  ["not false", { not: false, type: "integer" }, [1], ["a"]],
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  ["if true", { if: true, then: { type: "integer" }, else: false }, [1], ["a"]],
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  ["then false", { type: "integer", if: { minimum: 5 }, then: false }, [1], [6]],
  ["else false", { type: "integer", if: { minimum: 5 }, else: false }, [6], [1]],
  ["dependentSchemas", { type: "object", dependentSchemas: { a: false, b: true } }, [{ b: 1 }], [{ a: 1 }]],
  [
    "unevaluatedProperties",
    { type: "object", properties: { a: true }, unevaluatedProperties: false },
    [{ a: 1 }],
    [{ b: 1 }],
  ],
  ["unevaluatedItems", { type: "array", prefixItems: [true], unevaluatedItems: false }, [["a"]], [[1, 2]]],
  [
    "a component that is true",
    { type: "object", properties: { a: { $ref: "#/components/schemas/Any" } } },
    [{ a: 1 }],
    [1],
  ],
  [
    "a component that is false",
    { type: "object", properties: { a: { $ref: "#/components/schemas/None" } } },
    [{ b: 1 }],
    [{ a: 1 }],
  ],
  [
    "an allOf with a component that is true",
    { allOf: [{ $ref: "#/components/schemas/Any" }, { type: "integer" }] },
    [1],
    ["a"],
  ],
  [
    "a tuple of components that are booleans",
    {
      type: "array",
      prefixItems: [{ $ref: "#/components/schemas/Any" }, { $ref: "#/components/schemas/None" }],
    },
    [[1], []],
    [[1, 2]],
  ],
].map((row): Case => {
  const [name, Body, accepts, refuses] = row as [string, JsonObject, Json[], Json[]];
  const isUsed = (component: string) => JSON.stringify(Body).includes(component);
  return {
    name: `a boolean in ${name}`,
    schemas: { Body, ...(isUsed("/Any") ? { Any: true } : {}), ...(isUsed("/None") ? { None: false } : {}) },
    accepts,
    refuses,
  };
});

export const identifierCases: Case[] = [
  {
    name: "an anchor in another component",
    schemas: {
      Body: object({ a: { $ref: "#size" } }),
      Sizes: object({ s: { $anchor: "size", ...integer } }),
    },
    accepts: [{ a: 1 }],
    refuses: [{ a: "b" }],
  },
  {
    name: "an anchor with siblings, in $defs",
    schemas: {
      Body: object(
        { a: { $ref: "#size", maximum: 5 } },
        { $defs: { Size: { $anchor: "size", type: "integer", minimum: 2 } } },
      ),
    },
    accepts: [{ a: 3 }],
    refuses: [{ a: 6 }, { a: 1 }, { a: "b" }],
  },
  {
    name: "$defs by a pointer from the root",
    schemas: {
      Body: object({ a: { $ref: "#/components/schemas/Body/$defs/Size" } }, { $defs: { Size: integer } }),
    },
    accepts: [{ a: 3 }],
    refuses: [{ a: "b" }],
  },
  {
    name: "$defs by a pointer from an identifier",
    schemas: {
      Body: {
        $id: "https://example.org/body",
        ...object({ a: { $ref: "#/$defs/Size" } }, { $defs: { Size: integer } }),
      },
    },
    accepts: [{ a: 3 }],
    refuses: [{ a: "b" }],
  },
  {
    name: "an identifier relative to that around it",
    schemas: {
      Body: {
        $id: "https://example.org/schemas/body",
        ...object(
          { a: { $ref: "size" }, b: { $ref: "other/unit" } },
          { $defs: { Size: { $id: "size", ...integer }, Unit: { $id: "other/unit", ...text } } },
        ),
      },
    },
    accepts: [{ a: 3, b: "m" }],
    refuses: [{ a: "b" }, { b: 1 }],
  },
  {
    name: "an anchor of a resource by its identifier",
    schemas: {
      Body: object({ a: { $ref: "https://example.org/sizes#small" } }),
      Sizes: {
        $id: "https://example.org/sizes",
        $defs: { S: { $anchor: "small", type: "integer", maximum: 3 } },
      },
    },
    accepts: [{ a: 3 }],
    refuses: [{ a: 4 }],
  },
  {
    name: "definitions of an older draft",
    schemas: {
      Body: object(
        { a: { $ref: "#/components/schemas/Body/definitions/Size" } },
        { definitions: { Size: integer } },
      ),
    },
    accepts: [{ a: 3 }],
    refuses: [{ a: "b" }],
  },
  {
    name: "definitions that refer to each other and to themselves",
    schemas: {
      Body: {
        $ref: "#/components/schemas/Body/definitions/Node",
        definitions: {
          Node: object({
            next: { $ref: "#/components/schemas/Body/definitions/Node" },
            size: { $ref: "#/components/schemas/Body/definitions/Size" },
          }),
          Size: integer,
        },
      },
    },
    accepts: [{ next: { size: 1, next: {} } }],
    refuses: [{ next: { size: "a" } }, { next: 1 }],
  },
  {
    name: "a $dynamicRef to the one $dynamicAnchor",
    schemas: { Body: { $dynamicAnchor: "node", ...object({ next: { $dynamicRef: "#node" }, id: integer }) } },
    accepts: [{ next: { next: {}, id: 1 } }],
    refuses: [{ next: { id: "a" } }, { next: 1 }],
  },
  {
    name: "a $dynamicRef to an anchor that is none",
    schemas: { Body: object({ next: { $dynamicRef: "#nothing" }, id: integer }) },
    accepts: [{ next: 1, id: 1 }],
    refuses: [{ id: "a" }],
    problems: ["$dynamicRef"],
  },
  {
    name: "a reference to an unknown keyword's schema",
    schemas: {
      Body: object({ a: { $ref: "#/components/schemas/Box/x-parts/size" } }),
      Box: { type: "object", "x-parts": { size: integer } },
    },
    accepts: [{ a: 1 }],
    refuses: [{ a: "b" }],
    problems: ["Nothing on the page refers to the components Box"],
  },
  {
    name: "a pointer with escapes",
    schemas: {
      Body: object({ a: { $ref: "#/components/schemas/Box/properties/m~1s~0~01%25" } }),
      Box: object({ "m/s~~1%": integer }),
    },
    accepts: [{ a: 1 }],
    refuses: [{ a: "b" }],
  },
];

export const oldDraftCases: Case[] = [
  {
    name: "items as a list, and additionalItems",
    schemas: { Body: { type: "array", items: [text, integer], additionalItems: { type: "boolean" } } },
    accepts: [["a", 1, true], ["a"], []],
    refuses: [[1], ["a", "b"], ["a", 1, 2]],
    problems: OLD,
  },
  {
    name: "items as a list, and additionalItems false",
    openapi: "3.0.3",
    schemas: {
      Body: { type: "array", items: [text, { type: "integer", nullable: true }], additionalItems: false },
    },
    accepts: [
      ["a", null],
      ["a", 1],
    ],
    refuses: [["a", 1, 2]],
    problems: [...OLD, ...NULLABLE],
  },
  {
    name: "items as a list in a list",
    schemas: {
      Body: {
        type: "array",
        items: [
          { type: "array", items: [integer] },
          { items: [text], type: "array" },
        ],
      },
    },
    accepts: [[[1], ["a"]]],
    refuses: [[["a"]], [[1], [1]]],
    problems: OLD,
  },
  {
    name: "an empty list of items",
    schemas: { Body: { type: "array", items: [], additionalItems: integer } },
    accepts: [[1], []],
    refuses: [["a"]],
    problems: OLD,
  },
  {
    name: "additionalItems without a list of items, which means nothing",
    schemas: { Body: { type: "array", items: integer, additionalItems: text } },
    accepts: [[1, 2]],
    refuses: [["a"]],
    problems: ["additionalItems"],
  },
  {
    name: "dependencies of names and of schemas",
    schemas: {
      Body: {
        type: "object",
        dependencies: {
          a: ["b"],
          c: { required: ["d"], properties: { d: integer } },
          e: false,
          f: true,
          g: [],
        },
      },
    },
    accepts: [{ a: 1, b: 1 }, { c: 1, d: 1 }, { f: 1 }, { g: 1 }],
    refuses: [{ a: 1 }, { c: 1 }, { c: 1, d: "a" }, { e: 1 }],
    problems: OLD,
  },
  {
    name: "dependencies beside dependentRequired and dependentSchemas",
    schemas: {
      Body: {
        type: "object",
        dependentRequired: { a: ["c"] },
        dependentSchemas: { x: { required: ["y"] } },
        dependencies: { a: ["b"], x: { required: ["z"] } },
      },
    },
    accepts: [
      { a: 1, b: 1, c: 1 },
      { x: 1, y: 1, z: 1 },
    ],
    refuses: [
      { a: 1, b: 1 },
      { a: 1, c: 1 },
      { x: 1, y: 1 },
      { x: 1, z: 1 },
    ],
    problems: OLD,
  },
  {
    name: "dependencies in a schema of dependencies, of names that every object inherits",
    schemas: {
      Body: { type: "object", dependencies: { constructor: { dependencies: { toString: ["valueOf"] } } } },
    },
    accepts: [{ toString: 1 }, { constructor: 1 }, { constructor: 1, toString: 1, valueOf: 1 }, {}],
    refuses: [{ constructor: 1, toString: 1 }],
    problems: OLD,
  },
  {
    name: "exclusive limits of 3.0",
    openapi: "3.0.3",
    schemas: {
      Body: object({
        a: { type: "number", minimum: 1, exclusiveMinimum: true, maximum: 5, exclusiveMaximum: true },
        b: { type: "number", minimum: 1, exclusiveMinimum: false },
        c: { type: "number", exclusiveMinimum: true },
        d: { allOf: [to("Low")], maximum: 9, exclusiveMaximum: true },
      }),
      Low: { type: "integer", minimum: 3, exclusiveMinimum: true },
    },
    accepts: [{ a: 1.5, b: 1, c: -1, d: 4 }],
    refuses: [{ a: 1 }, { a: 5 }, { b: 0.9 }, { d: 3 }, { d: 9 }],
    problems: ["A boolean `exclusiveMinimum`", "A boolean `exclusiveMaximum`"],
  },
  {
    name: "siblings of references in 3.0, at each depth",
    openapi: "3.0.3",
    schemas: {
      Body: object({
        a: { ...to("Text"), maxLength: 1 },
        list: { type: "array", items: { ...to("Text"), enum: ["x"] } },
        b: { allOf: [{ ...to("Text"), minLength: 3 }], maxLength: 4 },
      }),
      Text: text,
    },
    accepts: [{ a: "abc", list: ["abc"], b: "a" }],
    refuses: [{ a: 1 }, { list: [1] }, { b: "abcde" }],
    problems: ["nothing counts beside a `$ref`"],
  },
  {
    name: "a property called $ref",
    schemas: { Body: object({ $ref: text, a: integer }, { required: ["$ref"] }) },
    accepts: [{ $ref: "b" }],
    refuses: [{ $ref: 1 }, { a: 1 }],
  },
  {
    name: "properties called like keywords",
    schemas: {
      Body: object({
        properties: object({ type: text, items: integer }),
        required: { type: "array", items: text },
        nullable: { type: "boolean" },
        discriminator: object({ propertyName: integer }),
        enum: integer,
        default: integer,
        example: integer,
        allOf: { type: "array", items: object({ $ref: integer }) },
      }),
    },
    accepts: [
      {
        properties: { type: "a", items: 1 },
        required: ["a"],
        nullable: true,
        discriminator: { propertyName: 1 },
        enum: 1,
        default: 1,
        example: 1,
        allOf: [{ $ref: 1 }],
      },
    ],
    refuses: [
      { properties: { items: "a" } },
      { required: true },
      { nullable: 1 },
      { enum: "a" },
      { default: "a" },
      { example: "a" },
      { allOf: [{ $ref: "a" }] },
    ],
  },
];
