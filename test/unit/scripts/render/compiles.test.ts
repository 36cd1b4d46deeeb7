import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { buildDocument } from "../../../../scripts/pipeline/index.ts";
import type { JsonObject } from "../../../../src/openapi/json.ts";
import { makeDocument, makeOperation, toFile } from "../../../helpers/documents.ts";
import { PARTS } from "../../../helpers/odd-pages/parts.ts";
import { compileGenerated } from "../../../helpers/schemas/compile-types.ts";

const { requestBody: _, ...withoutBody } = makeOperation();
const OK = { description: "Done", content: { "application/json": { schema: { type: "object" } } } };
const at = (paths: JsonObject, more: JsonObject = {}) => makeDocument({ paths, ...more });
const post = (more: JsonObject) => at({ "/v1/kites": { post: { ...makeOperation(), ...more } } });
const REF = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const LIST = (items: JsonObject): JsonObject => ({ type: "array", items });
/** Schemas of lists that hold themselves, by the ways that lead there. */
const RECURSIVE: Record<string, JsonObject> = {
  Tree: LIST(REF("Tree")),
  "Union.x": { anyOf: [{ type: "string" }, LIST(REF("Union.x"))] },
  Nested: LIST({ oneOf: [{ type: "number" }, LIST(REF("Nested"))] }),
  Tuple: { type: "array", prefixItems: [{ type: "string" }, REF("Tuple")], items: REF("Tuple") },
  First: { anyOf: [{ type: "string" }, LIST(REF("Second"))] },
  Second: { anyOf: [{ type: "boolean" }, LIST(REF("First"))] },
  Part: { allOf: [{ anyOf: [{ type: "string" }, LIST(REF("Part"))] }] },
  Any: { type: ["null", "string", "array", "object"], items: REF("Any"), additionalProperties: REF("Any") },
};
const FILE = { type: "object", properties: { file: { type: "string", format: "binary" } } };

/** Documents of one page each, with what pages do have and most do not. */
const DOCUMENTS: Record<string, JsonObject> = {
  "no request body": at({ "/v1/kites": { get: withoutBody } }),
  "no success": at({ "/v1/kites": { get: { ...withoutBody, responses: { "400": OK } } } }),
  "a success without content": at({
    "/v1/kites": { delete: { ...withoutBody, responses: { "204": { description: "" } } } },
  }),
  "a failure without a schema": post({
    responses: {
      "200": OK,
      "400": { description: "", content: { "application/json": {} } },
      "500": { description: "" },
    },
  }),
  "an optional form": post({ requestBody: { content: { "multipart/form-data": { schema: FILE } } } }),
  "a form whose schema has no type": post({
    requestBody: {
      required: true,
      content: { "multipart/form-data": { schema: { properties: FILE.properties, required: ["file"] } } },
    },
  }),
  "an optional body": post({ requestBody: { content: { "application/json": { schema: FILE } } } }),
  "a body of text": post({ requestBody: { content: { "text/plain": { schema: { type: "string" } } } } }),
  "a media type twice": post({
    requestBody: { content: { "application/json": {}, "application/json; version=2": { schema: FILE } } },
    responses: {
      "200": { description: "", content: { "application/json": {}, "application/json;version=2": {} } },
    },
  }),
  "percent signs in paths": at({
    "/v1/kites/50%25": { get: withoutBody },
    "/v1/kites/100%": {
      post: makeOperation({ type: "object", properties: { "50%": FILE, "%": { type: "object" } } }),
    },
    "/v1/%E9%A2%A8/{id}": { get: withoutBody },
  }),
  "a slash at the end": at({ "/v1/kites/": { get: withoutBody }, "/v1/kites": { get: withoutBody } }),
  "variables of servers": at(
    { "/kites": { get: withoutBody } },
    {
      servers: [
        {
          url: "{scheme}://{region}.example.org/{version}",
          variables: { scheme: { default: "https" }, region: { default: "eu" }, version: { default: "v1" } },
        },
      ],
    },
  ),
  "no server": at({ "/v1/kites": { get: withoutBody } }, { servers: [] }),
  "callbacks, links and webhooks": at(
    {
      "/v1/kites": {
        post: {
          ...makeOperation(),
          callbacks: { landed: { "{$request.body#/url}": { post: makeOperation() } } },
          responses: { "200": { ...OK, links: { again: { operationId: "createKiteFlight" } } } },
        },
      },
    },
    { webhooks: { landed: { post: makeOperation() } } },
  ),
  "webhooks alone": (({ paths: __, ...rest }) => rest)(
    at({}, { webhooks: { landed: { post: makeOperation() } } }),
  ),
  "security that is not understood": makeDocument({
    components: { securitySchemes: { bearerAuth: { type: "magic" } } },
  }),
  "a body of one model whose schema has no type": at({
    "/v1/kites": {
      post: makeOperation({
        required: ["model", "wind"],
        properties: { model: { type: "string", enum: ["tuna"] }, wind: {} },
      }),
    },
  }),
  "a model whose default is not among its values": at({
    "/v1/kites": {
      post: makeOperation({
        type: "object",
        properties: {
          model: { type: "string", enum: [{ $ref: "#/components/schemas/A" }], default: "tuna" },
        },
      }),
    },
  }),
  "a body that is a union of models": post({
    requestBody: {
      required: true,
      content: {
        "application/json": {
          schema: {
            oneOf: ["kite-1", "kite-2"].map((model) => ({
              type: "object",
              required: ["model"],
              properties: { model: { type: "string", enum: [model] }, [model]: { type: "integer" } },
            })),
          },
        },
      },
    },
  }),
  "properties that are null alone": post({
    requestBody: {
      required: true,
      content: {
        "application/json": {
          schema: {
            type: "object",
            required: ["wind", "map"],
            properties: {
              wind: { type: "null" },
              tail: { const: null },
              map: { type: "object", additionalProperties: { type: "null" } },
            },
          },
        },
      },
    },
  }),
  cookies: at({
    "/v1/kites": {
      get: { ...withoutBody, parameters: [{ name: "crumb", in: "cookie", schema: { type: "string" } }] },
    },
  }),
  "all methods": at({
    "/v1/kites": Object.fromEntries(
      ["head", "options", "trace", "put", "patch", "delete"].map((method) => [method, withoutBody]),
    ),
  }),
  "lists of themselves": at(
    {
      "/v1/kites": {
        post: makeOperation({
          type: "object",
          properties: Object.fromEntries(Object.keys(RECURSIVE).map((name) => [name, REF(name)])),
        }),
      },
    },
    { components: { schemas: { ...RECURSIVE, Flight: { type: "object" } } } },
  ),
  "no license": makeDocument({ info: { title: "Kites", version: "1.0.0" } }),
};

it("every kind of page becomes files that compile", async () => {
  const lintConfig = { path: "redocly.yaml", bytes: await readFile("redocly.yaml") };
  const built: JsonObject[] = [];
  const documents = [
    ...Object.entries(DOCUMENTS),
    ...PARTS.map(([name, document]) => [name, document] as const),
  ];
  for (const [name, document] of documents) {
    const pages = [toFile("kite.json", JSON.stringify(document))];
    const { output, problems } = await buildDocument({ pages, supplement: [], overlays: [], lintConfig });
    expect([name, problems.filter(({ severity }) => severity === "error")]).toEqual([name, []]);
    if (output !== undefined) built.push(output);
  }
  expect(built).toHaveLength(documents.length);
  expect(await compileGenerated(built)).toEqual([]);
}, 120_000);
