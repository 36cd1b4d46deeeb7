import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Json, JsonObject } from "../../../../../src/openapi/json.ts";
import { buildDocument } from "../../../../helpers/catalogs/build-document.ts";
import { makePage } from "../../../../helpers/pages.ts";
import { importCallers, type Target } from "../../../../helpers/strict-server/callers.ts";
import {
  type Combination,
  isUndefined,
  parseParameter,
  type Read,
} from "../../../../helpers/strict-server/parse-parameter.ts";
import { startServer, type WireRequest } from "../../../../helpers/strict-server/start-server.ts";

const STYLES = {
  path: ["simple", "label", "matrix"],
  query: ["form", "spaceDelimited", "pipeDelimited", "deepObject"],
  header: ["simple"],
  cookie: ["form"],
} as const;
const text: Json = { type: "string" };
const SCHEMAS: Record<Combination["type"], JsonObject> = {
  primitive: { type: "string" },
  array: { type: "array", items: text },
  object: { type: "object", additionalProperties: text },
};

const COMBINATIONS = (Object.keys(STYLES) as Combination["in"][]).flatMap((place) =>
  STYLES[place].flatMap((style) =>
    [false, true].flatMap((explode) =>
      (["primitive", "array", "object"] as const).map(
        (type): Combination => ({ in: place, style, explode, type }),
      ),
    ),
  ),
);

const nameOf = ({ in: place, style, explode, type }: Combination) =>
  `${place}${style}${explode ? "Exploded" : "Joined"}${type}`;
const pathOf = (combination: Combination) =>
  `/v1/${nameOf(combination)}${combination.in === "path" ? "/{color}" : ""}`;

const HARD = "a b&c=d;e/f?g#h[i]%2F+!'(*)\"\\";
const WORLD = "ünïcødé 船🚀";
/** What is sent, and what a server has to read. Numbers and truth values are text on the wire. */
const VALUES: Record<Combination["type"], Record<string, readonly [sent: unknown, read: Read]>> = {
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

/** What of a request is the parameter. */
function cut(combination: Combination, { path, query, headers }: WireRequest): string | undefined {
  if (combination.in === "path") return path.slice(`/v1/${nameOf(combination)}/`.length);
  if (combination.in === "query") return query || undefined;
  return combination.in === "header" ? (headers.color as string | undefined) : headers.cookie;
}

describe("a parameter", () => {
  let server: Awaited<ReturnType<typeof startServer>>;
  let callersOf: Awaited<ReturnType<typeof importCallers>>;
  beforeAll(async () => {
    const byName = new Map(COMBINATIONS.map((one) => [nameOf(one), one]));
    server = await startServer((request) => {
      const combination = byName.get(request.path.split("/")[2] ?? "");
      if (combination === undefined) return { status: 404, body: '{"error":"no such path"}' };
      const wire = cut(combination, request);
      try {
        return { body: JSON.stringify({ wire, read: parseParameter(combination, wire) }) };
      } catch (error) {
        return { status: 400, body: JSON.stringify({ error: { message: `${wire}: ${error}` } }) };
      }
    });
    const pages = COMBINATIONS.map(({ type, in: place, ...style }) => {
      const combination: Combination = { type, in: place, ...style };
      const parameter: JsonObject = { name: "color", in: place, ...style, schema: SCHEMAS[type] };
      return makePage({
        file: `${nameOf(combination)}.md`,
        method: "get",
        path: pathOf(combination),
        operationId: nameOf(combination),
        operation: { parameters: [{ ...parameter, ...(place === "path" && { required: true }) }] },
      });
    });
    callersOf = await importCallers(await buildDocument(...pages), server.url);
  }, 60_000);
  afterAll(() => server.close());

  const rows: string[] = [];
  it.each(COMBINATIONS.map((one) => [nameOf(one), one] as const))(
    "%s arrives as it was given, or is refused",
    async (id, combination) => {
      const target: Target = {
        collection: id,
        name: "get",
        method: "GET",
        path: pathOf(combination),
        takes: ["params"],
      };
      const callers = Object.values(callersOf(target));
      const cells: [name: string, cell: string][] = [];
      for (const [name, [sent, read]] of Object.entries(VALUES[combination.type])) {
        const given = { params: { [combination.in]: { color: sent } } };
        const seen = await Promise.all(
          callers.map((call) =>
            call(given).then(
              (reply) => reply as { wire?: string; read?: Read },
              (error: Error) => `${error.name}: ${error.message}`,
            ),
          ),
        );
        expect(seen[1], name).toEqual(seen[0]);
        expect(seen[2], name).toEqual(seen[0]);
        const [first] = seen;
        const isDeep = name === "nested" && combination.style === "deepObject";
        const expected = isDeep ? NESTED[combination.type] : read;
        if (typeof first === "object") expect(first.read, name).toEqual(expected);
        else expect(first, name).toMatch(/^ValidationError: Expected `(?:\w+\.)?color` to be /);
        cells.push([
          name,
          typeof first === "string" ? "refused" : first?.wire === undefined ? "absent" : first.wire,
        ]);
      }
      const other = cells.filter(
        ([name, cell]) => name !== "plain" && (cell === "refused" || cell === "absent"),
      );
      const list = (what: string) =>
        other.flatMap(([name, cell]) => (cell === what ? [name] : [])).join(", ");
      const { in: place, style, explode, type } = combination;
      const facts = [place, style, explode, type, isUndefined(combination) ? "no" : "yes"];
      rows.push(`| ${[...facts, `\`${cells[0]?.[1]}\``, list("absent"), list("refused")].join(" | ")} |`);
    },
  );

  it("has the spelling of this table", async () => {
    const head = ["in", "style", "explode", "type", "defined", "sent", "left out", "refused"];
    const table = [`| ${head.join(" | ")} |`, `|${" --- |".repeat(head.length)}`, ...rows, ""].join("\n");
    await expect(table).toMatchFileSnapshot("round-trip.md");
  });
});
