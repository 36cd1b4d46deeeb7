import type { Json, JsonObject } from "../../../../src/openapi/json.ts";
import { type Case, to } from "../run-cases.ts";
import { integer, object, text } from "../schemas.ts";

/** An object with an own property of each name, `__proto__` among them. */
const own = (entries: readonly (readonly [string, Json])[]): JsonObject => Object.fromEntries(entries);

export const multipleCases: Case[] = (
  [
    [0.01, [0.07, 0.57, 19.99, 0, -0.07, 1e3, 1.1, 4.35], [0.001, 0.075, 1e-3]],
    [0.1, [0.3, 0.7, 1.1, -2.3, 1e21], [0.25, 0.05]],
    [0.0001, [0.0075, 12.3456], [0.00075]],
    [1e-7, [3e-7, 0.1, 1], [1.5e-7]],
    [1e-20, [3e-20, 1], []],
    [2.5, [5, 7.5, -2.5, 1e3], [4, 2.4]],
    [0.3, [0.9, 1.2, 3], [1, 0.1]],
    [1, [1, 1e300, -5], [0.5, 1e-300]],
    [3, [9, 3e2, -3], [10, 3.5]],
    [1e3, [1e3, 1e21, 5000], [500, 1001]],
    [1.5e10, [3e10, 0], [1e10]],
    [9007199254740991, [9007199254740991, 0], [9007199254740990]],
    [0.07, [0.21, 0.49, 7], [0.5]],
  ] as [number, number[], number[]][]
).map(
  ([multipleOf, accepts, refuses]): Case => ({
    name: `multipleOf ${multipleOf}`,
    schemas: { Body: { type: "number", multipleOf } },
    accepts,
    refuses,
  }),
);

export const limitCases: Case[] = [
  {
    name: "integers with a point, an exponent, and beyond 53 bits",
    schemas: {
      Body: object({
        a: integer,
        b: { type: "integer", format: "int64" },
        c: { type: "number", maximum: 1e308 },
      }),
    },
    accepts: [{ a: 1e15 }, { a: -0 }, { b: 9007199254740992 }, { c: 1e308 }],
    refuses: [{ a: 1.5 }, { b: 0.1 }, { c: 1.5e308 }],
  },
  {
    name: "int32 and its limits",
    schemas: {
      Body: object({
        a: { type: "integer", format: "int32" },
        b: { type: "number", format: "double" },
        c: { type: "number", format: "float" },
      }),
    },
    accepts: [{ a: 2147483647 }, { a: -2147483648 }, { b: 1e300, c: 0.1 }],
    refuses: [{ a: 2147483648 }, { a: 1.5 }],
  },
  {
    name: "exclusive limits and limits at once",
    schemas: {
      Body: object({
        a: { type: "number", minimum: 1, exclusiveMinimum: 1, maximum: 5, exclusiveMaximum: 6 },
        b: { type: "number", exclusiveMinimum: 0, minimum: -1 },
      }),
    },
    accepts: [{ a: 1.01 }, { a: 5 }, { b: 0.1 }],
    refuses: [{ a: 1 }, { a: 5.1 }, { b: 0 }],
  },
  {
    name: "limits in quotes and with exponents",
    schemas: {
      Body: object({
        a: { type: "number", minimum: "1e1", maximum: "20.5" },
        b: { type: "string", minLength: "2" },
      }),
    },
    accepts: [{ a: 10, b: "ab" }, { a: 20.5 }],
    refuses: [{ a: 9 }, { a: 20.6 }, { b: "a" }],
    problems: ["cannot be"],
  },
  {
    name: "lengths in code points",
    schemas: { Body: object({ a: { type: "string", maxLength: 2 }, b: { type: "string", minLength: 2 } }) },
    accepts: [{ a: "😀😀" }, { b: "😀a" }],
    refuses: [{ a: "😀😀a" }, { b: "😀" }],
  },
  {
    name: "enums and consts of every type",
    schemas: {
      Body: object({
        a: { enum: [1, "1", null, true, [1], { b: 1 }] },
        b: { const: null },
        c: { const: { x: [1, { y: null }] } },
        d: { enum: [0, false, ""] },
        e: { const: 0.1 },
      }),
    },
    accepts: [
      { a: 1 },
      { a: "1" },
      { a: null, b: null },
      { a: [1] },
      { a: { b: 1 } },
      { c: { x: [1, { y: null }] } },
      { d: 0 },
      { d: false },
      { d: "" },
      { e: 0.1 },
    ],
    refuses: [
      { a: false },
      { a: [2] },
      { a: { b: 1, c: 1 } },
      { b: 0 },
      { c: { x: [] } },
      { d: null },
      { e: 0.2 },
    ],
  },
  {
    name: "an enum of both cases, with spaces and signs",
    schemas: {
      Body: object({
        a: {
          type: "string",
          enum: [
            "a",
            "A",
            " a",
            "a b",
            "a-b",
            "*",
            "",
            '"',
            "\\",
            "`$1}`",
            "*/",
            "\u2028",
            "😀",
            "__proto__",
            "constructor",
          ],
        },
      }),
    },
    accepts: ["a", "A", " a", "", '"', "\\", "`$1}`", "*/", "\u2028", "😀", "__proto__", "constructor"].map(
      (a) => ({ a }),
    ),
    refuses: [{ a: "b" }, { a: "toString" }],
  },
  {
    name: "uniqueItems of objects, numbers and texts",
    schemas: { Body: { type: "array", uniqueItems: true } },
    accepts: [
      [1, "1", true],
      [{ a: 1 }, { a: 2 }],
      [0, false],
      [[1], [2]],
      ["__proto__", "constructor"],
    ],
    refuses: [
      [1, 1.0],
      [
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ],
      [[1], [1]],
    ],
  },
];

const NAMES = [
  "__proto__",
  "constructor",
  "hasOwnProperty",
  "toString",
  "valueOf",
  "then",
  "length",
  "toJSON",
  "isPrototypeOf",
  "prototype",
];

export const nameCases: Case[] = NAMES.flatMap((name): Case[] => {
  const one = (value: Json) => own([[name, value]]);
  return [
    {
      name: `a property ${name}`,
      schemas: { Body: object(one(integer)) },
      accepts: [{}, one(1)],
      refuses: [one("a")],
    },
    {
      name: `a required property ${name}`,
      schemas: { Body: object(one(integer), { required: [name] }) },
      accepts: [one(1)],
      refuses: [{}, one("a")],
    },
    {
      name: `a required name ${name} that nothing describes`,
      schemas: { Body: { type: "object", required: [name] } },
      accepts: [one(1)],
      refuses: [{}],
    },
    {
      name: `a closed object with ${name}`,
      schemas: { Body: object(one(integer), { additionalProperties: false }) },
      accepts: [{}, one(1)],
      refuses: [one("a"), { other: 1 }],
    },
    {
      name: `a closed object without ${name}`,
      schemas: { Body: object({ other: integer }, { additionalProperties: false }) },
      accepts: [{ other: 1 }],
      refuses: [one(1)],
    },
    {
      name: `a map with ${name} and others`,
      schemas: { Body: object(one(text), { additionalProperties: integer }) },
      accepts: [
        own([
          [name, "a"],
          ["b", 1],
        ]),
      ],
      refuses: [one(1), { b: "a" }],
    },
    {
      name: `a map that may have ${name}`,
      schemas: { Body: { type: "object", additionalProperties: integer } },
      accepts: [one(1)],
      refuses: [one("a")],
    },
    {
      name: `an unevaluated ${name}`,
      schemas: { Body: { allOf: [object(one(integer))], unevaluatedProperties: false } },
      accepts: [one(1)],
      refuses: [{ other: 1 }, one("a")],
    },
    {
      name: `a dependentRequired ${name}`,
      schemas: {
        Body: { type: "object", dependentRequired: one(["b"]), dependentSchemas: one({ required: ["c"] }) },
      },
      accepts: [
        {},
        own([
          [name, 1],
          ["b", 1],
          ["c", 1],
        ]),
      ],
      refuses: [
        own([
          [name, 1],
          ["b", 1],
        ]),
        own([
          [name, 1],
          ["c", 1],
        ]),
      ],
    },
    {
      name: `a component ${name}`,
      schemas: own([
        ["Body", object({ a: to(name) })],
        [name, integer],
      ]),
      accepts: [{ a: 1 }],
      refuses: [{ a: "b" }],
    },
    {
      name: `a value ${name}`,
      schemas: { Body: object({ a: { type: "string", enum: [name, "b"] }, c: { const: name } }) },
      accepts: [{ a: name, c: name }],
      refuses: [{ a: "toLocaleString" }, { c: "b" }],
    },
    {
      name: `a nested ${name}, in two parts`,
      schemas: {
        Body: { allOf: [object(one(to("In"))), object({ x: integer })] },
        In: object(one(integer), { required: [name] }),
      },
      accepts: [one(one(1)), {}],
      refuses: [one({}), one(one("a"))],
    },
    {
      name: `variants that ${name} tells apart`,
      schemas: {
        Body: {
          oneOf: [
            object(
              own([
                [name, { const: "a" }],
                ["x", integer],
              ]),
              { required: [name] },
            ),
            object(
              own([
                [name, { const: "b" }],
                ["y", integer],
              ]),
              { required: [name] },
            ),
          ],
        },
      },
      accepts: [
        own([
          [name, "a"],
          ["x", 1],
        ]),
        own([
          [name, "b"],
          ["y", 1],
        ]),
      ],
      refuses: [
        own([
          [name, "a"],
          ["x", "z"],
        ]),
        own([[name, "c"]]),
        {},
      ],
    },
  ];
});

/** Texts that YAML reads as numbers, truth values, null or dates where they stand without quotes. */
const PLAIN = [
  "1.0",
  "2.10",
  "007",
  "1e3",
  "0x10",
  "0o7",
  "12345678901234567890",
  "-0",
  "+1",
  ".5",
  "1.",
  "9007199254740993",
];

/** Writes a document as YAML with what is marked as it stands. */
const writePlain = (document: JsonObject) => JSON.stringify(document).replaceAll(/"!plain ([^"]+)"/g, "$1");
const plain = (value: string) => `!plain ${value}`;

export const plainCases: Case[] = PLAIN.flatMap((value): Case[] => {
  const flow = writePlain;
  return [
    {
      name: `${value} unquoted in an enum`,
      schemas: { Body: object({ a: { type: "string", enum: [plain(value), "b"] } }) },
      write: flow,
      accepts: [{ a: value }, { a: "b" }],
      refuses: [{ a: "c" }, { a: 1 }],
      problems: ["without quotes"],
    },
    {
      name: `${value} unquoted in a const behind a reference`,
      schemas: { Body: object({ a: { ...to("Text"), const: plain(value) } }), Text: text },
      write: flow,
      accepts: [{ a: value }],
      refuses: [{ a: "c" }, { a: 1 }],
      problems: ["without quotes"],
    },
  ];
});
