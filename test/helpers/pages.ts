import { mergeDocuments } from "../../scripts/pipeline/merge/index.ts";
import { type JsonObject, objectAt } from "../../src/openapi/json.ts";
import type { PageDocument } from "../../src/openapi/parse/parse-document.ts";
import type { Problem } from "../../src/openapi/problem.ts";

/** What a test says of a page; the rest is that of a page about flying kites. */
export interface PageFacts {
  file?: string;
  method?: string;
  path?: string;
  operationId?: string;
  /** Published name of the request component. */
  name?: string;
  /** Schema of the request's `model` property; absent for a page without one. */
  model?: JsonObject;
  /** More properties of the request. */
  properties?: JsonObject;
  required?: string[];
  /** Schema of the 200 response. */
  response?: JsonObject;
  /** More component schemas. */
  schemas?: JsonObject;
  /** Fields that replace those of the operation. */
  operation?: JsonObject;
  /** Fields that replace those of the document. */
  document?: JsonObject;
}

/** A page as it comes to the merge stage. */
export function makePage(facts: PageFacts = {}): PageDocument {
  const {
    name = "KiteRequest",
    path = "/v1/kites/flights",
    method = "post",
    model,
    properties = {},
    required,
  } = facts;
  const body: JsonObject = {
    type: "object",
    required: required ?? (model === undefined ? [] : ["model"]),
    properties: { ...(model === undefined ? {} : { model }), ...properties },
  };
  const operation: JsonObject = {
    operationId: facts.operationId ?? "createKiteFlight",
    summary: "Fly a kite",
    tags: ["Kites"],
    ...(method === "get"
      ? {}
      : {
          requestBody: {
            required: true,
            content: { "application/json": { schema: { $ref: `#/components/schemas/${name}` } } },
          },
        }),
    responses: {
      "200": {
        description: "Done",
        content: {
          "application/json": {
            schema: facts.response ?? { type: "object", properties: { id: { type: "string" } } },
          },
        },
      },
      "400": { description: "Wrong", content: { "application/json": { schema: { type: "object" } } } },
    },
    ...facts.operation,
  };
  const document: JsonObject = {
    openapi: "3.1.0",
    info: { title: "Kites", version: "1.0.0" },
    servers: [{ url: "https://api.example.org" }],
    security: [{ bearerAuth: [] }],
    paths: { [path]: { [method]: operation } },
    components: {
      schemas: { ...(method === "get" ? {} : { [name]: body }), ...facts.schemas },
      securitySchemes: { bearerAuth: { type: "http", scheme: "bearer" } },
    },
    ...facts.document,
  };
  return { file: facts.file ?? "kite.md", document };
}

/** A page about one model, in a file named after it. */
export function makeModelPage(model: string, facts: PageFacts = {}): PageDocument {
  return makePage({ file: `${model}.md`, model: { type: "string", enum: [model] }, ...facts });
}

/** The merged document, and short ways into it. */
export function merge(...pages: PageDocument[]): {
  document: JsonObject;
  problems: Problem[];
  operation(path?: string, method?: string): JsonObject;
  schema(name: string): JsonObject;
  schemaNames: string[];
} {
  const { output: document, problems } = mergeDocuments(pages);
  return {
    document,
    problems,
    operation: (path = "/v1/kites/flights", method = "post") => objectAt(document, "paths", path, method),
    schema: (name) => objectAt(document, "components", "schemas", name),
    schemaNames: Object.keys(objectAt(document, "components", "schemas")),
  };
}
