import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readQuery } from "../../src/mock/base/http.ts";
import { describeDifferences, findDifferences } from "../../src/mock/prism/differences.ts";
import type { JsonObject } from "../../src/openapi/json.ts";
import { createAskPrism } from "../conformance/verdicts/ask-prism.ts";
import { startTestMock } from "../helpers/mock.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "differences-"));
});
afterAll(() => rm(folder, { recursive: true }));

const type = (name: string, more: object = {}) => ({ type: name, ...more });
const LIST = type("array", { items: type("integer") });
const POINT = type("object", { properties: { x: type("integer") } });
const readOnly = type("string", { readOnly: true });
const parameter = (place: string, name: string, schema: object, more: object = {}) => ({
  parameters: [{ in: place, name, schema, ...(place === "path" && { required: true }), ...more }],
});
const body = (schema: object, mediaType = "application/json") => ({
  requestBody: { required: true, content: { [mediaType]: { schema } } },
});
const info = { title: "Kites", version: "1" };

interface Sent {
  url?: string;
  headers?: Record<string, string>;
  /** Sent as JSON. */
  json?: unknown;
  text?: string;
  mediaType?: string;
}

/** What Prism, the mock and the report say of one request of a document with one operation. */
async function judge(operation: object, sent: Sent, path = "/a") {
  const { url = "/a", headers = {}, json, text, mediaType = "application/json" } = sent;
  const bytes = text ?? (json === undefined ? undefined : JSON.stringify(json));
  const method = bytes === undefined ? "GET" : "POST";
  const responses = { 200: { description: "Done", content: { "application/json": { example: {} } } } };
  const paths = { [path]: { [method.toLowerCase()]: { ...operation, responses } } };
  const document = { openapi: "3.1.0", info, paths };
  const spec = join(folder, `${Math.random()}.json`);
  await writeFile(spec, JSON.stringify(document));
  const { pathname, searchParams } = new URL(url, "http://localhost");
  const ofBody = { "content-type": mediaType, "content-length": String(bytes?.length) };
  const all = { ...headers, ...(bytes !== undefined && ofBody) };
  const prism = await createAskPrism(spec);
  const mock = await startTestMock({ spec, listen: false });
  const init = { method, headers: all, ...(bytes !== undefined && { body: bytes }) };
  const query = readQuery(searchParams);
  return {
    prism: await prism({ method, path: pathname, query, headers: all, body: text ?? json }),
    mock: (await mock.fetch(`http://localhost${url}`, init)).ok,
    kinds: findDifferences(document as unknown as JsonObject).flatMap(({ kinds }) => kinds),
  };
}

const IN_PATH = "lists and objects in the path";
const PATH_NAMES = "names of path parameters with other characters than letters, digits, - and _";
const DRAFT = "keywords after draft-07, as the document names no jsonSchemaDialect";
const COMMA = "a comma in an item of a list in one query value";
const LIMITS = "maxItems and uniqueItems of lists in the query";
const FALSY = "a body of null, false, 0 or an empty text";
const INHERITED = "properties with the name of an inherited one";
const URLENCODED = "application/x-www-form-urlencoded";
const closed = type("object", { additionalProperties: false, properties: { a: {} } });
const needsId = type("object", { required: ["id"], properties: { id: readOnly } });
const spaced = { style: "spaceDelimited", explode: false };

describe("findDifferences names what Prism itself judges otherwise:", () => {
  it.each<[string, object, Sent, path?: string]>([
    [IN_PATH, parameter("path", "p", LIST), { url: "/a/1,2" }, "/a/{p}"],
    [IN_PATH, parameter("path", "p", POINT), { url: "/a/x,1" }, "/a/{p}"],
    [IN_PATH, parameter("path", "p", LIST, { style: "label" }), { url: "/a/.1,2" }, "/a/{p}"],
    [PATH_NAMES, parameter("path", "b.c", type("integer")), { url: "/a/1" }, "/a/{b.c}"],
    [PATH_NAMES, parameter("path", "名", type("integer")), { url: "/a/1" }, "/a/{名}"],
    ["lists and objects in headers", parameter("header", "X-A", LIST), {}],
    ["cookies", parameter("cookie", "c", type("integer"), { required: true }), {}],
    [
      "an empty text for a required query parameter",
      parameter("query", "q", type("string"), { required: true }),
      { url: "/a?q=" },
    ],
    ["lists delimited by spaces", parameter("query", "q", LIST, spaced), { url: "/a?q=1%202" }],
    [LIMITS, parameter("query", "q", { ...LIST, maxItems: 1 }), { url: "/a?q=1&q=2" }],
    [LIMITS, parameter("query", "q", { ...LIST, uniqueItems: true }), { url: "/a?q=1&q=1" }],
    [LIMITS, parameter("query", "q", { ...LIST, allOf: [{ maxItems: 1 }] }), { url: "/a?q=1&q=2" }],
    [
      LIMITS,
      parameter("query", "q", { ...LIST, anyOf: [{ allOf: [{ maxItems: 1 }] }] }),
      { url: "/a?q=1&q=2" },
    ],
    [
      COMMA,
      parameter("query", "q", type("array", { items: { enum: ["a,b"] } }), { explode: false }),
      { url: "/a?q=a%2Cb" },
    ],
    [
      COMMA,
      parameter("query", "q", type("array", { items: type("string", { minLength: 3 }) }), { explode: false }),
      { url: "/a?q=a%2Cb" },
    ],
    [
      "query parameters with a media type",
      {
        parameters: [{ in: "query", name: "q", content: { "application/json": { schema: type("object") } } }],
      },
      { url: "/a?q=1" },
    ],
    ["objects in the query", parameter("query", "q", POINT), { url: "/a?x=y" }],
    ["decimals in multipleOf", body(type("number", { multipleOf: 0.01 })), { json: 0.57 }],
    [FALSY, body(type("number")), { json: 0 }],
    [FALSY, body({ type: ["object", "null"] }), { json: null }],
    [DRAFT, body(type("array", { prefixItems: [type("integer")] })), { json: ["x"] }],
    [DRAFT, body(type("object", { dependentRequired: { a: ["b"] } })), { json: { a: 1 } }],
    [DRAFT, body(type("array", { contains: type("integer"), minContains: 2 })), { json: [1] }],
    [DRAFT, body(type("object", { unevaluatedProperties: false })), { json: { a: 1 } }],
    [
      "the format date-time",
      body(type("string", { format: "date-time" })),
      { json: "2020-01-01T00:00:00+24" },
    ],
    [INHERITED, body(type("object", { required: ["constructor"] })), { json: {} }],
    [INHERITED, body(type("object", { properties: { toString: type("string") } })), { json: {} }],
    [
      "properties that are readOnly",
      body(type("object", { properties: { id: readOnly } })),
      { json: { id: 5 } },
    ],
    ["properties that are readOnly", body({ anyOf: [needsId] }), { json: {} }],
    [
      "an allOf of which a part allows no further properties",
      body({ allOf: [closed, { properties: { b: {} } }] }),
      { json: { b: 1 } },
    ],
    [
      "forms",
      body(type("object", { properties: { t: LIST } }), URLENCODED),
      { text: "t=1&t=2", mediaType: URLENCODED },
    ],
    [
      "bodies that are neither JSON nor text",
      body(POINT, "application/xml"),
      { text: "<a/>", mediaType: "application/xml" },
    ],
  ])("%s, %j", async (kind, operation, sent, path) => {
    const { prism, mock, kinds } = await judge(operation, sent, path);
    expect(prism).toBe(!mock);
    expect(kinds).toContain(kind);
  });

  it.each<[object, Sent, verdict: boolean, path?: string]>([
    [parameter("path", "p", type("integer"), { style: "matrix" }), { url: "/a/;p=1" }, true, "/a/{p}"],
    [parameter("query", "q", type("integer")), { url: "/a?q=x" }, false],
    [parameter("query", "q", LIST, { explode: false }), { url: "/a?q=1,2" }, true],
    [parameter("query", "q", { ...LIST, items: { maxItems: 1 } }), { url: "/a?q=1&q=2" }, true],
    [parameter("header", "X-A", type("integer")), { headers: { "x-a": "x" } }, false],
    [
      body(type("object", { properties: { n: type("integer", { multipleOf: 5 }) } })),
      { json: { n: 5 } },
      true,
    ],
    [body(type("object", { properties: { n: type("integer") } })), { json: { n: "x" } }, false],
    [body(type("object", { additionalProperties: false })), { json: { n: 1 } }, false],
    [body(type("string"), "text/plain"), { text: "x", mediaType: "text/plain" }, true],
  ])("and nothing of %j, on which they agree", async (operation, sent, verdict, path) => {
    expect(await judge(operation, sent, path)).toEqual({ prism: verdict, mock: verdict, kinds: [] });
  });
});

describe("describeDifferences", () => {
  const make = (count: number) =>
    Array.from({ length: count }, (_, at) => ({ operation: `GET /${at}`, kinds: ["forms", "cookies"] }));

  it("has a line for each of a few operations", () => {
    expect(describeDifferences(make(5))).toHaveLength(5);
    expect(describeDifferences(make(1))).toEqual([
      "GET /0: the mock follows the document where Prism would not: forms; cookies.",
    ]);
  });

  it("counts those that are more", () => {
    expect(describeDifferences(make(8)).slice(5)).toEqual([
      "So it is with 3 more operations: `differences` at the mock's root as JSON.",
    ]);
  });
});

describe("a mock at its start", () => {
  it("says so by operation, and its root has them all", async () => {
    const lines: string[] = [];
    const spec = join(folder, "start.json");
    const responses = { 200: { description: "Done" } };
    const paths = { "/a": { get: { ...parameter("cookie", "c", type("string")), responses } } };
    await writeFile(spec, JSON.stringify({ openapi: "3.1.0", info, paths }));
    const mock = await startTestMock({ spec, listen: false, log: (line) => lines.push(line) });
    expect(lines).toEqual([]);
    await new Promise(setImmediate);
    expect(lines).toEqual(["GET /a: the mock follows the document where Prism would not: cookies."]);
    const root = await mock.fetch("http://127.0.0.1/", { headers: { accept: "application/json" } });
    expect(await root.json()).toMatchObject({ differences: [{ operation: "GET /a", kinds: ["cookies"] }] });
  });
});
