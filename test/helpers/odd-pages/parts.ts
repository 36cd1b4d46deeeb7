import type { Json, JsonObject } from "../../../src/openapi/json.ts";
import { makeDocument, makeOperation } from "../documents.ts";

const OK = { description: "Done", content: { "application/json": { schema: { type: "object" } } } };
const { requestBody: _, ...withoutBody } = makeOperation();
const at = (paths: JsonObject, more: JsonObject = {}) => makeDocument({ paths, ...more });
const post = (more: JsonObject, root: JsonObject = {}) =>
  at({ "/v1/kites": { post: { ...makeOperation(), ...more } } }, root);
const get = (more: JsonObject) => at({ "/v1/kites": { get: { ...withoutBody, ...more } } });
const json = (schema: Json, more: JsonObject = {}) => ({
  requestBody: { content: { "application/json": { schema, ...more } } },
});
const secured = (scheme: JsonObject, ...scopes: string[]) =>
  post({ security: [{ key: scopes }] }, { components: { securitySchemes: { key: scheme } } });
const served = (server: JsonObject) => post({}, { servers: [server] });
const called = { post: { summary: "FLOWN", responses: { "200": { description: "LANDED" } } } };

/** Documents, and what has to be in the merged one, or in the words about it. Words in capitals stand nowhere else. */
export const PARTS: [name: string, document: JsonObject, words: string[]][] = [
  [
    "a callback",
    post({ callbacks: { HEARD: { "{$request.body#/url}": called } } }),
    ["HEARD", "FLOWN", "LANDED"],
  ],
  [
    "a callback that is referred to",
    post(
      { callbacks: { a: { $ref: "#/components/callbacks/B" } } },
      { components: { callbacks: { B: { "{$url}": called } } } },
    ),
    ["FLOWN"],
  ],
  [
    "a callback that is not there",
    post({ callbacks: { a: { $ref: "#/components/callbacks/LOST" } } }),
    ["LOST"],
  ],
  [
    "of itself",
    post(
      {},
      {
        info: {
          title: "TITLE",
          version: "VERSION",
          summary: "SUMMARY",
          description: "DESCRIPTION",
          termsOfService: "https://TERMS.example.org",
          contact: { name: "CONTACT" },
          license: { name: "LICENSE" },
          "x-info": "EXTENSION",
        },
      },
    ),
    ["TITLE", "VERSION", "SUMMARY", "DESCRIPTION", "TERMS", "CONTACT", "LICENSE", "EXTENSION"],
  ],
  [
    "of itself, in a form of its own",
    post({}, { info: { title: "K", version: "1", description: ["LIST"], contact: "CONTACT" } }),
    ["LIST", "CONTACT"],
  ],
  ["a webhook", post({}, { webhooks: { HEARD: called } }), ["HEARD", "FLOWN", "LANDED"]],
  [
    "a link",
    post({
      responses: {
        "200": {
          ...OK,
          links: { AGAIN: { operationId: "createKiteFlight", parameters: { id: "$response.body#/ID" } } },
        },
      },
    }),
    ["AGAIN", "body#/ID"],
  ],
  [
    "a link of a failure",
    post({
      responses: {
        "200": OK,
        "404": { description: "", links: { AGAIN: { operationId: "createKiteFlight" } } },
      },
    }),
    ["AGAIN"],
  ],
  [
    "a link that leads nowhere",
    post({ responses: { "200": { ...OK, links: { AGAIN: { operationId: "lost" } } } } }),
    ["AGAIN"],
  ],
  [
    "a second media type",
    post({
      responses: {
        "200": {
          description: "",
          content: {
            ...OK.content,
            'application/json; profile="TWO"': {},
            "text/csv": { schema: { type: "string", description: "ROWS" } },
          },
        },
      },
    }),
    ["TWO", "ROWS"],
  ],
  [
    "a media type in capitals",
    post({
      requestBody: {
        content: { "Application/JSON": { schema: { type: "object", properties: { UPPER: {} } } } },
      },
    }),
    ["UPPER"],
  ],
  [
    "how a part of a form is sent",
    post({
      requestBody: {
        content: {
          "multipart/form-data": {
            schema: { type: "object", properties: { a: {} } },
            encoding: { a: { contentType: "a/SENT", headers: { "X-PART": { schema: {} } } } },
          },
        },
      },
    }),
    ["a/SENT", "X-PART"],
  ],
  [
    "how a value is written in XML",
    post({
      requestBody: {
        content: {
          "application/json": {
            schema: {
              type: "object",
              xml: { name: "KITE" },
              properties: { a: { type: "string", xml: { attribute: true, prefix: "PREFIX" } } },
            },
          },
        },
      },
    }),
    ["KITE", "PREFIX"],
  ],
  ["an API key in the query", secured({ type: "apiKey", in: "query", name: "KEY" }), ["KEY"]],
  ["an API key in a cookie", secured({ type: "apiKey", in: "cookie", name: "KEY" }), ["KEY"]],
  ["HTTP Basic", secured({ type: "http", scheme: "basic" }), ['"basic"']],
  [
    "OAuth with scopes",
    secured(
      {
        type: "oauth2",
        flows: { clientCredentials: { tokenUrl: "https://example.org/TOKEN", scopes: { "FLY:high": "" } } },
      },
      "FLY:high",
    ),
    ["TOKEN", "FLY:high"],
  ],
  [
    "OpenID Connect",
    secured({ type: "openIdConnect", openIdConnectUrl: "https://example.org/OPENID" }),
    ["OPENID"],
  ],
  ["certificates of clients", secured({ type: "mutualTLS" }), ["mutualTLS"]],
  ["security of an unknown type", secured({ type: "MAGIC" }), ["MAGIC"]],
  ["security that is not declared", post({ security: [{ UNDECLARED: [] }] }), ["UNDECLARED"]],
  [
    "references in examples",
    post(
      json(
        { type: "object", examples: [{ $ref: "ONE" }], default: { $ref: "TWO" } },
        { examples: { x: { value: { $ref: "THREE" } } } },
      ),
    ),
    ["ONE", "TWO", "THREE"],
  ],
  [
    "references in extensions and fixed values",
    post({
      ...json({
        properties: { a: { enum: [{ $ref: "ONE" }] }, b: { const: { $ref: "TWO" } } },
        "x-a": { $ref: "THREE" },
      }),
      "x-b": { $ref: "FOUR" },
    }),
    ["ONE", "TWO", "THREE", "FOUR"],
  ],
  [
    "variables of a server",
    served({
      url: "https://{region}.example.org",
      variables: { region: { default: "eu", enum: ["eu", "us"], description: "WHERE" } },
    }),
    ["{region}", "WHERE"],
  ],
  [
    "a variable without default",
    served({ url: "https://{REGION}.example.org", variables: { REGION: { enum: ["eu", "us"] } } }),
    ["REGION"],
  ],
  ["a variable that is not described", served({ url: "https://{REGION}.example.org" }), ["REGION"]],
  [
    "a default that the enum does not have",
    served({ url: "https://{a}.example.org", variables: { a: { default: "MARS", enum: ["eu"] } } }),
    ["MARS"],
  ],
  ["an address without scheme", served({ url: "//HOST.example.org" }), ["HOST"]],
  ["an address without host", served({ url: "../BASE" }), ["BASE"]],
  [
    "a scheme that is a variable",
    served({ url: "{a}://HOST.example.org", variables: { a: { default: "https" } } }),
    ["HOST"],
  ],
  [
    "a server of a path and of an operation",
    at({
      "/a": {
        servers: [{ url: "https://PATH.example.org" }],
        get: withoutBody,
        post: { ...makeOperation(), servers: [{ url: "https://OWN.example.org" }] },
      },
    }),
    ["PATH", "OWN"],
  ],
  [
    "slashes at the end",
    at({
      "/v1/kites/": { get: withoutBody },
      "/v1/kites": { get: withoutBody },
      "/v1/kites/{id}/": { get: withoutBody },
    }),
    ['"/v1/kites/"', '"/v1/kites"', '"/v1/kites/{id}/"'],
  ],
  ["slashes in a row", at({ "/v1//kites": { get: withoutBody } }), ["Slashes in a row"]],
  [
    "percent signs",
    at({
      "/v1/a%20b": { get: withoutBody },
      "/v1/100%": { get: withoutBody },
      "/v1/{a%b}": { get: withoutBody },
    }),
    ['"/v1/a%20b"', '"/v1/100%25"', '"/v1/{a%b}"'],
  ],
  ["a fragment in a path", at({ "/v1/kites#FAST": { get: withoutBody } }), ["FAST"]],
  [
    "failures without a schema",
    post({
      responses: {
        "200": OK,
        "400": { description: "ONE", content: { "application/json": {} } },
        "4XX": { description: "TWO" },
        default: { description: "THREE" },
      },
    }),
    ["ONE", "TWO", "THREE"],
  ],
  [
    "all methods",
    at({
      "/a": Object.fromEntries(
        ["head", "options", "trace", "put", "patch", "delete"].map((method) => [method, withoutBody]),
      ),
    }),
    ['"head"', '"options"', '"trace"', '"put"', '"patch"', '"delete"'],
  ],
  [
    "methods that OpenAPI 3.1 does not have",
    at({ "/a": { query: withoutBody, PURGE: withoutBody, get: withoutBody } }),
    ["query", "PURGE"],
  ],
  ["a body of GET", get(json({ properties: { SENT: {} } })), ["/get/requestBody A GET has no body"]],
  ["cookies", get({ parameters: [{ name: "CRUMB", in: "cookie", schema: { type: "array" } }] }), ["CRUMB"]],
  [
    "a parameter with content",
    get({
      parameters: [
        {
          name: "a",
          in: "query",
          content: { "application/json": { schema: { properties: { INNER: {} } } } },
        },
      ],
    }),
    ["INNER"],
  ],
  [
    "parameters of older versions",
    get({
      parameters: [
        { name: "BODY", in: "body" },
        { name: "FORM", in: "formData" },
      ],
    }),
    ["BODY", "FORM"],
  ],
  [
    "a parameter twice",
    get({
      parameters: [
        { name: "TWICE", in: "query" },
        { name: "TWICE", in: "query", schema: {} },
      ],
    }),
    ["TWICE in query stands twice"],
  ],
  ["a path without operations", at({ "/EMPTY": {}, "/a": { get: withoutBody } }), ["EMPTY"]],
  ["fields of a path", at({ "/a": { summary: "A", get: withoutBody } }), ["`summary`"]],
  [
    "components that nothing refers to",
    post({}, { components: { schemas: { ALONE: {} }, responses: { UNHEARD: { description: "" } } } }),
    ["ALONE", "UNHEARD"],
  ],
  ["another dialect", post({}, { jsonSchemaDialect: "https://example.org/DIALECT" }), ["DIALECT"]],
  [
    "operations beside a reference of a path",
    at(
      { "/a": { $ref: "#/components/pathItems/A", get: { ...withoutBody, summary: "OWN" } } },
      {
        components: {
          pathItems: {
            A: {
              parameters: [{ name: "SHARED", in: "query" }],
              get: { ...withoutBody, summary: "OTHER" },
              post: { ...makeOperation(), summary: "REFERRED" },
            },
          },
        },
      },
    ),
    ["OWN", "SHARED", "REFERRED", "what it refers to have `get`"],
  ],
  [
    "operations beside a reference of a path that leads nowhere",
    at({ "/a": { $ref: "#/components/pathItems/LOST", get: { ...withoutBody, summary: "OWN" } } }),
    ["OWN", "pathItems/LOST"],
  ],
  [
    "responses of no status, or that are no objects",
    get({ responses: { "200": OK, GOOD: OK, "2??": OK, "0": OK, "600": OK, "400": "BAD", "401": null } }),
    ['"GOOD"', '"2??"', '"0"', '"600"', "of 400", "of 401"],
  ],
  ["parameters that are no list", get({ parameters: { a: {} } }), ["`parameters` has to be a list"]],
  ["a parameter that is no object", get({ parameters: ["WORD", null] }), ['"WORD"', "be null"]],
  [
    "headers that are no parameters",
    get({ parameters: [{ name: "Authorization", in: "header", schema: { type: "string" } }] }),
    ["The header Authorization"],
  ],
  [
    "what stands beside the one media type of a parameter",
    get({
      parameters: [
        { name: "a", in: "query", schema: {}, content: { "a/b": {}, "c/SECOND": {} }, wind: "UNKNOWN" },
      ],
    }),
    ["parameters/0/schema", "c~1SECOND", "`wind`"],
  ],
  [
    "a body without a media type",
    post({ requestBody: { description: "EMPTY", content: {} } }),
    ["requestBody The request body has no media type"],
  ],
  [
    "words that are no texts",
    get({ description: ["a"], parameters: [{ name: "a", in: "query", schema: {}, description: {} }] }),
    ["get/description `description` has to be a text", "parameters/0/description `description`"],
  ],
  ["fields that nobody knows", post({ NEW: 1 }, { NEWER: 2 }), ["NEW", "NEWER"]],
];
