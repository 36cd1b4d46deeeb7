import { describe, expect, it } from "vitest";
import { createCache } from "../../../../scripts/cache.ts";
import { mergeDocuments } from "../../../../scripts/pipeline/merge/index.ts";
import { preparePages } from "../../../../scripts/pipeline/prepare-pages.ts";
import { childOf, isObject, type Json, type JsonObject, objectAt } from "../../../../src/openapi/json.ts";
import { parsePointer } from "../../../../src/openapi/pointer.ts";
import { toFile } from "../../../helpers/documents.ts";

const schema = (properties: JsonObject = {}): JsonObject => ({
  type: "object",
  properties: {
    text: { type: "string" },
    list: { type: "array", items: { type: "string" } },
    number: { type: "number", minimum: 1 },
    ...properties,
  },
});
const json = (properties?: JsonObject): JsonObject => ({
  "application/json": { schema: schema(properties) },
});

interface Kind {
  openapi?: string;
  path?: string;
  model?: string;
}

/** A page with the places in which a flag may stand. */
function makePage(name: string, { openapi = "3.1.0", path = "/v1/kites", model }: Kind): JsonObject {
  const models = model === undefined ? {} : { model: { type: "string", enum: [model] } };
  return {
    openapi,
    info: { title: "Kites", version: "1.0.0" },
    servers: [{ url: "https://api.example.org" }],
    security: [{ key: [] }],
    components: { securitySchemes: { key: { type: "http", scheme: "bearer" } } },
    paths: {
      [path]: {
        post: {
          operationId: name,
          parameters: [{ name: "wind", in: "query", schema: schema() }],
          requestBody: {
            content: {
              ...json(models),
              "application/x-www-form-urlencoded": { schema: schema(models) },
              "multipart/form-data": {
                schema: schema({ ...models, file: { type: "string", format: "binary" } }),
                encoding: { text: {} },
              },
            },
          },
          responses: {
            "200": {
              description: "Done",
              headers: { "x-cost": { schema: schema() } },
              content: { ...json(), "application/kite+json": { schema: schema() } },
            },
            "400": { description: "Failed", content: json() },
            "500": { description: "Broken", content: json() },
          },
          callbacks: {
            landed: {
              "{$url}": {
                post: { requestBody: { content: json() }, responses: { "200": { description: "Heard" } } },
              },
            },
          },
        },
      },
    },
  };
}

/** Parameters and headers, media types of a request, and failures of all operations are each joined in one way. */
const SCHEMAS = [
  "parameters/0/schema",
  "requestBody/content/application~1json/schema",
  "responses/200/content/application~1json/schema",
  "responses/400/content/application~1json/schema",
  "callbacks/landed/{$url}/post/requestBody/content/application~1json/schema",
];

/** Where a page says the same again, and the first may speak for both. */
const AGAIN = [
  "requestBody/content/application~1x-www-form-urlencoded/schema",
  "responses/200/content/application~1kite+json/schema",
  "responses/500/content/application~1json/schema",
];

/** What says something, and is neither a word nor a number: where, from the operation on. */
const FLAGS: [pointer: string, value: Json][] = [
  ["deprecated", true],
  ["security", []],
  ["callbacks/landed/{$url}/post/deprecated", true],
  ["requestBody/required", true],
  ["callbacks/landed/{$url}/post/requestBody/required", true],
  ...[
    "parameters/0",
    "responses/200/headers/x-cost",
    "requestBody/content/multipart~1form-data/encoding/text",
  ].flatMap((place): [string, Json][] => [
    ...(place.includes("encoding")
      ? []
      : ([
          [`${place}/required`, true],
          [`${place}/deprecated`, true],
        ] as [string, Json][])),
    [`${place}/style`, "pipeDelimited"],
    [`${place}/explode`, true],
    [`${place}/allowReserved`, true],
    [`${place}/allowEmptyValue`, true],
  ]),
  ...SCHEMAS.flatMap((place): [string, Json][] => [
    [`${place}/required`, ["text"]],
    [`${place}/additionalProperties`, false],
    [`${place}/unevaluatedProperties`, false],
    [`${place}/properties/never`, false],
    [`${place}/properties/text/type`, "number"],
    [`${place}/properties/text/type`, ["string", "null"]],
    [`${place}/properties/text/deprecated`, true],
    [`${place}/properties/text/readOnly`, true],
    [`${place}/properties/text/writeOnly`, true],
    [`${place}/properties/text/xml`, { attribute: true }],
    [`${place}/properties/list/uniqueItems`, true],
    [`${place}/properties/list/items`, false],
    [`${place}/properties/text/nullable`, true],
    [`${place}/properties/text/example`, "gust"],
    [`${place}/properties/number/exclusiveMinimum`, true],
    [`${place}/properties/number/exclusiveMinimum`, 2],
  ]),
  ...AGAIN.flatMap((place): [string, Json][] => [
    [`${place}/required`, ["text"]],
    [`${place}/properties/text/deprecated`, true],
    [`${place}/properties/text/writeOnly`, true],
    [`${place}/properties/text/xml`, { attribute: true }],
    [`${place}/properties/text/example`, "gust"],
  ]),
];

const KINDS: [string, Kind[]][] = [
  ["one page", [{}]],
  ["one page about a model", [{ model: "kite-1" }]],
  ["one page of OpenAPI 3.0", [{ openapi: "3.0.3" }]],
  ["two pages of one operation", [{}, {}]],
  ["two pages of one operation, about one model", [{ model: "kite-1" }, { model: "kite-1" }]],
  ["two pages of one operation, about different models", [{ model: "kite-1" }, { model: "kite-2" }]],
  ["two pages of different operations", [{}, { path: "/v1/boats" }]],
];

/** Of two pages one stays as it is. */
const cache = createCache();

function build(pages: readonly JsonObject[]): string {
  const prepared = preparePages(
    pages.map((page, index) => toFile(`${index}.json`, JSON.stringify(page))),
    { cache },
  );
  const merged = mergeDocuments(prepared.output.pages);
  return JSON.stringify([merged.output, ...prepared.problems, ...merged.problems]);
}

function add(page: JsonObject, pointer: string, value: Json): JsonObject {
  const copy = structuredClone(page);
  const keys = parsePointer(`#/${pointer}`);
  const last = keys.pop() ?? "";
  const [item] = Object.values(objectAt(copy, "paths"));
  const holder = ["post", ...keys].reduce<Json | undefined>(childOf, item);
  if (!isObject(holder)) throw new Error(`No object at ${pointer}.`);
  holder[last] = value;
  return copy;
}

describe("a flag", () => {
  it.each(KINDS)("changes the document or is named by a problem: %s", (_, kinds) => {
    const pages = kinds.map((kind, index) => makePage(`${"ab"[index]}Fly`, kind));
    const before = build(pages);
    const silent = pages.flatMap((page, index) =>
      FLAGS.filter(([pointer, value]) => build(pages.with(index, add(page, pointer, value))) === before).map(
        ([pointer, value]) => `${index} ${pointer} ${JSON.stringify(value)}`,
      ),
    );
    expect(silent).toEqual([]);
  });
});
