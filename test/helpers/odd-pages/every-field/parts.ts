import type { Json, JsonObject } from "../../../../src/openapi/json.ts";
import { DOCS, EXTENSION, NUMBER, SCHEMA, STRING, WORD } from "./schemas.ts";

const EXAMPLES: JsonObject = {
  "first?": { summary: WORD, description: WORD, value: { text: WORD }, ...EXTENSION },
  "second?": { summary: WORD, externalValue: "https://example.org/?", ...EXTENSION },
  third: { $ref: "#/components/examples/Shown" },
};

const CONTENT: JsonObject = { "application/json": { schema: SCHEMA, examples: EXAMPLES, ...EXTENSION } };

/** The same with a schema of few keywords, where schemas are not joined. */
const SMALL: JsonObject = { "application/json": { schema: STRING, examples: EXAMPLES, ...EXTENSION } };

export const HEADER: JsonObject = {
  description: WORD,
  deprecated: true,
  required: true,
  allowEmptyValue: true,
  allowReserved: true,
  style: "simple",
  explode: true,
  schema: SCHEMA,
  examples: EXAMPLES,
  ...EXTENSION,
};

export const SERVER: JsonObject = {
  url: "https://{region}.example.org",
  description: WORD,
  variables: { region: { default: "eu?", enum: ["eu?", WORD], description: WORD, ...EXTENSION } },
  ...EXTENSION,
};

export const PARAMETERS: Json[] = [
  { name: "id", in: "path", required: true, description: WORD, schema: STRING, ...EXTENSION },
  {
    name: "wind",
    in: "query",
    required: true,
    description: WORD,
    deprecated: true,
    allowEmptyValue: true,
    allowReserved: true,
    style: "pipeDelimited",
    explode: false,
    schema: SCHEMA,
    example: WORD,
    ...EXTENSION,
  },
  { name: "rain", in: "query", schema: STRING, examples: EXAMPLES },
  { name: "filter", in: "query", description: WORD, content: SMALL, ...EXTENSION },
  { name: "only?", in: "query", description: WORD, schema: STRING, ...EXTENSION },
  { $ref: "#/components/parameters/Gust", summary: WORD },
];

/** What one operation says besides what it is called with. */
const SAID: JsonObject = {
  summary: WORD,
  description: WORD,
  externalDocs: DOCS,
  deprecated: true,
  parameters: PARAMETERS,
  servers: [SERVER],
  ...EXTENSION,
};

const RESPONSE: JsonObject = {
  description: WORD,
  headers: {
    "x-cost": HEADER,
    "x-wind": { $ref: "#/components/headers/Wind" },
    "x-filter": { content: SMALL, example: WORD },
  },
  content: { ...CONTENT, "text/plain": { schema: STRING, example: WORD, ...EXTENSION } },
  links: {
    next: {
      operationId: "flyKite",
      parameters: { id: "$response.body#/?" },
      requestBody: WORD,
      description: WORD,
      server: SERVER,
      ...EXTENSION,
    },
    third: { $ref: "#/components/links/Third" },
  },
  ...EXTENSION,
};

const MULTIPART: JsonObject = {
  schema: { type: "object", properties: { text: STRING } },
  example: { text: WORD },
  encoding: {
    text: {
      contentType: "text/?",
      headers: { "x-part": HEADER },
      style: "form",
      explode: false,
      allowReserved: true,
      ...EXTENSION,
    },
  },
  ...EXTENSION,
};

const CALLED: JsonObject = {
  summary: WORD,
  description: WORD,
  servers: [SERVER],
  parameters: PARAMETERS,
  ...EXTENSION,
  post: {
    tags: [WORD],
    ...SAID,
    requestBody: {
      description: WORD,
      required: true,
      content: { ...SMALL, "multipart/form-data": MULTIPART },
      ...EXTENSION,
    },
    responses: { "200": { ...RESPONSE, content: SMALL }, ...EXTENSION },
  },
};

export const CALLBACK: JsonObject = { ...EXTENSION, "{$request.body#/?}": CALLED, "{$url}": CALLED };

/** The path item of an operation, which may be about a model. */
export function makePathItem(pointer: string, model: string | undefined): JsonObject {
  const body =
    model === undefined
      ? SCHEMA
      : {
          ...SCHEMA,
          required: ["model", "text"],
          properties: {
            ...(SCHEMA.properties as JsonObject),
            model: { type: "string", enum: [model], description: WORD },
          },
        };
  return {
    summary: WORD,
    description: WORD,
    parameters: [{ name: "gale", in: "header", description: WORD, schema: STRING, ...EXTENSION }],
    ...EXTENSION,
    post: {
      operationId: "flyKite",
      tags: ["Kites", WORD],
      ...SAID,
      security: [{ key: [] }, { login: [WORD] }],
      requestBody: {
        description: WORD,
        required: true,
        content: {
          "application/json": { schema: body, examples: EXAMPLES, ...EXTENSION },
          "multipart/form-data": MULTIPART,
        },
        ...EXTENSION,
      },
      responses: {
        "200": {
          ...RESPONSE,
          links: { ...(RESPONSE.links as JsonObject), again: { operationRef: pointer, description: WORD } },
        },
        "404": { $ref: "#/components/responses/Missing", summary: WORD },
        default: RESPONSE,
        ...EXTENSION,
      },
      callbacks: { landed: CALLBACK, lost: { $ref: "#/components/callbacks/Lost" } },
    },
    put: {
      parameters: [PARAMETERS[0] ?? {}],
      requestBody: { $ref: "#/components/requestBodies/Flight" },
      responses: {
        "200": {
          description: WORD,
          content: { "application/json": { schema: { $ref: "#/components/schemas/Targets" } } },
        },
      },
    },
    get: {
      operationId: "findKite",
      parameters: [
        PARAMETERS[0] ?? {},
        { name: "size", in: "query", schema: { type: "integer", minimum: NUMBER } },
      ],
      responses: {
        "200": {
          description: WORD,
          content: { "application/json": { schema: { $ref: "#/components/schemas/Kite" } } },
        },
      },
    },
  };
}

/** What path items share, besides schemas. */
export const COMPONENTS: JsonObject = {
  parameters: { Gust: { name: "gust", in: "query", description: WORD, schema: STRING, ...EXTENSION } },
  headers: { Wind: { description: WORD, schema: STRING, ...EXTENSION } },
  examples: { Shown: { summary: WORD, value: { text: WORD }, ...EXTENSION } },
  requestBodies: { Flight: { description: WORD, content: SMALL, ...EXTENSION } },
  links: { Third: { operationId: "flyKite", description: WORD, ...EXTENSION } },
  responses: { Missing: { description: WORD, content: SMALL, ...EXTENSION } },
  callbacks: { Lost: { "{$url}": { post: { summary: WORD, responses: { "200": { description: WORD } } } } } },
  pathItems: {
    Storm: { post: { summary: WORD, responses: { "200": { description: WORD } } }, ...EXTENSION },
  },
  ...EXTENSION,
};

const FLOW: JsonObject = { refreshUrl: "https://example.org/?", scopes: { "fly?": WORD }, ...EXTENSION };
const authorizationUrl = "https://example.org/?";
const tokenUrl = "https://example.org/?2";

export const SECURITY_SCHEMES: JsonObject = {
  key: { type: "http", scheme: "bearer", bearerFormat: WORD, description: WORD, ...EXTENSION },
  query: { type: "apiKey", in: "query", name: "key", description: WORD, ...EXTENSION },
  open: { type: "openIdConnect", openIdConnectUrl: "https://example.org/?", description: WORD, ...EXTENSION },
  login: {
    type: "oauth2",
    description: WORD,
    flows: {
      implicit: { authorizationUrl, ...FLOW },
      password: { tokenUrl, ...FLOW },
      clientCredentials: { tokenUrl, ...FLOW },
      authorizationCode: { authorizationUrl, tokenUrl, ...FLOW },
      ...EXTENSION,
    },
    ...EXTENSION,
  },
};
