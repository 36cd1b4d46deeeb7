import type { Json, JsonObject } from "../../../src/openapi/json.ts";

/** Names that objects, functions, lists and promises of JavaScript have, or that it calls by itself. */
export const OWN_NAMES = (
  "__proto__ constructor hasOwnProperty toString valueOf toJSON then length name prototype" as const
).split(" ");

/** An object with one property of its own. A literal would set what it inherits from. */
export const own = <T extends Json>(name: string, value: T): { [name: string]: T } =>
  Object.fromEntries([[name, value]]);

const to = (name: string): JsonObject => ({
  $ref: `#/components/schemas/${name}`,
});
const json = (schema: Json, more: JsonObject = {}): JsonObject => ({
  "application/json": { schema, ...more },
});
const object = (properties: JsonObject, required = Object.keys(properties)): JsonObject => ({
  type: "object",
  required,
  properties,
});

/**
 * A page that has a name wherever a page may have one. Words in capitals stand once each.
 *
 * @param type Of two parameters and a property, with which two such pages differ.
 */
export function makeNamedPage(name: string, type = "integer"): JsonObject {
  const parameter = (place: string, more: JsonObject = {}): JsonObject => ({
    name,
    in: place,
    schema: { type: "string" },
    ...more,
  });
  const done = { "200": { description: "Done." } };
  const mapping = { ...own(name, "#/components/schemas/One"), b: "#/components/schemas/Other" };
  const said = object(own(name, { type: "string" }));
  return {
    openapi: "3.1.0",
    info: { title: "Names", version: "1.0.0" },
    servers: [
      {
        url: `https://{${name}}.example.org`,
        variables: own(name, { default: "eu", enum: ["eu", "us"], description: "WHERE" }),
      },
    ],
    security: [own(name, [])],
    tags: [{ name, description: "TAGGED" }],
    paths: {
      [`/v1/kites/{${name}}`]: {
        post: {
          operationId: name,
          tags: [name],
          parameters: [
            parameter("path", { required: true }),
            parameter("query", { schema: { type } }),
            parameter("header"),
            parameter("cookie"),
            { name: "deep", in: "query", style: "deepObject", schema: object(own(name, { type }), []) },
          ],
          requestBody: {
            required: true,
            content: json(to(name), {
              examples: own(name, { summary: "EXAMPLE", value: { ...own(name, "abc"), model: name } }),
            }),
          },
          responses: {
            "200": {
              description: "Done.",
              headers: own(name, { description: "HEADER", schema: { type: "integer" } }),
              links: own(name, { operationId: name, description: "LINK" }),
              content: {
                ...json(said, { examples: own(name, { value: own(name, "RESPONSE") }) }),
                [`text/plain; ${name}=${name}`]: { schema: { type: "string", description: "PARAMETER" } },
              },
            },
          },
          callbacks: own(name, {
            "{$request.body#/url}": {
              post: { description: "CALLBACK", requestBody: { content: json(to(name)) }, responses: done },
            },
          }),
        },
      },
      [`/v1/${name}`]: {
        get: {
          responses: {
            "200": {
              description: "Done.",
              content: json({
                oneOf: [to("One"), to("Other")],
                discriminator: { propertyName: name, mapping },
              }),
            },
          },
        },
      },
    },
    webhooks: own(name, { post: { description: "WEBHOOK", responses: done } }),
    components: {
      schemas: {
        ...own(name, {
          ...object({
            ...own(name, { type: "string", minLength: type === "integer" ? 2 : 3 }),
            model: { type: "string", enum: [name] },
          }),
          dependentRequired: own(name, ["model"]),
        }),
        One: object({ ...own(name, { type: "string" }), one: { type: "integer" } }),
        Other: object({ ...own(name, { type: "string" }), other: { type: "integer" } }),
      },
      securitySchemes: own(name, { type: "http", scheme: "bearer" }),
    },
  };
}
