import { describe, expect, it } from "vitest";
import { createAjv, EXPLAINED } from "../../../../src/validation/compile/ajv.ts";
import { type CompiledValidator, explainErrors } from "../../../../src/validation/explain-errors.ts";

function explain(schema: object, value: unknown) {
  const validate = createAjv({}, EXPLAINED).compile(schema) as CompiledValidator;
  return validate(value) ? [] : explainErrors(validate.errors ?? [], value);
}

/** A variant that fixes its type. */
const named = (type: string) => ({
  type: "object",
  properties: { type: { const: type } },
  required: ["type"],
});

/** For each keyword a schema, a value that it refuses, and what is said. */
const KEYWORDS: [keyword: string, schema: object, value: unknown, message: string][] = [
  ["type", { type: "integer" }, 1.5, "the body must be an integer, got 1.5"],
  ["enum", { enum: [1, "a"] }, 2, 'the body must be 1 or "a", got 2'],
  ["const", { const: { a: 1 } }, 2, 'the body must be {"a":1}, got 2'],
  ["minimum", { minimum: 3 }, 2, "the body must be a number of at least 3, got 2"],
  ["exclusiveMaximum", { exclusiveMaximum: 3 }, 3, "the body must be a number below 3, got 3"],
  ["multipleOf", { multipleOf: 5 }, 7, "the body must be a number, a multiple of 5, got 7"],
  [
    "format",
    { type: "integer", format: "int32" },
    2 ** 40,
    "the body must be an integer in format int32, got 1099511627776",
  ],
  ["format", { format: "date" }, "now", 'the body must be a string in format date, got "now"'],
  ["minLength", { minLength: 3 }, "ab", 'the body must be a string of at least 3 characters, got "ab"'],
  ["pattern", { pattern: "^a" }, "b", 'the body must be a string matching /^a/, got "b"'],
  ["minItems", { minItems: 2 }, [1], "the body must be a list of at least 2 items, got [1]"],
  ["uniqueItems", { uniqueItems: true }, [1, 1], "the body must be a list without equal items, got [1,1]"],
  [
    "items",
    { prefixItems: [{}], items: false },
    [1, 2],
    "the body must be a list of at most 1 item, got [1,2]",
  ],
  [
    "unevaluatedItems",
    { allOf: [{ prefixItems: [{}] }], unevaluatedItems: false },
    [1, 2],
    "the body must be a list of at most 1 item, got [1,2]",
  ],
  [
    "contains",
    { contains: { type: "string" } },
    [1],
    "the body must be a list with at least 1 item that is a string, got [1]",
  ],
  [
    "contains",
    { contains: { const: 1 }, minContains: 0, maxContains: 1 },
    [1, 1],
    "the body must be a list with at most 1 item that is 1, got [1,1]",
  ],
  [
    "minProperties",
    { minProperties: 2 },
    { a: 1 },
    'the body must be an object of at least 2 properties, got {"a":1}',
  ],
  [
    "maxProperties",
    { maxProperties: 1 },
    { a: 1, b: 2 },
    'the body must be an object of at most 1 property, got {"a":1,"b":2}',
  ],
  ["required", { required: ["a"] }, {}, "a is required"],
  [
    "required",
    { required: ["a"], properties: { a: { type: "string" } } },
    {},
    "a is required and must be a string",
  ],
  ["dependentRequired", { dependentRequired: { a: ["b"] } }, { a: 1 }, "b is required where a is"],
  [
    "dependentSchemas",
    { dependentSchemas: { a: { required: ["b"] } } },
    { a: 1 },
    "b is required where a is",
  ],
  [
    "propertyNames",
    { propertyNames: { maxLength: 3 } },
    { tail: 1 },
    'tail must be named by a string of at most 3 characters, got "tail"',
  ],
  ["additionalProperties", { additionalProperties: false }, { a: 1 }, "a must be absent, got 1"],
  [
    "unevaluatedProperties",
    { properties: { b: {} }, unevaluatedProperties: false },
    { a: 1 },
    "a must be absent (known here: b), got 1",
  ],
  ["false schema", { properties: { a: false } }, { a: 1 }, "a must be absent, got 1"],
  ["not", { not: { type: "integer" } }, 1, "the body must be anything but an integer, got 1"],
  ["not", { properties: { a: { not: {} } } }, { a: 1 }, "a must be absent, got 1"],
  [
    "if",
    JSON.parse('{"if":{"type":"string"},"then":{"minLength":2}}'),
    "a",
    'the body must be a string of at least 2 characters, got "a"',
  ],
  [
    "oneOf",
    { oneOf: [{ type: "integer" }, { minimum: 2 }] },
    3,
    "the body must be of exactly one of 2 forms, and not of both number 1 and number 2, got 3",
  ],
  ["anyOf", { anyOf: [{ type: "string" }, { type: "null" }] }, 1, "the body must be a string or null, got 1"],
  [
    "anyOf",
    { anyOf: [{ $ref: "#/$defs/Kite" }, { type: "null" }], $defs: { Kite: { enum: ["q", "r"] } } },
    1,
    'the body must be "q" or "r" or null, got 1',
  ],
  [
    "not",
    { not: { $ref: "#/$defs/Kite_0123abcd" }, $defs: { Kite_0123abcd: { enum: ["q"] } } },
    "q",
    'the body must be anything but of the schema Kite, got "q"',
  ],
  [
    "type",
    { type: "string", anyOf: [{ maxLength: 2 }, { minLength: 4 }] },
    3,
    "the body must be a string, got 3",
  ],
  [
    "type",
    { type: "string", oneOf: [{ maxLength: 4 }, { minLength: 2 }] },
    3,
    "the body must be a string, got 3",
  ],
  ["type", { type: "object", required: ["a"] }, 5, "the body must be an object, got 5"],
  [
    "anyOf",
    { anyOf: [{ type: "object", required: ["a", "b", "c", "d"] }, { type: "null" }] },
    5,
    "the body must be an object with a, b, c and 1 more or null, got 5",
  ],
  [
    "anyOf",
    { anyOf: [{ type: "integer" }, { minimum: 2 }] },
    1.5,
    "the body must be an integer or a number of at least 2, got 1.5",
  ],
  [
    "anyOf",
    { anyOf: [{ minLength: 4 }, false, { not: { type: "string" } }] },
    "abc",
    'the body must be a string of at least 4 characters or anything but a string, got "abc"',
  ],
  ["anyOf", { anyOf: [false, { not: {} }] }, 1, "the body must be absent, got 1"],
  [
    "contains",
    { contains: { minimum: 5 } },
    [1],
    "the body must be a list with at least 1 item that is a number of at least 5, got [1]",
  ],
  [
    "contains",
    { contains: { required: ["a"] } },
    [{}],
    "the body must be a list with at least 1 item that is an object with a, got [{}]",
  ],
  [
    "contains",
    { contains: { properties: { a: { type: "string" } } }, maxContains: 2 },
    [],
    'the body must be a list with 1 to 2 items that are each a value that fits {"properties":{"a":{"type":"string"}}}, got []',
  ],
  [
    "contains",
    { contains: true, minContains: 2 },
    [1],
    "the body must be a list with at least 2 items, got [1]",
  ],
  ["contains", { contains: false }, [1], "the body must be anything but a list, got [1]"],
  [
    "contains",
    { contains: { const: 1 }, minContains: 3, maxContains: 1 },
    [1],
    "the body must be anything but a list, got [1]",
  ],
  [
    "contains",
    { contains: { const: 1 }, minContains: 0, maxContains: 0 },
    [1],
    "the body must be a list without an item that is 1, got [1]",
  ],
  ["items", { items: { anyOf: [{ type: "string" }, false] } }, [1], "[0] must be a string, got 1"],
  ["dependentSchemas", { dependentSchemas: { "a b": false } }, { "a b": 1 }, '["a b"] must be absent, got 1'],
  ["propertyNames", { propertyNames: false }, { a: 1 }, "a must be absent, got 1"],
  [
    "not",
    { not: { type: "object", properties: { a: { type: "string" } } } },
    { a: "b" },
    'the body must be a value that does not fit {"type":"object","properties":{"a":{"type":"string"}}}, got {"a":"b"}',
  ],
  ["not", { not: { minimum: 5 } }, "a", 'the body must be a value that does not fit {"minimum":5}, got "a"'],
  [
    "not",
    { not: { type: "object", required: ["a"] } },
    { a: 1 },
    'the body must be anything but an object with a, got {"a":1}',
  ],
  ["if", JSON.parse('{"if":{"const":1},"then":false}'), 1, "the body must be anything but 1, got 1"],
  ["if", JSON.parse('{"if":{"type":"string"},"else":{"not":{}}}'), 1, "the body must be a string, got 1"],
  ["not", { not: { required: ["b"] } }, { b: 1 }, 'the body must be an object without b, got {"b":1}'],
  [
    "not",
    { not: { required: ["a", "b"] } },
    { a: 1, b: 2 },
    'the body must be an object without a or without b, got {"a":1,"b":2}',
  ],
  [
    "if",
    JSON.parse('{"if":{"required":["a"]},"then":{"not":{"required":["b"]}}}'),
    { a: 1, b: 2 },
    'the body must be an object without b, got {"a":1,"b":2}',
  ],
  ["names", { required: ["a.b"] }, {}, '["a.b"] is required'],
  [
    "names",
    { properties: { "": { properties: { "x\ny": { items: { type: "string" } } } } } },
    { "": { "x\ny": [1] } },
    '[""]["x\\ny"][0] must be a string, got 1',
  ],
];

describe("explainErrors", () => {
  it.each(KEYWORDS)("says what %s of %j asks of %j", (_keyword, schema, value, message) => {
    expect(explain(schema, value).map((problem) => problem.message)).toEqual([message]);
  });

  it("names the keyword and its parameters, so that others can word it", () => {
    const { code, params, path } = explain({ properties: { a: { maximum: 3 } } }, { a: 4 })[0] ?? {};
    expect({ code, params, path }).toEqual({
      code: "maximum",
      params: { comparison: "<=", limit: 3 },
      path: ["a"],
    });
  });

  it.each<[string, object, unknown, [string, object]]>([
    ["const", { const: 1 }, 2, ["const", { allowedValue: 1 }]],
    [
      "a name",
      { propertyNames: { maxLength: 1 } },
      { ab: 1 },
      ["propertyNames", { limit: 1, propertyName: "ab", keyword: "maxLength" }],
    ],
    [
      "a name that is missing",
      { dependentSchemas: { a: { required: ["b"] } } },
      { a: 1 },
      ["required", { missingProperty: "b" }],
    ],
    [
      "a property that shuts out all",
      { dependentSchemas: { a: false } },
      { a: 1 },
      ["dependentSchemas", { property: "a" }],
    ],
    [
      "closed properties",
      { additionalProperties: false },
      { a: 1 },
      ["additionalProperties", { additionalProperty: "a" }],
    ],
    [
      "a clause that lets nothing through",
      JSON.parse('{"if":{},"then":false}'),
      1,
      ["if", { failingKeyword: "then" }],
    ],
    [
      "variants of which none is named",
      { oneOf: [named("a"), named("b")] },
      { type: "c" },
      ["enum", { discriminator: "type", allowedValues: ["a", "b"] }],
    ],
    [
      "a discriminator that is missing",
      { oneOf: [named("a"), named("b")] },
      {},
      ["required", { missingProperty: "type", discriminator: "type", allowedValues: ["a", "b"] }],
    ],
    [
      "a union of which two variants accept the value",
      { oneOf: [{ minimum: 1 }, { type: "string" }, { maximum: 9 }] },
      5,
      ["oneOf", { branches: 3, passingSchemas: [0, 2], errors: [] }],
    ],
    ["what is forbidden", { not: {} }, 1, ["not", {}]],
  ])("gives the code and the parameters of %s", (_, schema, value, [code, params]) => {
    const [problem] = explain(schema, value);
    expect({ code: problem?.code, params: problem?.params }).toEqual({ code, params });
  });

  it("gives what each branch of a union refuses, for a sentence in another language", () => {
    const schema = { anyOf: [{ const: "auto" }, { type: "integer", minimum: 1, maximum: 9 }] };
    const [problem] = explain({ properties: { a: schema } }, { a: 12 });
    expect(problem).toMatchObject({
      code: "anyOf",
      params: {
        branches: 2,
        passingSchemas: [],
        errors: [
          [
            {
              path: ["a"],
              code: "const",
              params: { allowedValue: "auto" },
              message: 'a must be "auto", got 12',
            },
          ],
          [{ path: ["a"], code: "maximum", params: { comparison: "<=", limit: 9 } }],
        ],
      },
    });
  });

  it("gives of a union what the nearest branches refuse, and not the others", () => {
    const text = (name: string) => ({ type: "object", required: [name] });
    const [problem] = explain({ anyOf: [text("a"), text("b"), { type: "null" }] }, {});
    expect(problem?.params).toMatchObject({
      branches: 3,
      errors: [[{ path: ["a"], code: "required" }], [{ path: ["b"], code: "required" }]],
    });
  });

  it("describes a value that throws when it is printed", () => {
    const value = {
      toJSON() {
        throw new Error("no");
      },
    };
    expect(explain({ type: "string" }, value)[0]?.message).toBe(
      "the body must be a string, got a value of type object",
    );
  });
});
