import { describe, expect, it } from "vitest";
import { reportUnread } from "../../../../../scripts/pipeline/repair/report-unread.ts";
import type { JsonObject } from "../../../../../src/openapi/json.ts";
import { makeDocument, makeOperation } from "../../../../helpers/documents.ts";

const report = (document: JsonObject) =>
  reportUnread({ file: "kite.md", document }).problems.map(({ pointer }) => pointer);
const withOperation = (more: JsonObject) =>
  makeDocument({ paths: { "/v1/kites": { post: { ...makeOperation(), ...more } } } });

describe("reportUnread", () => {
  it("reports nothing of a document that is carried over whole", () => {
    expect(report(makeDocument())).toEqual([]);
    expect(
      report(withOperation({ externalDocs: {}, "x-own": 1, callbacks: { a: { b: { summary: "c" } } } })),
    ).toEqual([]);
  });

  it.each<[string, JsonObject, string]>([
    ["of the document", makeDocument({ externalDocs: {} }), "#/externalDocs"],
    ["that is an extension of the document", makeDocument({ "x-own": 1 }), "#/x-own"],
    ["that is unknown", withOperation({ resposnes: {} }), "#/paths/~1v1~1kites/post/resposnes"],
    [
      "of a path",
      makeDocument({ paths: { "/a": { summary: "A", get: makeOperation() } } }),
      "#/paths/~1a/summary",
    ],
    [
      "of a response",
      withOperation({ responses: { "200": { description: "a", "x-own": 1 } } }),
      "#/paths/~1v1~1kites/post/responses/200/x-own",
    ],
    [
      "of a body",
      withOperation({ requestBody: { content: { "application/json": { "x-own": 1 } } } }),
      "#/paths/~1v1~1kites/post/requestBody/content/application~1json/x-own",
    ],
    [
      "that is an extension of the responses",
      withOperation({ responses: { "200": { description: "a" }, "x-own": 1 } }),
      "#/paths/~1v1~1kites/post/responses/x-own",
    ],
    [
      "that is an extension of the paths",
      makeDocument({ paths: { "x-own": 1 }, components: {} }),
      "#/paths/x-own",
    ],
    [
      "that is an extension of the components",
      makeDocument({ components: { schemas: {}, "x-own": 1 } }),
      "#/components/x-own",
    ],
    [
      "beside a reference, where only a description counts",
      withOperation({
        parameters: [{ $ref: "#/components/parameters/A", description: "a", required: true }],
      }),
      "#/paths/~1v1~1kites/post/parameters/0/required",
    ],
  ])("reports a field %s", (_, document, pointer) => {
    expect(report(document)).toEqual([pointer]);
  });

  it("reports a dialect that is not JSON Schema 2020-12", () => {
    const withDialect = (jsonSchemaDialect: string) => report(makeDocument({ jsonSchemaDialect }));
    expect(withDialect("https://json-schema.org/draft-07/schema#")).toEqual(["#/jsonSchemaDialect"]);
    expect(withDialect("https://json-schema.org/draft/2020-12/schema#")).toEqual([]);
    expect(withDialect("https://spec.openapis.org/oas/3.1/dialect/base")).toEqual([]);
  });

  it("reports a security scheme that no operation asks for, be it by what the document asks of all", () => {
    const scheme = "#/components/securitySchemes/bearerAuth";
    const { security: _, ...silent } = makeDocument();
    const withCalls = (security: JsonObject) => {
      const call = { post: { ...makeOperation(), ...security } };
      const operation = { ...makeOperation(), security: [], callbacks: { a: { b: call } } };
      return makeDocument({ paths: { "/v1/kites": { post: operation } }, webhooks: { c: call } });
    };
    for (const one of [silent, { ...silent, security: [{}] }, withOperation({ security: [] }), withCalls({})])
      expect(report(one)).toEqual([scheme]);
    const asking = { security: [{}, { bearerAuth: [] }] };
    expect(report({ ...silent, ...asking })).toEqual([]);
    expect(report({ ...withOperation(asking), security: [] })).toEqual([]);
    expect(report(withCalls(asking))).toEqual([]);
  });
});
