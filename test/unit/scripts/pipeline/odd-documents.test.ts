import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createCache } from "../../../../scripts/cache.ts";
import { buildDocument } from "../../../../scripts/pipeline/index.ts";
import { type Json, type JsonObject, objectAt } from "../../../../src/openapi/json.ts";
import { runDocument } from "../../../chaos/documents.ts";
import { makeDocument, makeOperation, toFile } from "../../../helpers/documents.ts";

const LINT = { path: "redocly.yaml", bytes: readFileSync("redocly.yaml") };
const cache = createCache();

const withBody = (schema: Json, schemas: JsonObject = {}): JsonObject =>
  makeDocument({
    paths: { "/v1/kites/flights": { post: makeOperation(schema) } },
    components: {
      ...objectAt(makeDocument(), "components"),
      schemas: { ...objectAt(makeDocument(), "components", "schemas"), ...schemas },
    },
  });

const run = (document: JsonObject) =>
  runDocument([toFile("spec/pages/kites.json", JSON.stringify(document))], LINT, cache);

const build = (document: JsonObject) =>
  buildDocument({
    pages: [toFile("spec/pages/kites.json", JSON.stringify(document))],
    supplement: [],
    overlays: [],
    lintConfig: LINT,
  });

/** The properties of the one request of a built document. */
async function readProperties(document: JsonObject): Promise<JsonObject> {
  const { output } = await build(document);
  const [request] = Object.entries(objectAt(output, "components", "schemas")).filter(([name]) =>
    /Request$/.test(name),
  );
  return objectAt(request?.[1], "properties");
}

const NAMES = ["__proto__", "constructor", "hasOwnProperty", "toString", "%", "%zz", "~", "/", "", "$ref"];

describe("all stages and renderers, of an odd document", () => {
  it.each<[string, Json]>([
    ["a reference that is a number", { $ref: 5 }],
    ["a reference that is a list", { $ref: ["#/components/schemas/Flight"] }],
    ["a reference that is null", { properties: { a: { $ref: null } } }],
    ["items that are a number", { type: "array", items: 5 }],
    ["items that are a text", { type: "array", items: "string" }],
    ["properties that are a list", { type: "object", properties: [{ type: "string" }] }],
    ["an enum of references", { enum: ["#/components/schemas/Flight", { $ref: "#/nowhere" }] }],
    [
      "a constant that is a reference",
      { properties: { a: { const: { $ref: "#/components/schemas/Lost" } } } },
    ],
    ["a default that is a reference to itself", { default: { $ref: "#/components/schemas/Flight" } }],
    ["a union of itself", { oneOf: [{ $ref: "#/paths/~1v1~1kites~1flights/post/requestBody" }, {}] }],
    ["numbers for limits that no number has", { properties: { a: { minLength: -1, maximum: "many" } } }],
  ])("ends %s in files or problems", async (_, schema) => {
    expect(await run(withBody(schema))).toEqual([]);
  });

  it.each(NAMES)("keeps the property %j, whatever else JavaScript calls so", async (name) => {
    const properties = JSON.parse(`{ ${JSON.stringify(name)}: { "type": "string" } }`);
    const document = withBody({ type: "object", properties });
    expect(await run(document)).toEqual([]);
    expect(Object.keys(await readProperties(document))).toEqual([name]);
  });

  it("ends objects that have a property toString where texts belong in files or problems", async () => {
    const odd: Json = JSON.parse('{ "toString": 1, "valueOf": {} }');
    const operation = {
      ...makeOperation(),
      operationId: odd,
      tags: [odd],
      parameters: [{ name: "a", in: odd }],
    };
    const scheme = { type: "http", scheme: odd };
    for (const more of [
      { info: { title: odd, version: odd } },
      { servers: [{ url: odd }], tags: [{ name: odd, description: "a" }] },
      { jsonSchemaDialect: odd, paths: { "/v1/kites": { post: operation } } },
      { components: { ...objectAt(makeDocument(), "components"), securitySchemes: { bearerAuth: scheme } } },
      {
        components: {
          ...objectAt(makeDocument(), "components"),
          securitySchemes: { bearerAuth: { type: odd } },
        },
      },
      { openapi: odd },
      { openapi: undefined, swagger: odd },
    ] as JsonObject[])
      expect(await run(makeDocument(more))).toEqual([]);
  });

  it.each(NAMES)("ends a component, a path and a model called %j in files or problems", async (name) => {
    const schemas = JSON.parse(`{ ${JSON.stringify(name)}: { "type": "object" } }`);
    const token = encodeURIComponent(name.replaceAll("~", "~0").replaceAll("/", "~1"));
    expect(await run(withBody({ $ref: `#/components/schemas/${token}` }, schemas))).toEqual([]);
    const paths = JSON.parse(`{ ${JSON.stringify(`/v1/${name}`)}: {} }`);
    for (const path of Object.keys(paths)) paths[path] = { post: makeOperation() };
    expect(await run(makeDocument({ paths }))).toEqual([]);
    const model = { type: "string", enum: [name] };
    expect(await run(withBody({ type: "object", properties: { model } }))).toEqual([]);
  });

  it("imports nothing of the client into the validators where no operation has a body", async () => {
    const { requestBody: _, ...operation } = makeOperation();
    expect(await run(makeDocument({ paths: { "/v1/kites": { get: operation } } }))).toEqual([]);
  });
});
