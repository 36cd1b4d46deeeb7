import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc, { type Arbitrary } from "fast-check";
import { describe, expect, it } from "vitest";
import { readQuery } from "../../src/mock/base/http.ts";
import { startMock } from "../../src/mock/index.ts";
import { findDifferences } from "../../src/mock/prism/differences.ts";
import type { Json, JsonObject } from "../../src/openapi/json.ts";
import { createAskPrism } from "../conformance/verdicts/ask-prism.ts";
import { buildDocument } from "../helpers/catalogs/build-document.ts";
import { makePage } from "../helpers/pages.ts";

/** Set REQUESTS=5000 for the long form; FUZZ_SEED repeats a run. */
const REQUESTS = Number(process.env.REQUESTS ?? 400);
const SEED = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));

/** How one parameter may be sent: names and values, decoded. */
type Sent = readonly (readonly [name: string, value: string])[];

interface Case {
  parameter: JsonObject;
  right: readonly Sent[];
  wrong: readonly Sent[];
}

const integer: JsonObject = { type: "integer", minimum: 1, maximum: 9 };
const color: JsonObject = { type: "string", enum: ["red", "blue"] };
const one = (name: string, ...values: string[]): Sent[] => values.map((value) => [[name, value]]);

function makeCase(
  place: string,
  name: string,
  schema: JsonObject,
  { right, wrong, ...more }: Omit<Case, "parameter"> & { required?: true; style?: string; explode?: boolean },
): Case {
  return { parameter: { name, in: place, schema, ...more }, right, wrong };
}

/** Written so that Prism reads them as the document says. */
const PLAIN: readonly Case[] = [
  makeCase("query", "size", integer, {
    required: true,
    right: one("size", "1", "9"),
    wrong: one("size", "0", "10", "1.5", "many"),
  }),
  makeCase("query", "color", color, { right: one("color", "red"), wrong: one("color", "green", "Red") }),
  makeCase(
    "query",
    "live",
    { type: "boolean" },
    { right: one("live", "true", "false"), wrong: one("live", "yes") },
  ),
  makeCase(
    "query",
    "word",
    { type: "string", minLength: 2, pattern: "^[a-z&= +%]*$" },
    {
      right: one("word", "ab", "a&b=c", "a b", "a+b"),
      wrong: one("word", "a", "AB"),
    },
  ),
  makeCase(
    "query",
    "ids",
    { type: "array", items: integer },
    {
      right: [
        [["ids", "1"]],
        [
          ["ids", "1"],
          ["ids", "2"],
        ],
      ],
      wrong: [
        [
          ["ids", "1"],
          ["ids", "no"],
        ],
      ],
    },
  ),
  makeCase(
    "query",
    "list",
    { type: "array", items: { enum: ["abc", "de"] } },
    {
      explode: false,
      right: one("list", "abc", "abc,de"),
      wrong: one("list", "abcd", "abc,abcd"),
    },
  ),
  makeCase("header", "X-Level", integer, { right: one("X-Level", "3"), wrong: one("X-Level", "10", "high") }),
  makeCase("header", "X-Color", color, {
    required: true,
    right: one("X-Color", "blue"),
    wrong: one("X-Color", "green"),
  }),
];

/** Of which Prism is known to read some in another way, as the mock says at its start. */
const STYLED: readonly (Case & { kind: string })[] = [
  {
    kind: "cookies",
    ...makeCase("cookie", "theme", color, { right: one("theme", "red"), wrong: one("theme", "green") }),
  },
  {
    kind: "maxItems and uniqueItems of lists in the query",
    ...makeCase(
      "query",
      "few",
      { type: "array", items: integer, maxItems: 1 },
      {
        right: one("few", "1"),
        wrong: [
          [
            ["few", "1"],
            ["few", "2"],
          ],
        ],
      },
    ),
  },
  {
    kind: "objects in the query",
    ...makeCase(
      "query",
      "where",
      {
        type: "object",
        properties: { city: color, size: integer },
        required: ["city"],
        additionalProperties: false,
      },
      {
        style: "deepObject",
        explode: true,
        right: [
          [["where[city]", "red"]],
          [
            ["where[city]", "red"],
            ["where[size]", "3"],
          ],
        ],
        wrong: [
          [["where[size]", "3"]],
          [["where[city]", "green"]],
          [
            ["where[city]", "red"],
            ["where[size]", "0"],
          ],
        ],
      },
    ),
  },
  {
    kind: "query parameters with a media type",
    parameter: {
      name: "filter",
      in: "query",
      content: { "application/json": { schema: { type: "object", properties: { size: integer } } } },
    },
    right: one("filter", '{"size":3}', "{}"),
    wrong: one("filter", '{"size":0}', "[]", "{"),
  },
];

interface Drawn {
  sent: Record<string, Sent>;
  isRight: boolean;
}

/** Each parameter is left out, sent as it is right, or as it is wrong. */
function drawRequest(cases: readonly Case[]): Arbitrary<Drawn> {
  const choices = cases.map(({ parameter, right, wrong }) => {
    const absent = fc.constant({ sent: [] as Sent, isRight: parameter.required !== true });
    const sendAll = (list: readonly Sent[], isRight: boolean) =>
      fc.constantFrom(...list).map((sent) => ({ sent, isRight }));
    return fc.oneof(
      { weight: parameter.required === true ? 1 : 8, arbitrary: absent },
      { weight: 16, arbitrary: sendAll(right, true) },
      // Of several, so few that all are right often enough.
      { weight: cases.length === 1 ? 16 : 1, arbitrary: sendAll(wrong, false) },
    );
  });
  return fc.tuple(...choices).map((chosen) => {
    const sent: Record<string, Sent> = { query: [], header: [], cookie: [] };
    for (const [index, { parameter }] of cases.entries()) {
      const place = String(parameter.in);
      sent[place] = [...(sent[place] ?? []), ...(chosen[index]?.sent ?? [])];
    }
    return { sent, isRight: chosen.every(({ isRight }) => isRight) };
  });
}

/** Has the mock and Prism judge some requests, next to what the document says of them. */
async function compare(cases: readonly Case[], count: number) {
  const document = await buildDocument(
    makePage({
      method: "get",
      path: "/v1/kites",
      operation: { parameters: cases.map(({ parameter }) => parameter) as Json[] },
    }),
  );
  const folder = await mkdtemp(join(tmpdir(), "whole-parameters-"));
  const spec = join(folder, "openapi.json");
  await writeFile(spec, JSON.stringify(document));
  const mock = await startMock({ spec, listen: false });
  const askPrism = await createAskPrism(spec);
  const found = { accepted: 0, ofMock: [] as string[], ofPrism: [] as string[] };
  try {
    for (const { sent, isRight } of fc.sample(drawRequest(cases), { seed: SEED, numRuns: count })) {
      const search = new URLSearchParams((sent.query ?? []).map(([name, value]) => [name, value]));
      const headers: Record<string, string> = {
        authorization: "Bearer any",
        ...Object.fromEntries((sent.header ?? []).map(([name, value]) => [name.toLowerCase(), value])),
        ...(sent.cookie?.length && { cookie: sent.cookie.map((pair) => pair.join("=")).join("; ") }),
      };
      const response = await mock.fetch(`http://localhost/v1/kites?${search}`, { headers });
      const query = readQuery(search);
      const prism = await askPrism({ method: "GET", path: "/v1/kites", query, headers });
      if (response.ok) found.accepted++;
      const what = JSON.stringify(sent);
      if (response.ok !== isRight) found.ofMock.push(`${what}: ${isRight}, mock ${response.ok}`);
      if (prism !== isRight) found.ofPrism.push(what);
    }
  } finally {
    await mock.close();
    await rm(folder, { recursive: true, force: true });
  }
  const kinds = findDifferences(document).flatMap((one) => one.kinds);
  console.log(
    `${count} requests, ${found.accepted} of them accepted (FUZZ_SEED=${SEED}); Prism differs on ${found.ofPrism.length}, reported as ${kinds.join(", ") || "nothing"}`,
  );
  return { ...found, kinds };
}

describe("whole requests with parameters", { timeout: 600_000 }, () => {
  it("in query, header and cookie are judged as documented by mock and Prism", async () => {
    const { accepted, ofMock, ofPrism, kinds } = await compare(PLAIN, REQUESTS);
    expect(ofMock).toEqual([]);
    expect([ofPrism, kinds]).toEqual([[], []]);
    expect(accepted).toBeGreaterThan(REQUESTS / 10);
    expect(accepted).toBeLessThan((REQUESTS * 9) / 10);
  });

  it.each(STYLED)(
    "of a kind that Prism reads otherwise are judged as documented by the mock: $kind",
    async ({ kind, ...one }) => {
      const { accepted, ofMock, ofPrism, kinds } = await compare([one], Math.ceil(REQUESTS / STYLED.length));
      expect(ofMock).toEqual([]);
      expect(kinds).toEqual([kind]);
      expect(ofPrism.length).toBeGreaterThan(0);
      expect(accepted).toBeGreaterThan(0);
    },
  );
});
