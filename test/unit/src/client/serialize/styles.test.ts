import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { ParameterFacts } from "../../../../../src/client/serialize/facts.ts";
import {
  fillPath,
  writeCookies,
  writeHeaders,
  writeQuery,
} from "../../../../../src/client/serialize/parameters.ts";
import { listPairs, writeStyled } from "../../../../../src/client/serialize/styles.ts";
import {
  type Cell,
  COMBINATIONS,
  expectedOf,
  formatRow,
  nameOf,
  VALUES,
} from "../../../../helpers/strict-server/combinations.ts";
import { type Combination, parseParameter } from "../../../../helpers/strict-server/parse-parameter.ts";

const TABLE = readFileSync(new URL("round-trip.md", import.meta.url), "utf8").split("\n");

/** The parameter `color` as it stands in a request. */
function write({ in: place, style, explode }: Combination, color: unknown): string | undefined {
  const facts = [{ in: place, name: "color", style, explode } as ParameterFacts];
  if (place === "path") return fillPath("{color}", facts, { color });
  if (place === "header") return writeHeaders(facts, { color }).color;
  return (place === "query" ? writeQuery : writeCookies)(facts, { color }) || undefined;
}

function writeOrRefuse(combination: Combination, color: unknown): string | Error | undefined {
  try {
    return write(combination, color);
  } catch (error) {
    return error as Error;
  }
}

describe("a parameter", () => {
  it.each(COMBINATIONS.map((one) => [nameOf(one), one] as const))(
    "%s is spelled as round-trip.md has it, and can be read again",
    (_, combination) => {
      const cells = Object.entries(VALUES[combination.type]).map(([name, [given]]): Cell => {
        const written = writeOrRefuse(combination, given);
        if (written instanceof Error) {
          expect(written.message, name).toMatch(/^Expected `(path|query|header|cookie)\.color` to be /);
          return [name, "refused"];
        }
        expect(parseParameter(combination, written), name).toEqual(expectedOf(combination, name));
        return [name, written ?? "absent"];
      });
      expect(TABLE).toContain(formatRow(combination, cells));
    },
  );

  it.each<[place: ParameterFacts["in"], style: string, explode: boolean]>([
    ["path", "simple", false],
    ["header", "simple", false],
    ["query", "form", true],
    ["cookie", "form", true],
  ])("in %s has the style %s, exploded: %s, where its page says none", (place, style, explode) => {
    for (const color of ["a", ["a", "b"], { R: "a" }])
      expect(write({ in: place } as Combination, color)).toBe(
        write({ in: place, style, explode, type: "primitive" }, color),
      );
  });

  it.each(["spaceDelimited", "pipeDelimited"])(
    "of style %s is not exploded where its page says nothing",
    (style) => {
      const facts = { in: "query", name: "color", style } as ParameterFacts;
      expect(writeQuery([facts], { color: ["a", "b"] })).toMatch(/^color=a%..b$/);
    },
  );
});

/** Marks what it has encoded. */
const encode = (text: string, label: string) => {
  expect(label).toBe("the label");
  return `<${text}>`;
};

describe("listPairs", () => {
  const list = (value: unknown, style?: ParameterFacts["style"]) =>
    listPairs({ name: "n", ...(style && { style }) }, value, encode, "the label");

  it("encodes names and values once", () => {
    expect(list(1)).toEqual([["<n>", "<1>"]]);
    expect(list([1, 2])).toEqual([
      ["<n>", "<1>"],
      ["<n>", "<2>"],
    ]);
    expect(list({ a: 1 })).toEqual([["<a>", "<1>"]]);
    expect(list([1, 2], "pipeDelimited")).toEqual([["<n>", "<1>%7C<2>"]]);
    expect(list(1, "deepObject")).toEqual([["<n>", "<1>"]]);
  });

  it("goes into objects and lists with brackets in the style deepObject, and leaves out what is not there", () => {
    expect(list({ a: { b: [1, null, { c: 2 }] }, gone: undefined, at: new Date(0) }, "deepObject")).toEqual([
      ["<n[a][b]>", "<1>"],
      ["<n[a][b][c]>", "<2>"],
      ["<n[at]>", "<1970-01-01T00:00:00.000Z>"],
    ]);
  });

  it.each(["form", "deepObject", "pipeDelimited"] as const)(
    "refuses what has no spelling, with its label, in the style %s",
    (style) => {
      for (const value of [new Map(), () => 1, "\ud800", ["\ud800"], { a: new Set() }, Symbol("a")])
        expect(() => list(value, style)).toThrow("Expected `the label` to be ");
    },
  );

  it("leaves out of a list what is not there", () => {
    expect(list([1, null, undefined, 2])).toEqual(list([1, 2]));
  });
});

describe("writeStyled", () => {
  const write = (value: unknown, facts: Omit<ParameterFacts, "in" | "name"> = {}) =>
    writeStyled({ name: "n", ...facts }, value, encode, "the label");

  it("encodes names and values once", () => {
    expect(write(1)).toBe("<1>");
    expect(write([1, 2])).toBe("<1>,<2>");
    expect(write({ a: 1 }, { explode: true })).toBe("<a>=<1>");
    expect(write(1, { style: "matrix" })).toBe(";<n>=<1>");
    expect(write([1, 2], { style: "matrix", explode: true })).toBe(";<n>=<1>;<n>=<2>");
    expect(write({ a: 1 }, { style: "label" })).toBe(".<a>,<1>");
  });

  const plain = (text: string) => text;
  it.each<[string, unknown, Omit<ParameterFacts, "in" | "name">, string]>([
    ["an item", ["a,b"], {}, ","],
    ["an item", ["a.b"], { style: "label", explode: true }, "."],
    ["an item", ["a;b"], { style: "matrix", explode: true }, ";"],
    ["a name", { "a=b": 1 }, { explode: true }, "="],
    ["a name", { "a,b": 1 }, { explode: true }, ","],
    ["a value", { a: "b,c" }, { explode: true }, ","],
    ["a name", { "a,b": 1 }, {}, ","],
  ])("refuses %s of %j that holds what stands between (%j)", (_, value, facts, shown) => {
    expect(() => writeStyled({ name: "n", ...facts }, value, plain, "the label")).toThrow(
      `Expected \`the label\` to be free of "${shown}", which stands between its items`,
    );
  });

  it.each<[string, unknown, boolean, ParameterFacts["style"]]>([
    [";n", "", false, "matrix"],
    [";a", { a: "" }, true, "matrix"],
    [".a=", { a: "" }, true, "label"],
  ])("writes an empty value as %s: %j, exploded: %s, in the style %s", (text, value, explode, style) => {
    expect(writeStyled({ name: "n", explode, ...(style && { style }) }, value, plain, "the label")).toBe(
      text,
    );
  });

  it("allows an equals sign in a value, which is read to its end", () => {
    expect(writeStyled({ name: "n", explode: true }, { a: "b=c" }, plain, "the label")).toBe("a=b=c");
  });
});

it("a delimiter that is percent-encoded is named as it is read", () => {
  const list = () =>
    listPairs({ name: "n", style: "pipeDelimited" }, ["a|b"], (text) => encodeURIComponent(text), "n");
  expect(list).toThrow('free of "|"');
});
