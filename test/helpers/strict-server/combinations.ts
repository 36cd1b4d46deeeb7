import type { Json, JsonObject } from "../../../src/openapi/json.ts";
import { type Combination, isUndefined, type Read } from "./parse-parameter.ts";

const STYLES = {
  path: ["simple", "label", "matrix"],
  query: ["form", "spaceDelimited", "pipeDelimited", "deepObject"],
  header: ["simple"],
  cookie: ["form"],
} as const;
const text: Json = { type: "string" };
/** What each type of value is in a document. */
export const SCHEMAS: Record<Combination["type"], JsonObject> = {
  primitive: { type: "string" },
  array: { type: "array", items: text },
  object: { type: "object", additionalProperties: text },
};

/** All that the tables have, and what they say nothing of. */
export const COMBINATIONS = (Object.keys(STYLES) as Combination["in"][]).flatMap((place) =>
  STYLES[place].flatMap((style) =>
    [false, true].flatMap((explode) =>
      (["primitive", "array", "object"] as const).map(
        (type): Combination => ({ in: place, style, explode, type }),
      ),
    ),
  ),
);

export const nameOf = ({ in: place, style, explode, type }: Combination) =>
  `${place}${style}${explode ? "Exploded" : "Joined"}${type}`;
const HARD = "a b&c=d;e/f?g#h[i]%2F+!'(*)\"\\";
const WORLD = "ünïcødé 船🚀";
/** What is sent, and what a server has to read. Numbers and truth values are text on the wire. */
export const VALUES: Record<Combination["type"], Record<string, readonly [sent: unknown, read: Read]>> = {
  primitive: {
    plain: ["blue", "blue"],
    empty: ["", ""],
    number: [5.5, "5.5"],
    truth: [false, "false"],
    large: [2n ** 64n, "18446744073709551616"],
    date: [new Date(0), "1970-01-01T00:00:00.000Z"],
    reserved: [`${HARD},|`, `${HARD},|`],
    world: [WORLD, WORLD],
    latin: ["ü", "ü"],
    undefined: [undefined, undefined],
    null: [null, undefined],
  },
  array: {
    plain: [
      ["blue", "black", "brown"],
      ["blue", "black", "brown"],
    ],
    one: [["blue"], ["blue"]],
    empty: [[], undefined],
    "empty text": [[""], [""]],
    gaps: [
      ["blue", null, undefined, "brown"],
      ["blue", "brown"],
    ],
    numbers: [
      [1, true],
      ["1", "true"],
    ],
    reserved: [
      ["a&=;/?#[]%+", "b"],
      ["a&=;/?#[]%+", "b"],
    ],
    comma: [
      ["a,b", "c"],
      ["a,b", "c"],
    ],
    space: [
      ["a b", "c"],
      ["a b", "c"],
    ],
    pipe: [
      ["a|b", "c"],
      ["a|b", "c"],
    ],
    dot: [
      ["a.b", "c"],
      ["a.b", "c"],
    ],
    world: [
      [WORLD, "b"],
      [WORLD, "b"],
    ],
    nested: [[["a"]], undefined],
  },
  object: {
    plain: [
      { R: 100, G: 200, B: 150 },
      { R: "100", G: "200", B: "150" },
    ],
    empty: [{}, undefined],
    "empty text": [{ R: "" }, { R: "" }],
    gaps: [{ R: 1, G: null, B: undefined }, { R: "1" }],
    reserved: [{ "R&=;": "a&=;/?#[]%+" }, { "R&=;": "a&=;/?#[]%+" }],
    comma: [{ R: "a,b" }, { R: "a,b" }],
    space: [{ R: "a b" }, { R: "a b" }],
    dot: [{ R: "1.5" }, { R: "1.5" }],
    world: [{ [WORLD]: WORLD }, { [WORLD]: WORLD }],
    inherited: [Object.create({ hidden: 1 }, { R: { value: 1, enumerable: true } }), { R: "1" }],
    nested: [{ R: ["a"] }, undefined],
    file: [new Blob(["a"]), undefined],
    map: [new Map([["R", 1]]), undefined],
  },
};

/** What is nested has a spelling in brackets alone, beyond the specification. */
const NESTED: Record<string, Read> = { array: ["a"], object: { R: "a" } };

/** What a server has to read of a value of that name, where it was not refused. */
export function expectedOf({ style, type }: Combination, name: string): Read {
  return name === "nested" && style === "deepObject" ? NESTED[type] : VALUES[type][name]?.[1];
}

/** What a value has become: its spelling, or one of these. */
export type Cell = readonly [name: string, spelled: string | "absent" | "refused"];

/** The row of a combination in `round-trip.md`. */
export function formatRow(combination: Combination, cells: readonly Cell[]): string {
  const list = (what: string) =>
    cells.flatMap(([name, spelled]) => (name !== "plain" && spelled === what ? [name] : [])).join(", ");
  const { in: place, style, explode, type } = combination;
  const facts = [place, style, explode, type, isUndefined(combination) ? "no" : "yes"];
  return `| ${[...facts, `\`${cells[0]?.[1]}\``, list("absent"), list("refused")].join(" | ")} |`;
}
