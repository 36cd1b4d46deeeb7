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

/** Branches that fix a property, one of which need not have it. */
const WAVE = object(["kind", "text"], { kind: { const: "wave" }, text });
const CLIP = object(["kind", "url"], { kind: { const: "clip" }, url: text });
const FREE = object(["speed"], { kind: { anyOf: [{ type: "null" }, { const: "free" }] }, speed: number });
const closed = (kind: string, name?: string): JsonObject => ({
  ...object(["kind"], { kind: { const: kind }, ...(name !== undefined && { name: { const: name } }) }),
  additionalProperties: false,
});

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

  it.each<[string, JsonObject[], unknown, string[]]>([
    [
      "all values where each asks for it",
      [WAVE, CLIP],
      { text: "a" },
      ['part.kind is required and must be "wave" or "clip"'],
    ],
    [
      "all values where it has another one",
      [WAVE, CLIP, FREE],
      { kind: "x" },
      ['part.kind must be "wave", "clip", null or "free", got "x"'],
    ],
    [
      "the branch that it names, however much that misses",
      [WAVE, CLIP],
      { kind: "clip" },
      ["part.url is required and must be a string"],
    ],
    [
      "the branch that need not have it, where nothing else is nearer",
      [WAVE, CLIP, FREE],
      { speed: "1" },
      ['part.speed must be a number, got "1"'],
    ],
    [
      "its value with what else is wrong in the branch that has it",
      [WAVE, CLIP, FREE],
      { text: 5 },
      ['part.kind is required and must be "wave"', "part.text must be a string, got 5"],
    ],
    [
      "its values where the value has what branches with it ask for",
      [WAVE, CLIP, FREE],
      { url: "a" },
      ['part.kind is required and must be "clip"'],
    ],
    [
      "its values once, with the other ways out",
      [closed("wave"), closed("clip"), FREE],
      {},
      ['part must be such that kind is "wave" or "clip", or speed is a number, got {}'],
    ],
    [
      "the only branch that another fixed property leaves",
      [closed("wave", "w"), closed("clip", "c"), FREE],
      { name: "w" },
      ['part.kind is required and must be "wave"'],
    ],
    [
      "the values of the second fixed property, where the first one names a branch",
      [closed("wave", "w"), closed("clip", "c"), closed("clip2", "c")],
      { kind: "wave", name: "c" },
      ['part.name must be "w", got "c"'],
    ],
    [
      "the branch of a nested union that it names",
      [{ anyOf: [WAVE, CLIP] }, { anyOf: [closed("a"), closed("b")] }],
      { kind: "wave", text: 5 },
      ["part.text must be a string, got 5"],
    ],
    [
      "the values of all nested unions",
      [{ anyOf: [WAVE, CLIP] }, { anyOf: [closed("a"), closed("b")] }],
      { kind: "x" },
      ['part.kind must be "wave", "clip", "a" or "b", got "x"'],
    ],
    [
      "the branch whose property may have one of several values",
      [
        object(["kind"], { kind: { enum: ["a", "b"] }, p: text }),
        object(["kind"], { kind: { enum: ["c", "d"] }, p: number }),
      ],
      { kind: "a", p: true },
      ["part.p must be a string, got true"],
    ],
    [
      "no property that one branch has several values for, where another speaks",
      [object([], { size: { enum: ["s", "m"] } }), object(["url"], { url: text })],
      { size: "x" },
      ['part.size must be "s" or "m", got "x"'],
    ],
  ])("names of branches that fix a property %s", (_, branches, value, want) => {
    expect(explain(keyword, branches, value)).toEqual(want);
  });
});
