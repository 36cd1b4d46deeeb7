import { describe, expect, it } from "vitest";
import { compareDocuments } from "../../../../../scripts/diff/compare/compare-documents.ts";
import type { Json, JsonObject } from "../../../../../src/openapi/json.ts";
import { brief, PATH } from "../documents.ts";

const document = (paths: JsonObject, rest: JsonObject = {}): JsonObject => ({
  openapi: "3.1.0",
  info: { title: "Clips", version: "1.0.0" },
  paths,
  ...rest,
});
const ENTRY = { operationId: "createClip", responses: { "200": { description: "Done." } } };
const operation = (fields: JsonObject = {}): JsonObject => ({ [PATH]: { post: { ...ENTRY, ...fields } } });
const parameter = (fields: JsonObject) => operation({ parameters: [fields] });
const responding = (responses: JsonObject) => document(operation({ responses }));
const secured = (security: Json, securitySchemes: JsonObject) =>
  document(operation({ security }), { components: { securitySchemes } });
const receiver = (schema: Json): JsonObject => ({
  post: {
    requestBody: { required: true, content: { "application/json": { schema } } },
    responses: { "200": { description: "Done." } },
  },
});
const calling = (schema: Json) =>
  document(operation({ callbacks: { done: { "{$request.body#/url}": receiver(schema) } } }));
const webhook = (name: string, schema: Json) => document({}, { webhooks: { [name]: receiver(schema) } });
const QUERY = { name: "q", in: "query", schema: { type: "string" } };
const bearer = { type: "http", scheme: "bearer" };
const key = { type: "apiKey", in: "header", name: "X-Key" };

/** What is said when the first becomes the second, and the other way round. */
const CHANGES: readonly [
  title: string,
  before: JsonObject,
  after: JsonObject,
  there: string[],
  back: string[],
][] = [
  [
    "new path",
    document({}),
    document(operation()),
    ["compatible operation-added: The operation is new."],
    ["breaking operation-removed: The operation is gone."],
  ],
  [
    "method",
    document(operation()),
    document({ "/v1/clips": { put: ENTRY } }),
    [
      "breaking operation-moved: The operation is at PUT /v1/clips now.",
      "compatible operation-added: The operation is new.",
    ],
    [
      "breaking operation-moved: The operation is at POST /v1/clips now.",
      "compatible operation-added: The operation is new.",
    ],
  ],
  [
    "path param renamed",
    document({
      "/v1/{a}": {
        get: {
          parameters: [{ name: "a", in: "path", required: true, schema: { type: "string" } }],
          responses: {},
        },
      },
    }),
    document({
      "/v1/{b}": {
        get: {
          parameters: [{ name: "b", in: "path", required: true, schema: { type: "string" } }],
          responses: {},
        },
      },
    }),
    [
      "risky parameter-renamed: The path parameter `b` was called `a`: the address is the same, its name in code is not.",
    ],
    [
      "risky parameter-renamed: The path parameter `a` was called `b`: the address is the same, its name in code is not.",
    ],
  ],
  [
    "param optional new",
    document(operation()),
    document(parameter(QUERY)),
    ["compatible parameter-added: The query parameter `q` is new."],
    ["breaking parameter-removed: The query parameter `q` is gone: it is ignored now, or refused."],
  ],
  [
    "param required new",
    document(operation()),
    document(parameter({ ...QUERY, required: true })),
    ["breaking parameter-added: The query parameter `q` is new, and required."],
    ["breaking parameter-removed: The query parameter `q` is gone: it is ignored now, or refused."],
  ],
  [
    "param becomes required",
    document(parameter(QUERY)),
    document(parameter({ ...QUERY, required: true })),
    ["breaking parameter-required: The query parameter `q` is required now."],
    ["compatible parameter-optional: The query parameter `q` is optional now."],
  ],
  [
    "param req w default",
    document(parameter(QUERY)),
    document(parameter({ ...QUERY, required: true, schema: { type: "string", default: "x" } })),
    [
      "breaking parameter-required: The query parameter `q` is required now.",
      'risky default-changed: The parameter `q`: the default is "x" now (was none).',
    ],
    [
      "compatible parameter-optional: The query parameter `q` is optional now.",
      'risky default-changed: The parameter `q`: the default is none now (was "x").',
    ],
  ],
  [
    "param place",
    document(parameter(QUERY)),
    document(parameter({ ...QUERY, in: "header" })),
    ["breaking parameter-moved: The parameter `q` moved from query to header."],
    ["breaking parameter-moved: The parameter `q` moved from header to query."],
  ],
  [
    "param style",
    document(parameter({ ...QUERY, schema: { type: "array", items: { type: "string" } } })),
    document(parameter({ ...QUERY, explode: false, schema: { type: "array", items: { type: "string" } } })),
    ["breaking parameter-style: The query parameter `q` is written as form now (was form, exploded)."],
    ["breaking parameter-style: The query parameter `q` is written as form, exploded now (was form)."],
  ],
  [
    "param explode scalar",
    document(parameter(QUERY)),
    document(parameter({ ...QUERY, explode: false })),
    [],
    [],
  ],
  [
    "param schema",
    document(parameter({ ...QUERY, schema: { type: "integer", maximum: 9 } })),
    document(parameter({ ...QUERY, schema: { type: "integer", maximum: 5 } })),
    ["breaking values-changed: The parameter `q` is now at most 5 (was 9)."],
    ["compatible values-changed: The parameter `q` is now at most 9 (was 5)."],
  ],
  [
    "param content",
    document(parameter(QUERY)),
    document(
      parameter({ name: "q", in: "query", content: { "application/json": { schema: { type: "string" } } } }),
    ),
    ["breaking parameter-style: The query parameter `q` is written as application/json now (was form)."],
    ["breaking parameter-style: The query parameter `q` is written as form now (was application/json)."],
  ],
  [
    "param deprecated",
    document(parameter(QUERY)),
    document(parameter({ ...QUERY, deprecated: true })),
    ["risky deprecated: The query parameter `q` is deprecated now."],
    ["documentation deprecated: The query parameter `q` is no longer deprecated."],
  ],
  [
    "param words",
    document(parameter({ ...QUERY, description: "Words." })),
    document(parameter({ ...QUERY, description: "At most 5." })),
    ['risky words-changed: The query parameter `q`: the documentation says now: "At most 5."'],
    ['risky words-changed: The query parameter `q`: the documentation no longer says: "At most 5."'],
  ],
  [
    "param header case",
    document(parameter({ ...QUERY, in: "header", name: "X-Key" })),
    document(parameter({ ...QUERY, in: "header", name: "x-key" })),
    [],
    [],
  ],
  [
    "param allowReserved",
    document(parameter(QUERY)),
    document(parameter({ ...QUERY, allowReserved: true })),
    [
      "risky parameter-style: The query parameter `q` is written without percent signs for reserved characters now.",
    ],
    [
      "risky parameter-style: The query parameter `q` is written with percent signs for reserved characters now.",
    ],
  ],
  [
    "param allowEmptyValue",
    document(parameter(QUERY)),
    document(parameter({ ...QUERY, allowEmptyValue: true })),
    ["compatible parameter-empty: The query parameter `q` may be empty now."],
    ["breaking parameter-empty: The query parameter `q` may not be empty any more."],
  ],
  [
    "body optional→required",
    document(operation({ requestBody: { content: { "application/json": { schema: {} } } } })),
    document(operation({ requestBody: { required: true, content: { "application/json": { schema: {} } } } })),
    ["breaking request-body-required: The body is required now."],
    ["compatible request-body-optional: The body is optional now."],
  ],
  [
    "body new",
    document(operation()),
    document(operation({ requestBody: { content: { "application/json": { schema: {} } } } })),
    ["compatible request-body-added: The operation takes a body now."],
    ["breaking request-body-removed: The operation takes no body any more."],
  ],
  [
    "body new required",
    document(operation()),
    document(
      operation({
        requestBody: { required: true, content: { "application/json": { schema: { type: "object" } } } },
      }),
    ),
    ["breaking request-body-added: The operation takes a body now, and demands it."],
    ["breaking request-body-removed: The operation takes no body any more."],
  ],
  [
    "media type",
    document(operation({ requestBody: { content: { "application/json": { schema: {} } } } })),
    document(operation({ requestBody: { content: { "multipart/form-data": { schema: {} } } } })),
    [
      "breaking media-type-removed: A body of application/json is no longer accepted.",
      "compatible media-type-added: A body of multipart/form-data is accepted now.",
    ],
    [
      "breaking media-type-removed: A body of multipart/form-data is no longer accepted.",
      "compatible media-type-added: A body of application/json is accepted now.",
    ],
  ],
  [
    "media type params",
    document(operation({ requestBody: { content: { "application/json": { schema: {} } } } })),
    document(operation({ requestBody: { content: { "application/json; charset=utf-8": { schema: {} } } } })),
    [],
    [],
  ],
  [
    "media range",
    document(operation({ requestBody: { content: { "image/png": {} } } })),
    document(operation({ requestBody: { content: { "image/*": {} } } })),
    ["compatible media-type-added: A body of image/* is accepted now."],
    ["breaking media-type-removed: A body of image/* is no longer accepted."],
  ],
  [
    "encoding",
    document(
      operation({
        requestBody: {
          content: {
            "multipart/form-data": {
              schema: { type: "object", properties: { a: { type: "string" } } },
              encoding: { a: { contentType: "text/csv" } },
            },
          },
        },
      }),
    ),
    document(
      operation({
        requestBody: {
          content: {
            "multipart/form-data": { schema: { type: "object", properties: { a: { type: "string" } } } },
          },
        },
      }),
    ),
    ["risky encoding-changed: The part `a` of the body is written in another way now."],
    ["risky encoding-changed: The part `a` of the body is written in another way now."],
  ],
  [
    "status new success",
    responding({ "200": { description: "a" } }),
    responding({ "200": { description: "a" }, "201": { description: "b" } }),
    ["risky status-added: Status 201 is documented now."],
    ["breaking status-removed: Status 201 is no longer documented."],
  ],
  [
    "status new failure",
    responding({ "200": { description: "a" } }),
    responding({ "200": { description: "a" }, "429": { description: "b" } }),
    ["compatible status-added: Status 429 is documented now."],
    ["compatible status-removed: Status 429 is no longer documented."],
  ],
  [
    "status gone default",
    responding({ "200": { description: "a" }, default: { description: "a" } }),
    responding({ "200": { description: "a" } }),
    ["breaking status-removed: Status default is no longer documented."],
    ["risky status-added: Status default is documented now."],
  ],
  [
    "status range",
    responding({ "200": { description: "a" }, "4XX": { description: "a" } }),
    responding({ "200": { description: "a" }, "404": { description: "a" } }),
    ["compatible status-changed: Status 404 is documented now, where 4XX was."],
    ["compatible status-added: Status 4XX is documented now."],
  ],
  [
    "200 to 2XX",
    responding({ "200": { description: "a" } }),
    responding({ "2XX": { description: "a" } }),
    ["risky status-added: Status 2XX is documented now."],
    ["compatible status-changed: Status 200 is documented now, where 2XX was."],
  ],
  [
    "resp header",
    responding({ "200": { description: "a", headers: { "X-A": { schema: { type: "string" } } } } }),
    responding({ "200": { description: "a" } }),
    ["risky header-removed: Status 200: the header `x-a` is gone."],
    ["compatible header-added: Status 200: the header `x-a` is new."],
  ],
  [
    "resp header required",
    responding({
      "200": { description: "a", headers: { "X-A": { required: true, schema: { type: "string" } } } },
    }),
    responding({ "200": { description: "a", headers: { "X-A": { schema: { type: "string" } } } } }),
    ["breaking header-optional: Status 200: the header `x-a` may be missing now."],
    ["compatible header-required: Status 200: the header `x-a` is always there now."],
  ],
  [
    "resp body gone",
    responding({
      "200": { description: "a", content: { "application/json": { schema: { type: "object" } } } },
    }),
    responding({ "200": { description: "a" } }),
    ["breaking media-type-removed: Status 200 no longer comes as application/json."],
    ["compatible media-type-added: Status 200 may come as application/json now."],
  ],
  [
    "resp type",
    responding({
      "200": { description: "a", content: { "application/json": { schema: { type: "object" } } } },
    }),
    responding({ "200": { description: "a", content: { "text/csv": { schema: { type: "string" } } } } }),
    [
      "breaking media-type-removed: Status 200 no longer comes as application/json.",
      "compatible media-type-added: Status 200 may come as text/csv now.",
    ],
    [
      "breaking media-type-removed: Status 200 no longer comes as text/csv.",
      "compatible media-type-added: Status 200 may come as application/json now.",
    ],
  ],
  [
    "resp link",
    responding({ "200": { description: "a", links: { x: { operationId: "createClip" } } } }),
    responding({ "200": { description: "a" } }),
    ["documentation words-changed: Status 200: the links changed."],
    ["documentation words-changed: Status 200: the links changed."],
  ],
  [
    "server",
    document(operation(), { servers: [{ url: "https://a.example" }] }),
    document(operation(), { servers: [{ url: "https://b.example" }] }),
    ["breaking server-removed: The server is https://b.example now (was https://a.example)."],
    ["breaking server-removed: The server is https://a.example now (was https://b.example)."],
  ],
  [
    "server path",
    document(operation(), { servers: [{ url: "https://a.example/v1" }] }),
    document({ "/v1/v1/clips": { post: ENTRY } }, { servers: [{ url: "https://a.example" }] }),
    [
      "breaking operation-moved: The operation is at POST /v1/v1/clips now.",
      "compatible operation-added: The operation is new.",
    ],
    [
      "breaking operation-moved: The operation is at POST /v1/clips now.",
      "compatible operation-added: The operation is new.",
    ],
  ],
  [
    "server added",
    document(operation(), { servers: [{ url: "https://a.example" }] }),
    document(operation(), { servers: [{ url: "https://a.example" }, { url: "https://b.example" }] }),
    ["compatible server-added: There is a further server: https://b.example."],
    [
      "breaking server-removed: The server is https://a.example now (was https://a.example or https://b.example).",
    ],
  ],
  [
    "server var",
    document(operation(), {
      servers: [{ url: "https://{r}.example", variables: { r: { default: "a", enum: ["a", "b"] } } }],
    }),
    document(operation(), {
      servers: [{ url: "https://{r}.example", variables: { r: { default: "b", enum: ["b"] } } }],
    }),
    [
      'risky default-changed: The server variable `r`: the default is "b" now (was "a").',
      'breaking server-variable-changed: The server variable `r` may be "b" now (was "a" or "b").',
    ],
    [
      'risky default-changed: The server variable `r`: the default is "a" now (was "b").',
      'compatible server-variable-changed: The server variable `r` may be "a" or "b" now (was "b").',
    ],
  ],
  [
    "op server",
    document(operation()),
    document(operation({ servers: [{ url: "https://up.example" }] })),
    ["breaking server-removed: The server is https://up.example now (was /)."],
    ["breaking server-removed: The server is / now (was https://up.example)."],
  ],
  [
    "security",
    secured([{ b: [] }], { b: bearer }),
    secured([{ k: [] }], { k: key }),
    ["breaking security-changed: bearer token no longer lets a call in; a key in the header `X-Key` does."],
    ["breaking security-changed: a key in the header `X-Key` no longer lets a call in; bearer token does."],
  ],
  [
    "security or",
    secured([{ b: [] }], { b: bearer }),
    secured([{ b: [] }, { k: [] }], { b: bearer, k: key }),
    ["compatible security-changed: a key in the header `X-Key` lets a call in as well now."],
    ["breaking security-changed: a key in the header `X-Key` no longer lets a call in; bearer token does."],
  ],
  [
    "security and",
    secured([{ b: [] }], { b: bearer }),
    secured([{ b: [], k: [] }], { b: bearer, k: key }),
    [
      "breaking security-changed: bearer token no longer lets a call in; bearer token and a key in the header `X-Key` does.",
    ],
    ["compatible security-changed: bearer token lets a call in as well now."],
  ],
  [
    "security none",
    secured([{ b: [] }], { b: bearer }),
    secured([], {}),
    ["compatible security-changed: no proof at all lets a call in as well now."],
    ["breaking security-changed: no proof at all no longer lets a call in; bearer token does."],
  ],
  [
    "security optional",
    secured([{ b: [] }], { b: bearer }),
    secured([{ b: [] }, {}], { b: bearer }),
    ["compatible security-changed: no proof at all lets a call in as well now."],
    ["breaking security-changed: no proof at all no longer lets a call in; bearer token does."],
  ],
  [
    "scopes",
    secured([{ o: ["a"] }], {
      o: {
        type: "oauth2",
        flows: { clientCredentials: { tokenUrl: "https://t.example", scopes: { a: "" } } },
      },
    }),
    secured([{ o: ["a", "b"] }], {
      o: {
        type: "oauth2",
        flows: { clientCredentials: { tokenUrl: "https://t.example", scopes: { a: "" } } },
      },
    }),
    [
      "breaking security-changed: OAuth 2 by clientCredentials at https://t.example (a) no longer lets a call in; OAuth 2 by clientCredentials at https://t.example (a, b) does.",
    ],
    [
      "compatible security-changed: OAuth 2 by clientCredentials at https://t.example (a) lets a call in as well now.",
    ],
  ],
  [
    "deprecated op",
    document(operation()),
    document(operation({ deprecated: true })),
    ["risky deprecated: The operation is deprecated now."],
    ["documentation deprecated: The operation is no longer deprecated."],
  ],
  [
    "operationId",
    document(operation()),
    document(operation({ operationId: "makeClip" })),
    [
      "risky operation-id: The operationId is `makeClip` now (was `createClip`): code that is named after it changes.",
    ],
    [
      "risky operation-id: The operationId is `createClip` now (was `makeClip`): code that is named after it changes.",
    ],
  ],
  [
    "tags",
    document(operation({ tags: ["a"] })),
    document(operation({ tags: ["b"] })),
    ["documentation words-changed: The operation: the tags changed."],
    ["documentation words-changed: The operation: the tags changed."],
  ],
  [
    "summary",
    document(operation({ summary: "a" })),
    document(operation({ summary: "b" })),
    ["documentation words-changed: The operation: the summary changed."],
    ["documentation words-changed: The operation: the summary changed."],
  ],
  [
    "x-",
    document(operation({ "x-a": 1 })),
    document(operation({ "x-a": 2 })),
    ["documentation words-changed: The operation: the x-a changed."],
    ["documentation words-changed: The operation: the x-a changed."],
  ],
  [
    "callback body",
    calling({ type: "object", properties: { a: { type: "integer" } } }),
    calling({ type: "object", properties: { a: { type: "string" } } }),
    ['breaking values-changed: Callback: `a` is now string (was integer). `a: ""` is possible now.'],
    ["breaking values-changed: Callback: `a` is now integer (was string). `a: 0` is possible now."],
  ],
  [
    "callback gone",
    calling({}),
    document(operation()),
    ["breaking callback-removed: The callback `done {$request.body#/url} post` is no longer sent."],
    ["compatible callback-added: The callback `done {$request.body#/url} post` is new."],
  ],
  [
    "callback url",
    calling({}),
    document(
      operation({
        callbacks: {
          done: {
            "{$request.body#/callback}": {
              post: {
                requestBody: { required: true, content: { "application/json": { schema: {} } } },
                responses: { "200": { description: "ok" } },
              },
            },
          },
        },
      }),
    ),
    [
      "breaking callback-removed: The callback `done {$request.body#/url} post` is no longer sent.",
      "compatible callback-added: The callback `done {$request.body#/callback} post` is new.",
    ],
    [
      "breaking callback-removed: The callback `done {$request.body#/callback} post` is no longer sent.",
      "compatible callback-added: The callback `done {$request.body#/url} post` is new.",
    ],
  ],
  [
    "webhook body",
    webhook("a", { type: "integer" }),
    webhook("a", { type: "string" }),
    ["breaking values-changed: The body is now string (was integer)."],
    ["breaking values-changed: The body is now integer (was string)."],
  ],
  [
    "webhook renamed",
    webhook("a", { type: "integer" }),
    webhook("b", { type: "integer" }),
    [
      "breaking webhook-removed: The webhook is no longer sent.",
      "compatible webhook-added: The webhook is new.",
    ],
    [
      "breaking webhook-removed: The webhook is no longer sent.",
      "compatible webhook-added: The webhook is new.",
    ],
  ],
  [
    "info",
    document(operation()),
    document(operation(), { info: { title: "Clips", version: "2.0.0", description: "x" } }),
    [
      "documentation words-changed: The document: the version changed.",
      "documentation words-changed: The document: the description changed.",
    ],
    [
      "documentation words-changed: The document: the version changed.",
      "documentation words-changed: The document: the description changed.",
    ],
  ],
  [
    "path trailing slash",
    document({ "/a": { get: { responses: {} } } }),
    document({ "/a/": { get: { responses: {} } } }),
    [
      "breaking operation-removed: The operation is gone.",
      "compatible operation-added: The operation is new.",
    ],
    [
      "breaking operation-removed: The operation is gone.",
      "compatible operation-added: The operation is new.",
    ],
  ],
  [
    "resp range",
    responding({ "200": { description: "a", content: { "image/png": {} } } }),
    responding({ "200": { description: "a", content: { "image/*": {} } } }),
    ["compatible media-type-added: Status 200 may come as image/* now."],
    ["compatible media-type-changed: Status 200: The body is image/png now, where image/* was."],
  ],
  [
    "body description",
    document(operation({ requestBody: { content: { "application/json": { schema: {} } } } })),
    document(
      operation({
        requestBody: { description: "Costs 5.", content: { "application/json": { schema: {} } } },
      }),
    ),
    ['risky words-changed: The body: the documentation says now: "Costs 5."'],
    ['risky words-changed: The body: the documentation no longer says: "Costs 5."'],
  ],
  [
    "path words",
    document({ "/a": { summary: "x", get: { responses: {} } } }),
    document({ "/a": { summary: "y", get: { responses: {} } } }),
    ["documentation words-changed: The path `/a`: the summary changed."],
    ["documentation words-changed: The path `/a`: the summary changed."],
  ],
  [
    "scheme words",
    secured([{ b: [] }], { b: bearer }),
    secured([{ b: [] }], { b: { ...bearer, description: "Free." } }),
    ['risky words-changed: The security scheme `b`: the documentation says now: "Free."'],
    ['risky words-changed: The security scheme `b`: the documentation no longer says: "Free."'],
  ],
  [
    "root x-",
    document(operation()),
    document(operation(), { "x-a": 1 }),
    ["documentation words-changed: The document: the x-a changed."],
    ["documentation words-changed: The document: the x-a changed."],
  ],
  [
    "operationId none",
    document({ "/a": { get: { responses: {} } } }),
    document({ "/a": { get: { operationId: "x", responses: {} } } }),
    ["risky operation-id: The operationId is `x` now (was none): code that is named after it changes."],
    ["risky operation-id: The operationId is none now (was `x`): code that is named after it changes."],
  ],
  [
    "header words",
    responding({ "200": { description: "a", headers: { "X-A": { schema: { type: "string" } } } } }),
    responding({
      "200": {
        description: "a",
        headers: { "X-A": { description: "At most 5.", schema: { type: "string" } } },
      },
    }),
    ['risky words-changed: Status 200: the header `x-a`: the documentation says now: "At most 5."'],
    ['risky words-changed: Status 200: the header `x-a`: the documentation no longer says: "At most 5."'],
  ],
  [
    "example",
    document(operation({ requestBody: { content: { "application/json": { schema: {}, example: 1 } } } })),
    document(operation({ requestBody: { content: { "application/json": { schema: {}, example: 2 } } } })),
    ["documentation words-changed: The body: the example changed."],
    ["documentation words-changed: The body: the example changed."],
  ],
  [
    "a parameter of all operations of a webhook",
    document({}, { webhooks: { a: { parameters: [QUERY], ...receiver({}) } } }),
    document({}, { webhooks: { a: { parameters: [{ ...QUERY, description: "Free." }], ...receiver({}) } } }),
    ['risky words-changed: The query parameter `q`: the documentation says now: "Free."'],
    ['risky words-changed: The query parameter `q`: the documentation no longer says: "Free."'],
  ],
  [
    "what the path item of a webhook says",
    document({}, { webhooks: { a: { summary: "a", ...receiver({}) } } }),
    document({}, { webhooks: { a: { summary: "b", ...receiver({}) } } }),
    ["documentation words-changed: The operation: the path item changed."],
    ["documentation words-changed: The operation: the path item changed."],
  ],
  [
    "words where no property leads",
    responding({
      200: { description: "a", content: { "application/json": { schema: { not: { title: "a" } } } } },
    }),
    responding({
      200: { description: "a", content: { "application/json": { schema: { not: { title: "b" } } } } },
    }),
    ["documentation words-changed: Status 200: Something inside the body: the title changed."],
    ["documentation words-changed: Status 200: Something inside the body: the title changed."],
  ],
];

describe("compareDocuments, around the body", () => {
  it.each(CHANGES)("tells: %s", (_title, before, after, there, back) => {
    expect(brief(compareDocuments(before, after))).toEqual(there);
    expect(brief(compareDocuments(after, before))).toEqual(back);
  });
});
