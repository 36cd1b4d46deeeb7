import { describe, expect, it } from "vitest";
import { checkWriting } from "../../../../../scripts/pipeline/check/check-writing.ts";
import type { Json, JsonObject } from "../../../../../src/openapi/json.ts";

const text: Json = { type: "string" };
const list: JsonObject = { type: "array", items: text };
const object: JsonObject = { type: "object", additionalProperties: text };

function check(operation: JsonObject) {
  const document: JsonObject = {
    paths: { "/v1/kites/{color}": { post: { operationId: "fly", responses: {}, ...operation } } },
  };
  return checkWriting("openapi.yaml", document);
}
const parameter = (facts: JsonObject) => check({ parameters: [{ name: "color", ...facts }] });
const body = (mediaType: string, media: JsonObject) =>
  check({ requestBody: { content: { [mediaType]: media } } });

describe("checkWriting", () => {
  it.each<[string, JsonObject]>([
    ["a list in a query", { in: "query", schema: list }],
    ["a list in one value", { in: "query", explode: false, style: "pipeDelimited", schema: list }],
    ["an object in brackets", { in: "query", style: "deepObject", schema: object }],
    ["an object in a path", { in: "path", style: "matrix", explode: true, schema: object }],
    ["a text in a cookie", { in: "cookie", schema: text }],
    ["a list in one cookie", { in: "cookie", explode: false, schema: list }],
    ["JSON in a header", { in: "header", content: { "application/json": { schema: { type: "object" } } } }],
  ])("says nothing of what OpenAPI defines: %s", (_, facts) => {
    expect(parameter(facts)).toEqual([]);
  });

  it.each<[string, JsonObject, string]>([
    ["a style of another place", { in: "query", style: "matrix", schema: text }, "Sent as form."],
    ["a text between spaces", { in: "query", style: "spaceDelimited", schema: text }, "Sent as form."],
    [
      "exploded pipes",
      { in: "query", style: "pipeDelimited", explode: true, schema: list },
      "Sent as form, exploded.",
    ],
    ["brackets of a list", { in: "query", style: "deepObject", schema: list }, "Sent as form, exploded."],
    [
      "brackets that are not exploded",
      { in: "query", style: "deepObject", explode: false, schema: object },
      "Sent exploded.",
    ],
    ["exploded cookies", { in: "cookie", schema: list }, "Sent as a cookie for each item."],
    ["a list of lists", { in: "query", schema: { type: "array", items: list } }, "such values are refused"],
    [
      "an object of lists",
      { in: "path", schema: { type: "object", properties: { a: list } } },
      "such values are refused",
    ],
    [
      "brackets in brackets",
      { in: "query", style: "deepObject", schema: { type: "object", properties: { a: object } } },
      "Sent in further brackets",
    ],
    [
      "an object as XML",
      { in: "query", content: { "application/xml": { schema: { type: "object" } } } },
      "written from text alone",
    ],
  ])("says what is sent for %s", (_, facts, said) => {
    expect(parameter(facts)).toEqual([
      {
        severity: "warning",
        kind: "unwritable",
        file: "openapi.yaml",
        pointer: "#/paths/~1v1~1kites~1{color}/post/parameters/0",
        message: expect.stringContaining(said),
      },
    ]);
  });

  it("says which bodies are not made of objects", () => {
    expect(body("application/xml", { schema: object })).toMatchObject([
      { message: expect.stringContaining("taken as text or a file") },
    ]);
    expect(body("application/xml", { schema: text })).toEqual([]);
    expect(body("application/octet-stream", {})).toEqual([]);
    expect(body("application/vnd.kite+json", { schema: object })).toEqual([]);
  });

  it("says which fields of a form lack what is sent with them", () => {
    const schema: JsonObject = { type: "object", properties: { a: { type: "object" } } };
    const header = (value: JsonObject) => ({ headers: { "X-Part": { required: true, schema: value } } });
    const form = (encoding: JsonObject) => body("multipart/form-data", { schema, encoding: { a: encoding } });
    expect(form({ contentType: "application/xml" })).toMatchObject([
      { message: expect.stringContaining("pass text") },
    ]);
    expect(form({ contentType: "application/json" })).toEqual([]);
    expect(form(header(text as JsonObject))).toMatchObject([{ message: expect.stringContaining("X-Part") }]);
    expect(form(header({ const: "a" }))).toEqual([]);
  });
});
