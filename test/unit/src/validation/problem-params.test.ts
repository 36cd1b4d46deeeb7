import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../../src/openapi/json.ts";
import { createAjv, EXPLAINED } from "../../../../src/validation/compile/ajv.ts";
import { spellOutUnevaluated } from "../../../../src/validation/compile/unevaluated.ts";
import { type CompiledValidator, explainErrors } from "../../../../src/validation/explain-errors.ts";
import { createUnionValidator, createValidator } from "../../../../src/validation/validator.ts";

/** The codes that a README documents, and the names of their parameters. */
function readTable(file: string): Map<string, Set<string>> {
  const [, table = ""] = readFileSync(file, "utf8").split("| `code` | `params` |\n|---|---|\n");
  const rows = [...(table.split("\n\n", 1)[0]?.matchAll(/^\| (.*) \| (.*) \|$/gm) ?? [])];
  const names = (cell = "") => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name);
  return new Map(
    rows.flatMap(([, codes, params]) => names(codes).map((code) => [code, new Set(names(params))])),
  );
}

const compile = (schema: JsonObject) =>
  createAjv({}, EXPLAINED).compile(
    spellOutUnevaluated(schema, (value) => value as JsonObject),
  ) as CompiledValidator;

/** A schema, and a value that it refuses by one keyword alone. */
const REFUSED: [code: string, schema: JsonObject, value: unknown][] = [
  ["type", { type: ["string", "null"] }, 1],
  ["enum", { enum: [1] }, 2],
  ["const", { const: 1 }, 2],
  ["required", { required: ["a"] }, {}],
  ["minimum", { minimum: 1 }, 0],
  ["maximum", { maximum: 1 }, 2],
  ["exclusiveMinimum", { exclusiveMinimum: 1 }, 1],
  ["exclusiveMaximum", { exclusiveMaximum: 1 }, 1],
  ["multipleOf", { multipleOf: 2 }, 1],
  ["minLength", { minLength: 1 }, ""],
  ["maxLength", { maxLength: 1 }, "ab"],
  ["pattern", { pattern: "a" }, "b"],
  ["format", { format: "date" }, "b"],
  ["format", { format: "binary", isFile: "file" }, 1],
  ["minItems", { minItems: 1 }, []],
  ["maxItems", { maxItems: 0 }, [1]],
  ["uniqueItems", { uniqueItems: true }, [1, 1]],
  ["items", { prefixItems: [{}], items: false }, [1, 2]],
  ["contains", { contains: { const: 1 } }, [2]],
  ["contains", { contains: { const: 1 }, maxContains: 1 }, [1, 1]],
  ["minProperties", { minProperties: 1 }, {}],
  ["maxProperties", { maxProperties: 0 }, { a: 1 }],
  ["additionalProperties", { additionalProperties: false }, { a: 1 }],
  ["propertyNames", { propertyNames: { maxLength: 1 } }, { ab: 1 }],
  ["propertyNames", { propertyNames: { pattern: "^b" } }, { ab: 1 }],
  ["dependentRequired", { dependentRequired: { a: ["b"] } }, { a: 1 }],
  ["dependentSchemas", { dependentSchemas: { a: false } }, { a: 1 }],
  ["unevaluatedItems", { prefixItems: [{}], unevaluatedItems: false }, [1, 2]],
  ["unevaluatedItems", { contains: { const: 1 }, unevaluatedItems: { type: "string" } }, [1, 2]],
  ["unevaluatedProperties", { unevaluatedProperties: false }, { a: 1 }],
  ["not", { not: { const: 1 } }, 1],
  ["false schema", { properties: { a: false } }, { a: 1 }],
  ["if", JSON.parse('{"if":{"const":1},"then":false}'), 1],
  ["oneOf", { oneOf: [{ minimum: 1 }, { maximum: 9 }] }, 5],
  ["oneOf", { oneOf: [{ type: "string" }, { type: "null" }] }, 5],
  ["anyOf", { anyOf: [{ required: ["a"] }, { required: ["b"] }] }, {}],
];

/** Keywords of Ajv that refuse nothing by themselves: what is in them does, or another keyword; or no page may have them. */
const SILENT = new Set(
  [
    "$ref $dynamicRef $recursiveRef $id $schema $anchor $defs $comment $vocabulary id definitions",
    "allOf properties patternProperties prefixItems then else minContains maxContains contentMediaType",
    "contentEncoding contentSchema title description default deprecated readOnly writeOnly examples nullable",
    "formatMinimum formatMaximum formatExclusiveMinimum formatExclusiveMaximum",
    "$dynamicAnchor $recursiveAnchor discriminator dependencies additionalItems example xml externalDocs",
  ].flatMap((words) => words.split(" ")),
);

describe.each(["README.md", "README.ja.md"])("the parameters of problems in %s", (file) => {
  const table = readTable(file);

  it.each(REFUSED)("are those of %s: %j", (code, schema, value) => {
    const validate = compile(schema);
    expect(validate(value)).toBe(false);
    const problems = explainErrors(validate.errors ?? [], value);
    expect(problems.map((problem) => problem.code)).toEqual([code]);
    const documented = [...(table.get(code) ?? [])];
    // A name breaks a keyword of its own, whose parameters stand in its row.
    const keyword = problems[0]?.params.keyword;
    const own = typeof keyword === "string" ? [...(table.get(keyword) ?? [])] : [];
    expect([...documented, ...own]).toEqual(expect.arrayContaining(Object.keys(problems[0]?.params ?? {})));
  });

  it("are those of values that nothing can be said of, and of variants that are not named", () => {
    const any = createValidator(compile({}));
    const union = createUnionValidator("model", { a: any });
    const circle: { at?: object } = {};
    circle.at = circle;
    for (const result of [
      any.validate(circle),
      any.validate({ at: NaN }),
      union.validate({}),
      union.validate({ model: "b" }),
      union.validate(1),
    ]) {
      const [problem] = result.ok ? [] : result.problems;
      expect([...(table.get(problem?.code ?? "") ?? [])]).toEqual(
        expect.arrayContaining(Object.keys(problem?.params ?? {})),
      );
      expect(problem?.params).not.toEqual({});
    }
  });

  it("are there for every keyword that can refuse a value, and for no other code", () => {
    const { all } = createAjv({}, EXPLAINED).RULES;
    const keywords = Object.keys(all).filter((keyword) => !SILENT.has(keyword) && keyword !== "isFile");
    const codes = REFUSED.map(([code]) => code);
    expect(keywords.filter((keyword) => !table.has(keyword))).toEqual([]);
    expect([...table.keys()].toSorted()).toEqual([...new Set(codes)].toSorted());
  });
});
