import { add, addParameters, always, change, type Malformation, operation, without } from "./change.ts";

/** Malformed and unusual operations and parameters. */
export const MALFORMED_OPERATIONS: Readonly<Record<string, Malformation>> = {
  "a parameter that is lost": change("parameter", always, () => ({ $ref: "#/components/parameters/Lost" })),
  "no operationId": operation((one) => without(one, "operationId")),
  "an operationId in Japanese": operation(add({ operationId: "動画を生成" })),
  "an operationId with spaces": operation(add({ operationId: "create flight / new" })),
  "an operationId with dots": operation(add({ operationId: "kites.create.flight" })),
  "an operationId that is reserved": operation(add({ operationId: "constructor" })),
  "an operationId that others have": operation(add({ operationId: "getTask" })),
  "an operationId that is no text": operation(add({ operationId: 7 })),
  "no summary": operation((one) => without(one, "summary", "description")),
  "no tags": operation((one) => without(one, "tags")),
  "tags that are one text": operation(add({ tags: "Kites" })),
  callbacks: operation(
    add({
      callbacks: {
        done: {
          "{$request.body#/callback_url}": {
            post: { requestBody: { content: {} }, responses: { "200": { description: "Fine" } } },
          },
        },
      },
    }),
  ),
  "no need of security": operation(add({ security: [] })),
  "optional security": operation(add({ security: [{}] })),
  "security that is lost": operation(add({ security: [{ lost: [] }] })),
  "no responses": operation((one) => without(one, "responses")),
  "no body": operation((one) => without(one, "requestBody")),
  "a key among the parameters": addParameters({
    name: "Authorization",
    in: "header",
    required: true,
    schema: { type: "string" },
  }),
  "a parameter of Swagger": addParameters({
    name: "limit",
    in: "query",
    type: "integer",
    default: 5,
    maximum: 10,
  }),
  "a parameter without a schema": addParameters({ name: "limit", in: "query" }),
  "a parameter without a name": addParameters({ in: "query", schema: { type: "string" } }),
  "a parameter of the body": addParameters({ name: "body", in: "body", schema: { type: "object" } }),
  "a parameter of any content": addParameters({
    name: "filter",
    in: "query",
    content: { "application/json": { schema: { $ref: "#/components/schemas/Failure" } } },
  }),
  "a parameter with examples": addParameters({
    name: "limit",
    in: "query",
    schema: { type: "integer" },
    examples: { a: { $ref: "#/components/examples/Lost" } },
  }),
  "a parameter with a list of examples": addParameters({
    name: "limit",
    in: "query",
    schema: { type: "integer" },
    examples: [1, 2],
  }),
  "a parameter twice": addParameters(
    { name: "limit", in: "query", schema: { type: "integer" } },
    { name: "limit", in: "query", schema: { type: "string" } },
  ),
  "a parameter that is optional in the path": addParameters({
    name: "task_id",
    in: "path",
    schema: { type: "string" },
  }),
  "a parameter of no path": addParameters({
    name: "ghost",
    in: "path",
    required: true,
    schema: { type: "string" },
  }),
  "a parameter that is null": addParameters(null),
  "parameters that are no list": operation(add({ parameters: { name: "limit", in: "query" } })),
  "a cookie": addParameters({ name: "session", in: "cookie", schema: { type: "string" } }),
  deprecated: operation(add({ deprecated: true })),
  "documentation elsewhere": operation(add({ externalDocs: { url: "https://example.org" } })),
};
