import { type JsonObject, objectAt } from "../../../../src/openapi/json.ts";
import { SCHEMAS } from "./add-schema.ts";
import { type Detail, inJson, pick, respond } from "./detail.ts";

/** Path items that few have. */
export const addItems: Detail = (document, draw) => {
  const paths = objectAt(document, "paths");
  const [item = {}] = Object.values(paths);
  const operation = { ...respond({}), requestBody: inJson({ schema: pick(SCHEMAS, draw) }) };
  const id = { name: "id", in: "path", required: true, schema: { type: "string" } };
  const more = pick<() => JsonObject>(
    [
      () => ({ "/a/{x}": { get: operation }, "/a/{y}": { get: operation, post: operation } }),
      () => ({ "/a/{id}": { parameters: [id, id], get: operation }, "/a/me": { get: operation } }),
      () => ({ "v1/relative": item, "https://example.org/a": item, "": item, "{id}": item }),
      () => ({ "/q": { query: operation, QUERY: operation, additionalOperations: { COPY: operation } } }),
      () => ({ "/q": { additionalOperations: { POST: operation, "": operation, "a b": operation } } }),
      () => ({ "/s": { servers: [{ url: "https://files.example" }], post: operation } }),
      () => ({ "/s": { summary: "A path", description: "Words", parameters: "id", post: operation } }),
      () => ({ "/i": { GET: operation, Post: operation, connect: operation } }),
      () => ({
        "/d": { post: { ...operation, operationId: "d" } },
        "/e": { put: { ...operation, operationId: "d" } },
      }),
      () => ({
        "/d": { post: { ...operation, operationId: "get-it" } },
        "/e": { put: { ...operation, operationId: "getIt" } },
      }),
    ],
    draw,
  )();
  return { ...document, paths: { ...paths, ...more } };
};

/** Documents of webhooks alone, of another version, or of what OpenAPI 3.2 brings. */
export const addRoot: Detail = (document, draw) => {
  const hook = { post: { requestBody: inJson({ schema: pick(SCHEMAS, draw) }), ...respond({}) } };
  const { paths: _, ...rest } = document;
  return pick<() => JsonObject>(
    [
      () => ({ ...rest, webhooks: { done: hook } }),
      () => ({ ...rest, openapi: "3.1.0", webhooks: { done: { $ref: "#/components/pathItems/Hook" } } }),
      () => ({ ...rest, components: { ...objectAt(rest, "components"), pathItems: { Hook: hook } } }),
      () => ({ ...document, openapi: "3.2.0", $self: "https://example.org/a", jsonSchemaDialect: "lost" }),
      () => ({ ...document, openapi: "3.0.3", webhooks: { done: hook } }),
      () => ({ ...document, security: [{ lost: [] }], servers: [] }),
      () => ({
        ...document,
        tags: [
          { name: "a", parent: "b", kind: "nav" },
          { name: "b", parent: "a" },
        ],
      }),
      () => ({
        ...document,
        components: { ...objectAt(document, "components"), schemas: [{}], kites: { A: {} } },
      }),
    ],
    draw,
  )();
};
