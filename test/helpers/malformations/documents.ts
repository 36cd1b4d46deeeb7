import { objectAt } from "../../../src/openapi/json.ts";
import { type Malformation, renamePath, without } from "./change.ts";

/** Malformed and unusual documents and paths. */
export const MALFORMED_DOCUMENTS: Readonly<Record<string, Malformation>> = {
  "no paths": (document) => ({ ...document, paths: {} }),
  "a path without operations": (document) => ({
    ...document,
    paths: { ...objectAt(document, "paths"), "/v1/nothing": {}, "/v1/null": null, "x-note": { get: "x" } },
  }),
  "several operations": (document) => {
    const [[path, item] = []] = Object.entries(objectAt(document, "paths"));
    const [one] = Object.values(objectAt(item));
    return path === undefined || one === undefined
      ? undefined
      : { ...document, paths: { [path]: item ?? {}, [`${path}/again`]: { post: one, put: one } } };
  },
  "the same path in another form": renamePath((path) => path.replace("{task_id}", "{id}")),
  "a path without a slash": renamePath((path) => path.slice(1)),
  "a path with a query": renamePath((path) => `${path}?alt=sse`),
  "an older version in the path": renamePath((path) => path.replace("/v1/", "/api/v1alpha/")),
  "another version in the path": renamePath((path) => path.replace("/v1/", "/v2/")),
  "a path in Japanese": renamePath(() => "/v1/動画/生成"),
  "the root": renamePath(() => "/"),
  "no servers": (document) => without(document, "servers"),
  "a server with variables": (document) => ({
    ...document,
    servers: [{ url: "https://{region}.example.org", variables: { region: { default: "eu" } } }],
  }),
  "a server that is relative": (document) => ({ ...document, servers: [{ url: "/" }] }),
  "no security": (document) => without(document, "security"),
  "security schemes that are lost": (document) => ({
    ...document,
    components: without(objectAt(document, "components"), "securitySchemes"),
  }),
  "a security scheme of its own kind": (document) => ({
    ...document,
    components: {
      ...objectAt(document, "components"),
      securitySchemes: { bearerAuth: { type: "apiKey", in: "header", name: "Authorization" } },
    },
  }),
  "a security scheme behind a reference": (document) => ({
    ...document,
    components: {
      ...objectAt(document, "components"),
      securitySchemes: {
        bearerAuth: { $ref: "#/components/securitySchemes/real" },
        real: { type: "http", scheme: "bearer" },
      },
    },
  }),
  "a security scheme without a type": (document) => ({
    ...document,
    components: {
      ...objectAt(document, "components"),
      securitySchemes: { bearerAuth: { scheme: "bearer" } },
    },
  }),
  "no info": (document) => without(document, "info"),
  "no license": (document) => ({ ...document, info: { title: "Kites", version: "1.0.0" } }),
  "a version that is a number": (document) => ({ ...document, info: { title: "Kites", version: 1 } }),
  "no components": (document) => without(document, "components"),
  "tags that are described": (document) => ({
    ...document,
    tags: [{ name: "Flights", description: "All flights." }, "Kites", null],
  }),
  "Swagger 2.0": (document) => ({ ...without(document, "openapi"), swagger: "2.0" }),
  "OpenAPI 3.0": (document) => ({ ...document, openapi: "3.0.3" }),
  "OpenAPI 3.2": (document) => ({ ...document, openapi: "3.2.0" }),
  "OpenAPI 3.1 without a patch": (document) => ({ ...document, openapi: "3.1" }),
  "no version": (document) => without(document, "openapi"),
};
