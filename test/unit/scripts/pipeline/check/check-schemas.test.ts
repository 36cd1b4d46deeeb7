import { describe, expect, it } from "vitest";
import { createCache } from "../../../../../scripts/cache.ts";
import { checkSchemas } from "../../../../../scripts/pipeline/check/check-schemas.ts";
import type { JsonObject } from "../../../../../src/openapi/json.ts";

const to = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const json = (schema: JsonObject) => ({ content: { "application/json": { schema } } });
const BROKEN = { type: "string", pattern: "[" };

function check(request: JsonObject, response: JsonObject, schemas: JsonObject = {}) {
  const operation = {
    operationId: "flyKite",
    requestBody: json(request),
    responses: { "200": { description: "Done", ...json(response) } },
  };
  const document = { paths: { "/v1/kites": { post: operation } }, components: { schemas } };
  return checkSchemas("openapi.yaml", document).map(({ pointer, message }) => `${pointer} ${message}`);
}

const AT = "#/paths/~1v1~1kites/post";

describe("checkSchemas", () => {
  it("finds nothing where all compile, also what refers to itself", () => {
    const tree = { type: "object", properties: { parts: { type: "array", items: to("Tree") } } };
    expect(check(to("Tree"), to("Alias"), { Tree: tree, Alias: to("Tree") })).toEqual([]);
  });

  it.each([
    ["a request", BROKEN, {}, `${AT}/requestBody/content/application~1json/schema`],
    ["a response", {}, BROKEN, `${AT}/responses/200/content/application~1json/schema`],
  ])("finds what does not compile in %s", (_, request, response, pointer) => {
    expect(check(request, response)).toEqual([
      expect.stringMatching(
        new RegExp(`^${pointer.replaceAll("/", "\\/")} The schema cannot be compiled: .*pattern`),
      ),
    ]);
  });

  it("makes code of those schemas of responses alone that are not plain", () => {
    const countCompiled = (schema: JsonObject) => {
      const cache = createCache();
      const responses = { "200": { description: "Done", ...json({ type: "array", items: to("Part") }) } };
      const paths = { "/v1/kites": { get: { operationId: "listKites", responses } } };
      checkSchemas("openapi.yaml", { paths, components: { schemas: { Part: schema } } }, cache);
      return cache.listEntries().size;
    };
    expect([countCompiled({ type: "string" }), countCompiled({ pattern: "^a" })]).toEqual([0, 1]);
  });

  it("names a component that does not compile once, however many lead to it by way of others", () => {
    const found = check(
      { properties: { a: to("Outer") } },
      { items: to("Alias") },
      {
        Outer: { properties: { inner: to("Inner") } },
        Alias: to("Inner"),
        Inner: BROKEN,
      },
    );
    expect(found).toEqual([expect.stringMatching(/^#\/components\/schemas\/Inner The schema cannot be/)]);
  });

  it("names what refers to nothing, as a request and as a response", () => {
    const found = check({ properties: { a: to("None") } }, to("Alias"), { Alias: to("Nobody") });
    expect(found).toEqual([
      expect.stringMatching(/requestBody.* can't resolve reference #\/components\/schemas\/None\./),
      expect.stringMatching(/^#\/components\/schemas\/Alias .* can't resolve reference .*\/Nobody\./),
    ]);
  });
});
