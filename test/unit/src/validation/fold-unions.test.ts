import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../../src/openapi/json.ts";
import { createAjv, DOCUMENT, EXPLAINED } from "../../../../src/validation/compile/ajv.ts";
import { type CompiledValidator, explainErrors } from "../../../../src/validation/explain-errors.ts";

const object = (required: string[], properties: JsonObject = {}): JsonObject => ({
  type: "object",
  required,
  properties,
});
const [text, number] = [{ type: "string" }, { type: "number" }];

/** What is said of a value that no branch accepts: the same with the branches in place and referred to. */
function explain(keyword: "oneOf" | "anyOf", branches: readonly JsonObject[], value: unknown): string[] {
  const schemas = Object.fromEntries(branches.map((branch, index) => [`B${index}`, branch]));
  const ajv = createAjv({ components: { schemas } }, EXPLAINED);
  const referred = branches.map((_, index) => ({ $ref: `${DOCUMENT}#/components/schemas/B${index}` }));
  const [written, others] = [branches, referred].map((list) => {
    // In a part of a value, so that the places of the errors are not the root.
    const validate = ajv.compile({ properties: { part: { [keyword]: list } } }) as CompiledValidator;
    return validate({ part: value })
      ? []
      : explainErrors(validate.errors ?? [], { part: value }).map(({ message }) => message);
  });
  expect(others).toEqual(written);
  return written ?? [];
}

describe.each(["oneOf", "anyOf"] as const)("foldUnions, of %s", (keyword) => {
  it.each<[string, JsonObject[], unknown, string[]]>([
    [
      "the one whose property is wrong, not those that miss theirs",
      [object(["text"], { text }), object(["url"], { url: text })],
      { text: 5 },
      ["part.text must be a string, got 5"],
    ],
    [
      "the one that knows most of the properties, however much it misses",
      [object(["a", "b", "c"], { a: text }), object(["z"])],
      { a: "1" },
      ["part.b is required", "part.c is required"],
    ],
    [
      "the one that misses least",
      [object(["a", "b"]), object(["a", "c", "d"])],
      { a: 1 },
      ["part.b is required"],
    ],
    ["the only object", [{ type: "null" }, object(["a"]), text], {}, ["part.a is required"]],
    [
      "what all refuse alike",
      [object(["a", "p"], { p: number }), object(["b", "p"], { p: number })],
      { p: "1" },
      ['part.p must be a number, got "1"', 'part must be such that a is there, or b is there, got {"p":"1"}'],
    ],
    [
      "that alone where it is all one of them refuses",
      [object(["p"], { p: number }), object(["p"], { p: number, q: { type: "null" } })],
      { p: "1" },
      ['part.p must be a number, got "1"'],
    ],
    [
      "both ways out where none is nearer",
      [object(["a"], { a: text }), object(["b"])],
      {},
      ["part must be such that a is a string, or b is there, got {}"],
    ],
    [
      "the way out of each, of which some are about the object itself",
      [{ type: "object", minProperties: 2 }, object(["d"])],
      {},
      ["part must be such that it is an object of at least 2 properties, or d is there, got {}"],
    ],
    [
      "the nearest of nested unions",
      [{ anyOf: [object(["a"], { a: text }), object(["b"], { b: text })] }, object(["c"], { c: text })],
      { b: 5 },
      ["part.b must be a string, got 5"],
    ],
    [
      "all of them where none is of the value's kind",
      [object(["a"]), { type: "array", maxItems: 2 }, { const: "x" }],
      5,
      ['part must be an object with a, a list of at most 2 items or "x", got 5'],
    ],
    [
      "lists by their items",
      [
        { type: "array", items: number },
        { type: "array", items: object(["a"]) },
      ],
      [1, "x"],
      ['part[1] must be a number, got "x"'],
    ],
  ])("names %s", (_, branches, value, want) => {
    expect(explain(keyword, branches, value)).toEqual(want);
  });
});
