import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createEvaluate } from "../../../../../../scripts/pipeline/check/evaluate/evaluate-schema.ts";
import { createInterpreter } from "../../../../../../scripts/pipeline/check/evaluate/interpret-schema.ts";
import { isObject, type Json, type JsonObject } from "../../../../../../src/openapi/json.ts";
import { readRequired } from "../../../../../conformance/schema-suite/suite.ts";
import { arbitraryComponents, arbitraryValue } from "../../../../../helpers/schemas/arbitrary-schema.ts";

const BODY = { $ref: "#/components/schemas/Body" };

const inDocument = (schemas: JsonObject) => ({ components: { schemas } });

/** What the interpreter and the compiled schema say of a value; null where the interpreter leaves it to that. */
function ask(
  schemas: JsonObject,
  schema: JsonObject,
  value: Json,
): { told: boolean | null; right: boolean | null } {
  const told = createInterpreter(inDocument(schemas))(schema, value);
  if (told === undefined) return { told: null, right: null };
  const evaluated = createEvaluate(inDocument(schemas))(schema);
  return { told, right: "reason" in evaluated ? told : evaluated.validate(value) };
}

const interpret = (schema: JsonObject, value: Json) => createInterpreter({})(schema, value);

const nest = (depth: number): JsonObject => (depth === 0 ? {} : { not: { not: nest(depth - 1) } });

describe("createInterpreter", () => {
  it("says of drawn values by drawn schemas what the compiled schema says", () => {
    const counts = { true: 0, false: 0, null: 0 };
    const drawn = fc.tuple(arbitraryComponents(2), fc.array(arbitraryValue, { minLength: 3, maxLength: 3 }));
    fc.assert(
      fc.property(drawn, ([schemas, values]) => {
        for (const value of values) {
          const { told, right } = ask(schemas, BODY, value);
          counts[`${told}`] += 1;
          expect([schemas, value, told]).toEqual([schemas, value, right]);
        }
      }),
      { numRuns: 150, seed: 1 },
    );
    expect(Math.min(...Object.values(counts))).toBeGreaterThan(20);
  });

  it.each<[string, JsonObject, Json, Json]>([
    ["types", { type: ["integer", "null"] }, 1, 1.5],
    ["fixed values", { const: { a: [1] } }, { a: [1] }, { a: [2] }],
    ["lists of values", { enum: ["a", null] }, null, "b"],
    ["formats of strings", { format: "date" }, "2026-11-29", "2026-13-29"],
    ["formats of numbers", { format: "int32" }, 2 ** 31 - 1, 2 ** 31],
    ["least numbers", { minimum: 1 }, 1, 0.9],
    ["greatest numbers", { maximum: 1 }, 1, 1.1],
    ["numbers above", { exclusiveMinimum: 1 }, 1.1, 1],
    ["numbers below", { exclusiveMaximum: 1 }, 0.9, 1],
    ["decimal multiples", { multipleOf: 0.01 }, 19.99, 19.999],
    ["least lengths in characters", { minLength: 2 }, "😀😀", "😀"],
    ["greatest lengths in characters", { maxLength: 1 }, "😀", "😀😀"],
    ["patterns", { pattern: "^a" }, "ab", "b"],
    ["least items", { minItems: 1 }, [1], []],
    ["greatest items", { maxItems: 1 }, [1], [1, 2]],
    ["least properties", { minProperties: 1 }, { a: 1 }, {}],
    ["greatest properties", { maxProperties: 1 }, { a: 1 }, { a: 1, b: 2 }],
    ["required properties", { required: ["toString"] }, { toString: 1 }, {}],
    ["items", { items: { type: "string" } }, ["a"], ["a", 1]],
    ["properties", { properties: { a: { type: "string" } } }, { b: 1 }, { a: 1 }],
    ["other properties", { properties: { a: true }, additionalProperties: false }, { a: 1 }, { b: 1 }],
    ["schemas that all hold", { allOf: [{ minimum: 1 }, { maximum: 2 }] }, 1.5, 3],
    ["schemas any of which holds", { anyOf: [{ minimum: 2 }, { maximum: 1 }] }, 2, 1.5],
    ["schemas one of which holds", { oneOf: [{ minimum: 1 }, { maximum: 2 }] }, 0, 1.5],
    ["what must not hold", { not: { type: "string" } }, 1, "a"],
    ["closed schemas", { items: false }, [], [1]],
  ])("knows %s", (_, schema, right, wrong) => {
    expect([interpret(schema, right), interpret(schema, wrong)]).toEqual([true, false]);
  });

  it("follows references, and what stands next to them", () => {
    const schemas = { Body: { $ref: "#/components/schemas/Wind", minimum: 1 }, Wind: { maximum: 2 } };
    const told = [0, 1.5, 3].map((value) => createInterpreter(inDocument(schemas))(BODY, value));
    expect(told).toEqual([false, true, false]);
  });

  it.each<[string, JsonObject, Json]>([
    ["a keyword that it does not know", { nullable: true }, "a"],
    ["a pattern that may be slow", { pattern: "^(a+)+$" }, "a"],
    ["items behind others of their own", { prefixItems: [true], items: false }, [1]],
    ["a format that it does not know", { format: "constructor" }, "a"],
    ["a file", { type: ["string", "integer"], format: "binary" }, 1],
    ["a reference that leads nowhere", BODY, 1],
    ["an infinite number", { type: "number" }, Number.POSITIVE_INFINITY],
    ["a limit that is no number", { minimum: "1" }, 1],
    ["a multiple of nothing", { multipleOf: 0 }, 1],
    ["what is nested too deep", nest(26), 1],
  ])("leaves %s to the compiled schema", (_, schema, value) => {
    expect(interpret(schema, value)).toBeUndefined();
  });

  it("leaves a schema that leads to itself, and one that asks about too many others, to the compiled schema", () => {
    const wide = (depth: number): JsonObject =>
      depth === 0 ? {} : { allOf: Array(10).fill(wide(depth - 1)) };
    const told = [interpret(nest(25), 1), interpret(wide(3), 1), interpret(wide(4), 1)];
    expect([...told, createInterpreter(inDocument({ Body: BODY }))(BODY, 1)]).toEqual([
      true,
      true,
      undefined,
      undefined,
    ]);
  });
});

const groups = await readRequired("interpret-schema.test.ts");

describe.skipIf(groups.length === 0)("createInterpreter with the JSON-Schema-Test-Suite", () => {
  it("says of no value anything else than the suite", () => {
    const told = groups.flatMap(({ file, description, schema, tests }) => {
      if (!isObject(schema)) return [];
      const { $schema: _, ...root } = schema;
      const say = createInterpreter(root);
      return tests.map((test) => ({ file, description, test, told: say(root, test.data) }));
    });
    expect(told.filter((one) => one.told !== undefined && one.told !== one.test.valid)).toEqual([]);
    expect(told.filter((one) => one.told !== undefined).length).toBeGreaterThan(400);
  });
});
