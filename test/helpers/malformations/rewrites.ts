import { type JsonObject, objectAt } from "../../../src/openapi/json.ts";
import { rewriteObjects } from "../../../src/openapi/walk.ts";
import {
  add,
  always,
  change,
  changeSchemaExamples,
  extract,
  has,
  inMediaType,
  isRef,
  type Malformation,
  rename,
  renamePath,
  without,
  wrap,
} from "./change.ts";

/** Rewrites that mean the same: the page has to contribute what it did. */
export const REWRITES: Readonly<Record<string, Malformation>> = {
  "allOf of one": change("schema", always, wrap("allOf")),
  "anyOf of one": change("schema", always, wrap("anyOf")),
  "oneOf of one": change("schema", always, wrap("oneOf")),
  "allOf of one reference": change("schema", isRef, wrap("allOf")),
  "allOf of two": change("schema", has("properties"), ({ properties, ...rest }) => ({
    allOf: [rest, { type: "object", properties: properties ?? {} }],
  })),
  "const for an enum of one": change(
    "schema",
    ({ enum: list }) => Array.isArray(list) && list.length === 1,
    ({ enum: list, ...rest }) => ({
      ...rest,
      const: Array.isArray(list) ? (list[0] ?? null) : null,
    }),
  ),
  "oneOf of consts for an enum": change("schema", has("enum"), ({ enum: list, ...rest }) => ({
    ...rest,
    oneOf: Array.isArray(list) ? list.map((value) => ({ const: value, title: String(value) })) : [],
  })),
  "another order of an enum": change("schema", has("enum"), (schema) => ({
    ...schema,
    enum: Array.isArray(schema.enum) ? schema.enum.toReversed() : [],
  })),
  "a list of one type": change("schema", has("type"), (schema) => ({
    ...schema,
    type: [schema.type ?? []].flat(),
  })),
  "a type that goes without saying": change("schema", has("type", "properties"), (schema) =>
    without(schema, "type"),
  ),
  "examples for an example": changeSchemaExamples(({ example, ...rest }) => ({
    ...rest,
    examples: [example ?? null],
  })),
  "annotations as siblings of a reference": change(
    "schema",
    isRef,
    add({ description: "A sibling.", example: "x", deprecated: true }),
  ),
  "a schema of its own": extract("schema", "schemas", "Part"),
  "a schema behind a chain": extract("schema", "schemas", "Part", 3),
  "a component called in Japanese": rename("動画リクエスト"),
  "a component called in Japanese, escaped": rename("動画リクエスト", encodeURIComponent),
  "a component with spaces": rename("Flight request (new)", (name) => encodeURIComponent(name)),
  "a component with dots": rename("kites.v1.FlightRequest"),
  "a component with slashes": rename("kites/Flight~1"),
  "a component called __proto__": rename("__proto__"),
  "a component called constructor": rename("constructor"),
  "a component called class": rename("class"),
  "a parameter of its own": extract("parameter", "parameters", "Id"),
  "a parameter behind a chain": extract("parameter", "parameters", "Id", 3),
  "a body of its own": extract("requestBody", "requestBodies", "Body"),
  "a body behind a chain": extract("requestBody", "requestBodies", "Body", 2),
  "a response of its own": extract("response", "responses", "Done"),
  "a response behind a chain": extract("response", "responses", "Done", 2),
  "examples of their own": (document, draw) => {
    const changed = change(
      "mediaType",
      has("examples"),
      add({ examples: { first: { $ref: "#/components/examples/First" } } }),
    )(document, draw);
    const First = { summary: "First", value: { text: "Up." } };
    return changed && { ...changed, components: { ...objectAt(changed, "components"), examples: { First } } };
  },
  "a media type with parameters in a request": inMediaType("requestBody", "application/json; charset=utf-8"),
  "a media type with parameters in a response": inMediaType("response", "application/json; charset=utf-8"),
  "a media type in capitals": inMediaType("requestBody", "Application/JSON"),
  "parameters of the path item": (document) => ({
    ...document,
    paths: Object.fromEntries(
      Object.entries(objectAt(document, "paths")).map(([path, item]) => {
        const { parameters } = objectAt(item, "get");
        return [
          path,
          parameters === undefined
            ? item
            : { ...objectAt(item), parameters, get: without(objectAt(item, "get"), "parameters") },
        ];
      }),
    ) as JsonObject,
  }),
  "a path item of its own": (document) => {
    const [[path, item] = []] = Object.entries(objectAt(document, "paths"));
    if (path === undefined || item === undefined) return undefined;
    return {
      ...document,
      paths: { [path]: { $ref: "#/components/pathItems/Item" } },
      components: { ...objectAt(document, "components"), pathItems: { Item: item } },
    };
  },
  "servers of the path item": (document) => ({
    ...without(document, "servers"),
    paths: Object.fromEntries(
      Object.entries(objectAt(document, "paths")).map(([path, item]) => [
        path,
        { ...objectAt(item), servers: document.servers ?? [] },
      ]),
    ),
  }),
  "a trailing slash": renamePath((path) => `${path}/`),
  "a server with a base path": (document) => {
    const paths = Object.keys(objectAt(document, "paths"));
    if (!paths.every((path) => path.startsWith("/v1/"))) return undefined;
    return {
      ...(renamePath((path) => path.slice(3))(document, () => 0) as JsonObject),
      servers: [{ url: "https://api.example.org/v1/" }],
    };
  },
  "extensions everywhere": (document) =>
    rewriteObjects(document, "document", (object, kind) =>
      kind === "callback" ? object : { ...object, "x-note": { type: "string", nullable: true } },
    ),
  webhooks: (document) => ({
    ...document,
    webhooks: { landed: { post: { operationId: "landed", responses: { "200": { description: "Fine" } } } } },
  }),
  "OpenAPI 3.1.1": (document) => ({ ...document, openapi: "3.1.1" }),
};
