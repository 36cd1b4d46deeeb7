import { describe, expect, it } from "vitest";
import { compareDocuments } from "../../../../../scripts/diff/compare/compare-documents.ts";
import type { Json, JsonObject } from "../../../../../src/openapi/json.ts";

/** A document of one operation. */
const of = (operation: JsonObject, rest: JsonObject = {}, pathItem: JsonObject = {}): JsonObject => ({
  openapi: "3.1.0",
  info: { title: "Clips", version: "1.0.0" },
  paths: { "/v1/clips": { ...pathItem, post: { operationId: "createClip", responses: {}, ...operation } } },
  ...rest,
});
const statuses = (...codes: string[]) =>
  of({ responses: Object.fromEntries(codes.map((code) => [code, { description: "Text." }])) });
const header = (headers: JsonObject) => of({ responses: { 200: { description: "Text.", headers } } });
const parameter = (fields: JsonObject) => of({ parameters: [{ schema: { type: "array" }, ...fields }] });
const servers = (url: string) => ({ servers: [{ url }] });
const secured = (security: Json) =>
  of({ security }, { components: { securitySchemes: { key: { type: "http", scheme: "bearer" } } } });
const models = (...names: [name: string, properties: string[]][]) =>
  of({
    requestBody: {
      content: {
        "application/json": {
          schema: {
            oneOf: names.map(([name, properties]) => ({
              type: "object",
              required: ["model"],
              properties: {
                model: { const: name },
                ...Object.fromEntries(properties.map((property) => [property, { type: "string" }])),
              },
            })),
          },
        },
      },
    },
  });
const ids = (path: string) => ({ ...of({}), paths: { [path]: { get: { responses: {} } } } });

const rate = (before: JsonObject, after: JsonObject) =>
  compareDocuments(before, after).map(({ level, kind }) => `${level} ${kind}`);

describe("compareDocuments, of operations", () => {
  it.each<[title: string, before: JsonObject, after: JsonObject, wanted: string[]]>([
    [
      "any other status that is gone",
      statuses("200", "default"),
      statuses("200"),
      ["breaking status-removed"],
    ],
    ["any other status that is new", statuses("200"), statuses("200", "default"), ["risky status-added"]],
    ["a redirect that is gone", statuses("200", "302"), statuses("200"), ["breaking status-removed"]],
    ["an error that is gone", statuses("200", "404"), statuses("200"), ["compatible status-removed"]],
    ["a header that always came", header({ A: { required: true } }), header({}), ["breaking header-removed"]],
    ["a header that came at times", header({ A: {} }), header({}), ["risky header-removed"]],
    ["a header in other letters", header({ A: {} }), header({ a: {} }), []],
    [
      "a header that may be missing",
      header({ A: { required: true } }),
      header({ A: {} }),
      ["breaking header-optional"],
    ],
    ["a key where none was asked for", secured([]), secured([{ key: [] }]), ["breaking security-changed"]],
    ["no key any more", secured([{ key: [] }]), secured([]), ["compatible security-changed"]],
    [
      "a server of the operation, which replaces the document's",
      of(servers("https://b.example"), servers("https://a.example")),
      of(servers("https://c.example"), servers("https://a.example")),
      ["breaking server-removed"],
    ],
    [
      "a server of the path, which replaces the document's",
      of({}, servers("https://a.example"), servers("https://b.example")),
      of({}, servers("https://a.example"), servers("https://c.example")),
      ["breaking server-removed"],
    ],
    [
      "a server with a slash",
      of({}, servers("https://a.example/")),
      of({}, servers("https://a.example")),
      [],
    ],
    [
      "a parameter of a header in other letters",
      parameter({ in: "header", name: "X-Trace" }),
      parameter({ in: "header", name: "x-trace" }),
      [],
    ],
    ...(["cookie", "query"] as const).map((place): [string, JsonObject, JsonObject, string[]] => [
      `the usual style of a ${place}, written out`,
      parameter({ in: place, name: "n" }),
      parameter({ in: place, name: "n", style: "form" }),
      [],
    ]),
    [
      "a parameter that is optional now",
      parameter({ in: "query", name: "n", required: true }),
      parameter({ in: "query", name: "n" }),
      ["compatible parameter-optional"],
    ],
    [
      "an operation without an id that is gone, where another without one is left",
      { ...ids("/v1/a"), paths: { ...Object(ids("/v1/a").paths), ...Object(ids("/v1/b").paths) } },
      ids("/v1/b"),
      ["breaking operation-removed"],
    ],
    [
      "a model of which three quarters are in another",
      models(["kite", ["a", "b", "c", "d"]], ["swan", []]),
      models(["kite-2", ["a", "b", "c"]], ["swan", []]),
      ["risky model-renamed"],
    ],
    [
      "two models that are gone, of which one alone was renamed",
      models(["kite", ["a", "b"]], ["crane", ["a", "b"]], ["swan", []]),
      models(["kite-2", ["a", "b"]], ["swan", []]),
      ["risky model-renamed", "breaking model-removed"],
    ],
  ])("rates %s", (_, before, after, wanted) => {
    expect(rate(before, after)).toEqual(wanted);
  });
});
