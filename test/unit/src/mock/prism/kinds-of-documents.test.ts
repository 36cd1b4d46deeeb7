import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestMock } from "../../../../helpers/mock.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "mock-kinds-"));
});
afterAll(() => rm(folder, { recursive: true }));

const text = { type: "string" };
const reply = (schema: object, more: object = {}) => ({
  description: "Done",
  content: { "application/json": { schema, ...more } },
});
const DONE = reply({ type: "object" }, { example: { done: true } });
const get = (more: object = {}) => ({ get: { responses: { 200: DONE }, ...more } });
const post = (more: object = {}) => ({ post: { responses: { 200: DONE }, ...more } });
const ref = (place: string, name: string) => ({ $ref: `#/components/${place}/${name}` });
const json = (body: unknown) => ({
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});
const prefer = (wish: string) => ({ headers: { prefer: wish } });

const PET = { type: "object", required: ["name"], properties: { name: text, mother: ref("schemas", "Pet") } };
const COMPONENTS = {
  schemas: { Pet: PET },
  parameters: { Page: { in: "query", name: "page", schema: { type: "integer" } } },
  requestBodies: {
    Pet: { required: true, content: { "application/json": { schema: ref("schemas", "Pet") } } },
  },
  responses: { Pet: reply(ref("schemas", "Pet"), { examples: { tom: ref("examples", "Tom") } }) },
  examples: { Tom: { value: { name: "Tom" } } },
  securitySchemes: {
    bearer: { type: "http", scheme: "bearer" },
    basic: { type: "http", scheme: "basic" },
    query: { type: "apiKey", in: "query", name: "key" },
    cookie: { type: "apiKey", in: "cookie", name: "key" },
    header: { type: "apiKey", in: "header", name: "X-Key" },
    oauth: { type: "oauth2", flows: {} },
  },
};
const secured = (...security: object[]) => get({ security });

describe("a mock of a document with", () => {
  it.each<[kind: string, item: object, url: string, init: RequestInit, status: number, body?: unknown]>([
    ["HEAD", { head: { responses: { 200: { description: "" } } } }, "/a", { method: "HEAD" }, 200],
    ["OPTIONS", { options: { responses: { 200: DONE } } }, "/a", { method: "OPTIONS" }, 200, { done: true }],
    ["DELETE", { delete: { responses: { 204: { description: "" } } } }, "/a", { method: "DELETE" }, 204],
    ["PATCH", { patch: { responses: { 202: DONE } } }, "/a", { method: "PATCH" }, 202],
    ["a bearer", secured({ bearer: [] }), "/a", { headers: { authorization: "Bearer k" } }, 200],
    ["a bearer", secured({ bearer: [] }), "/a", { headers: { authorization: "Basic k" } }, 401],
    ["basic", secured({ basic: [] }), "/a", { headers: { authorization: "Basic YTpi" } }, 200],
    ["a key in the query", secured({ query: [] }), "/a?key=k", {}, 200],
    ["a key in a cookie", secured({ cookie: [] }), "/a", { headers: { cookie: "key=k" } }, 200],
    ["a key in a header", secured({ header: [] }), "/a", {}, 401],
    ["OAuth", secured({ oauth: ["read"] }), "/a", { headers: { authorization: "Bearer k" } }, 200],
    ["two keys at once", secured({ header: [], query: [] }), "/a?key=k", {}, 401],
    ["two keys at once", secured({ header: [], query: [] }), "/a?key=k", { headers: { "x-key": "k" } }, 200],
    ["one key of two", secured({ header: [] }, { query: [] }), "/a?key=k", {}, 200],
    ["a key that need not be", secured({ header: [] }, {}), "/a", {}, 200],
    ["a deprecated operation", get({ deprecated: true }), "/a", {}, 200],
    ["a server of a path", { servers: [{ url: "https://x.example/v9" }], ...get() }, "/v9/a", {}, 200],
    ["a server of an operation", get({ servers: [{ url: "https://x.example/v8" }] }), "/v8/a", {}, 200],
    ["parameters of a path", { parameters: [ref("parameters", "Page")], ...get() }, "/a?page=x", {}, 400],
    ["parameters of a path", { parameters: [ref("parameters", "Page")], ...get() }, "/a?page=2", {}, 200],
    [
      "callbacks",
      post({ callbacks: { c: { "{$request.body#/u}": post() } } }),
      "/a",
      { method: "POST" },
      200,
    ],
    ["a shared body", post({ requestBody: ref("requestBodies", "Pet") }), "/a", json({ name: "a" }), 200],
    [
      "a body that contains itself",
      post({ requestBody: ref("requestBodies", "Pet") }),
      "/a",
      json({ name: "a", mother: { name: 5 } }),
      400,
    ],
    [
      "a shared response",
      get({ responses: { 200: ref("responses", "Pet") } }),
      "/a",
      {},
      200,
      { name: "Tom" },
    ],
    [
      "allOf in a response",
      get({
        responses: {
          200: reply({ allOf: [{ type: "object", required: ["a"], properties: { a: { const: 1 } } }, {}] }),
        },
      }),
      "/a",
      {},
      200,
      { a: 1 },
    ],
    [
      "oneOf in a response",
      get({ responses: { 200: reply({ oneOf: [{ const: 1 }, text] }) } }),
      "/a",
      {},
      200,
    ],
    ["anyOf in a response", get({ responses: { 200: reply({ anyOf: [{ const: 1 }] }) } }), "/a", {}, 200, 1],
    [
      "a map in a response",
      get({ responses: { 200: reply({ type: "object", additionalProperties: text }) } }),
      "/a",
      {},
      200,
    ],
    [
      "a response that may be null",
      get({ responses: { 200: reply({ type: ["null"] }) } }),
      "/a",
      {},
      200,
      null,
    ],
    ["a default response alone", get({ responses: { default: DONE } }), "/a", {}, 200, { done: true }],
    ["a wish for a status", get({ responses: { 200: DONE, 429: DONE } }), "/a", prefer("code=429"), 429],
    [
      "a wish for an example",
      get({ responses: { 200: reply({}, { examples: { one: { value: 1 }, two: { value: 2 } } }) } }),
      "/a",
      prefer("example=two"),
      200,
      2,
    ],
    ["a wish for random data", get({ responses: { 200: reply(text) } }), "/a", prefer("dynamic=true"), 200],
  ])("%s starts and responds, %j %s", async (_, item, url, init, status, body) => {
    const spec = join(folder, `${Math.random()}.json`);
    const info = { title: "Kites", version: "1" };
    const document = { openapi: "3.1.0", info, paths: { "/a": item }, components: COMPONENTS };
    await writeFile(spec, JSON.stringify(document));
    const mock = await startTestMock({ spec, listen: false });
    const response = await mock.fetch(`https://api.example.com${url}`, init);
    expect(response.status).toBe(status);
    if (body !== undefined) expect(await response.json()).toEqual(body);
  });
});
