import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { type Json, type JsonObject, objectAt } from "../../src/openapi/json.ts";
import { listOperations } from "../../src/openapi/operations.ts";

/** A small, lint-clean OpenAPI document with one operation; `more` is merged into its root. */
export function makeDocument(more: JsonObject = {}): JsonObject {
  return {
    openapi: "3.1.0",
    jsonSchemaDialect: "https://json-schema.org/draft/2020-12/schema",
    info: {
      title: "Kites",
      description: "An API for tests.",
      license: { name: "MIT", identifier: "MIT" },
      version: "1.0.0",
    },
    servers: [{ url: "https://api.example.org" }],
    security: [{ bearerAuth: [] }],
    paths: { "/v1/kites/flights": { post: makeOperation() } },
    components: {
      schemas: { Flight: { type: "object", properties: { id: { type: "string" } } } },
      securitySchemes: { bearerAuth: { type: "http", scheme: "bearer" } },
    },
    ...more,
  };
}

/** A POST that takes `body` and responds with a flight. */
export function makeOperation(body: Json = { type: "object" }): JsonObject {
  const response = (schema: Json): Json => ({
    description: "Response",
    content: { "application/json": { schema } },
  });
  return {
    operationId: "createKiteFlight",
    summary: "Fly a kite",
    tags: ["Kites"],
    requestBody: { required: true, content: { "application/json": { schema: body } } },
    responses: {
      "200": response({ $ref: "#/components/schemas/Flight" }),
      "400": response({ type: "object" }),
    },
  };
}

/** A Markdown page that holds a document as EvoLink's pages do. */
export function makePage(document: string, fence = "````yaml en/kites.json POST /v1/kites/flights"): string {
  return `# Kites\n\nFly them.\n\n## OpenAPI\n\n${fence}\n${document}\n${fence.match(/^[`~]+/)?.[0]}\n`;
}

/** Text as a source file. */
export function toFile(path: string, text: string): { path: string; bytes: Uint8Array } {
  return { path, bytes: new TextEncoder().encode(text) };
}

/** The document everything is generated from. */
export function readDocument(path = "generated/openapi.yaml"): JsonObject {
  return parse(readFileSync(path, "utf8"));
}

/** Every documented response, as `createVideoGeneration 429`. */
export function listDocumentedResponses(document: JsonObject): string[] {
  return listOperations(document).flatMap(({ operation }) =>
    Object.keys(objectAt(operation, "responses")).map((status) => `${operation.operationId} ${status}`),
  );
}
