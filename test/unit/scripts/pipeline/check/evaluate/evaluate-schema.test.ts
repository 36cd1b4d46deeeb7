import { describe, expect, it } from "vitest";
import { createCompiler } from "../../../../../../scripts/pipeline/check/evaluate/compile-schema.ts";
import { createEvaluate } from "../../../../../../scripts/pipeline/check/evaluate/evaluate-schema.ts";
import type { Json, JsonObject } from "../../../../../../src/openapi/json.ts";

const to = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const makeDocument = (schemas: JsonObject) => ({ components: { schemas } });
const tree = {
  type: "object",
  required: ["name"],
  properties: { parts: { type: "array", items: to("Tree") } },
};

describe("createEvaluate", () => {
  const evaluate = (schemas: JsonObject, schema: JsonObject) => createEvaluate(makeDocument(schemas))(schema);
  const judge = (schemas: JsonObject, schema: JsonObject, value: Json) => {
    const evaluated = evaluate(schemas, schema);
    if ("reason" in evaluated) throw new Error(evaluated.reason);
    return evaluated.validate(value);
  };

  it.each<[string, JsonObject]>([
    ["that refers to itself", to("Tree")],
    ["by way of a reference that is nothing more", to("Alias")],
  ])("judges by a schema %s", (_, schema) => {
    const schemas = { Tree: tree, Alias: to("Tree") };
    expect(judge(schemas, schema, { name: "a", parts: [{ name: "b" }] })).toBe(true);
    expect(judge(schemas, schema, { name: "a", parts: [{ name: "b", parts: [{}] }] })).toBe(false);
  });

  it.each<[string, JsonObject, Json, Json]>([
    ["lengths in characters", { maxLength: 1 }, "😀", "😀😀"],
    ["decimal multiples", { multipleOf: 0.01 }, 19.99, 19.999],
    ["formats", { format: "date" }, "2026-11-28", "2026-13-28"],
    ["lists of distinct items", { uniqueItems: true }, [{ a: 1 }, { a: 2 }], [{ a: 1 }, { a: 1 }]],
    ["patterns that may be slow", { pattern: "^(a+)+$" }, "aaa", "aab"],
    [
      "what another schema evaluates",
      { allOf: [to("Named")], unevaluatedProperties: false },
      { name: "a" },
      { name: "a", size: 1 },
    ],
  ])("knows %s", (_, schema, right, wrong) => {
    const schemas = { Named: { properties: { name: { type: "string" } } } };
    expect([judge(schemas, schema, right), judge(schemas, schema, wrong)]).toEqual([true, false]);
  });

  it("has no function where anything that it leads to does not compile", () => {
    const schemas = { Outer: { properties: { inner: to("Inner") } }, Inner: { pattern: "[" } };
    expect(evaluate(schemas, { items: to("Outer") })).toEqual({ reason: expect.stringContaining("pattern") });
  });
});

describe("createCompiler", () => {
  it("writes the same code of a schema whatever it compiled before", () => {
    const schemas = { Tree: tree, Other: { properties: { size: { type: "integer", pattern: "a" } } } };
    const alone = createCompiler(makeDocument(schemas)).compile(to("Tree"));
    const compiler = createCompiler(makeDocument(schemas));
    compiler.compile(to("Other"));
    compiler.inspectTarget("#/components/schemas/Other");
    expect(compiler.compile(to("Tree"))).toEqual(alone);
  });
});
