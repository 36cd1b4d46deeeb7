import { describe, expect, it } from "vitest";
import { mergeDocuments } from "../../../../../scripts/pipeline/merge/index.ts";
import { objectAt } from "../../../../../src/openapi/json.ts";
import { makeModelPage, makePage, merge } from "../../../../helpers/pages.ts";

describe("mergeDocuments", () => {
  it("is a whole document, of no page too", () => {
    expect(mergeDocuments([])).toEqual({
      output: {
        openapi: "3.1.0",
        jsonSchemaDialect: "https://json-schema.org/draft/2020-12/schema",
        info: { title: "API", version: "1.0.0" },
        servers: [],
        paths: {},
        components: { schemas: {}, securitySchemes: {} },
      },
      problems: [],
    });
  });

  it("sorts paths, and the methods of a path as the specification lists them", () => {
    const page = (path: string, method: string) =>
      makePage({ file: `${path}${method}`, path, method, operationId: `${path}${method}` });
    const { document } = merge(
      page("/v1/b", "delete"),
      page("/v1/b", "post"),
      page("/v1/b", "get"),
      page("/v1/a", "patch"),
      page("/v1/a/c", "put"),
    );
    expect(
      Object.entries(objectAt(document, "paths")).map(([path, item]) => [path, Object.keys(objectAt(item))]),
    ).toEqual([
      ["/v1/a", ["patch"]],
      ["/v1/a/c", ["put"]],
      ["/v1/b", ["get", "post", "delete"]],
    ]);
  });

  it("follows pages by what they call their operations, then by what these accept, then by their words", () => {
    const page = (operationId: string, type: string, description: string) =>
      makePage({
        operationId,
        response: { type, description },
        operation: { operationId, summary: description },
      });
    const pages = [
      page("b", "array", "1 Last"),
      page("a", "string", "2 Third"),
      page("a", "string", "1 Second"),
      page("a", "integer", "3 First"),
    ];
    for (const given of [pages, pages.toReversed()]) {
      const named = given.map((one, index) => ({ ...one, file: `${index}.md` }));
      const { operation, schema } = merge(...named);
      expect(schema("KiteFlightResponse").description).toBe("3 First\n\n1 Second\n\n2 Third\n\n1 Last");
      expect(operation().description).toBe("- 3 First\n- 1 Second\n- 2 Third\n- 1 Last");
    }
  });

  it("says of a failure what its pages say in the order of the pages, whatever their paths", () => {
    const page = (operationId: string, path: string) => {
      const schema = { type: "object", description: operationId };
      const responses = { "400": { description: "Wrong", content: { "application/json": { schema } } } };
      return makePage({
        file: `${operationId}.md`,
        operationId,
        path,
        operation: { operationId, responses },
      });
    };
    const { schema } = merge(page("a", "/v1/z"), page("b", "/v1/y"), page("c", "/v1/x"), page("d", "/v1/w"));
    expect(schema("ErrorResponse").description).toBe("a\n\nb\n\nc\n\nd");
  });

  it("reports an operation that has the name of another at each of its pages", () => {
    const { operation, problems } = merge(
      makeModelPage("kite-1"),
      makeModelPage("kite-2", { path: "/v1beta/kites/flights" }),
      makeModelPage("kite-3", { path: "/v1beta/kites/flights" }),
    );
    expect(operation("/v1beta/kites/flights").operationId).toBe("createKiteFlight");
    expect(problems).toEqual([
      {
        severity: "warning",
        kind: "duplicate-names",
        file: "kite-1.md",
        pointer: "#/paths/~1v1~1kites~1flights/post",
        message:
          "The operation of another path has the name createKiteFlight. This one is named createKiteFlightV1.",
      },
    ]);
  });

  it("has the tags, servers and security schemes that its operations use", () => {
    const tags = [
      { name: "Kites", description: "Fly them" },
      { name: "Boats", description: "Sail them" },
    ];
    const { document } = merge(makePage({ document: { tags } }));
    expect(document.tags).toEqual(tags.slice(0, 1));
    expect(document.servers).toEqual([{ url: "https://api.example.org" }]);
    expect(merge(makePage()).document).not.toHaveProperty("tags");
  });
});
