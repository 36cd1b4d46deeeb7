import { describe, expect, it } from "vitest";
import { negotiate } from "../../../../src/mock/responses/negotiate.ts";
import { createAjv } from "../../../../src/validation/compile/ajv.ts";
import { askMockOf as ask } from "../../../helpers/mock.ts";

const type = (name: string, more: object = {}) => ({ type: name, ...more });
const reply = (schema: object, more: object = {}, mediaType = "application/json") => ({
  description: "Done",
  content: { [mediaType]: { schema, ...more } },
});
const DONE = reply(type("object"), { example: { done: true } });
const parameter = (place: string, name: string, schema: object, more: object = {}) => ({
  in: place,
  name,
  schema,
  ...(place === "path" && { required: true }),
  ...more,
});
const LIST = type("array", { items: type("integer") });
const POINT = type("object", { properties: { x: type("integer") } });

const get = (response: object, ...parameters: object[]) => ({
  get: { parameters, responses: { 200: response } },
});

describe("a parameter of the mock is read as its style says", () => {
  it.each<[string, object, [url: string, init?: RequestInit][], [url: string, init?: RequestInit][]]>([
    ["/a/{p}", parameter("path", "p", LIST), [["/a/1,2"], ["/a/5"]], [["/a/1,x"]]],
    ["/a/{p}", parameter("path", "p", LIST, { style: "label" }), [["/a/.1,2"]], [["/a/.1,x"]]],
    ["/a/{p}", parameter("path", "p", LIST, { style: "label", explode: true }), [["/a/.1.2"]], [["/a/.1.x"]]],
    ["/a/{p}", parameter("path", "p", LIST, { style: "matrix" }), [["/a/;p=1,2"]], [["/a/;p=1,x"]]],
    [
      "/a/{p}",
      parameter("path", "p", LIST, { style: "matrix", explode: true }),
      [["/a/;p=1;p=2"]],
      [["/a/;p=1;p=x"]],
    ],
    ["/a/{p}", parameter("path", "p", type("integer"), { style: "matrix" }), [["/a/;p=1"]], [["/a/;p=x"]]],
    ["/a/{p}", parameter("path", "p", POINT), [["/a/x,1"]], [["/a/x,y"]]],
    ["/a/{p}", parameter("path", "p", POINT, { explode: true }), [["/a/x=1"]], [["/a/x=y"]]],
    [
      "/a/{名前}",
      parameter("path", "名前", type("string", { minLength: 2 })),
      [["/a/%E5%87%A7%E5%87%A7"]],
      [["/a/b"]],
    ],
    ["/a/{b.c}", parameter("path", "b.c", type("integer")), [["/a/1"]], [["/a/x"]]],
    ["/a", parameter("query", "q.r", type("integer")), [["/a?q.r=1"], ["/a"]], [["/a?q.r=x"]]],
    ["/a", parameter("query", "q", LIST), [["/a?q=1&q=2"]], [["/a?q=1&q=x"]]],
    ["/a", parameter("query", "q", LIST, { explode: false }), [["/a?q=1,2"]], [["/a?q=1,x"]]],
    [
      "/a",
      parameter("query", "q", LIST, { style: "pipeDelimited", explode: false }),
      [["/a?q=1|2"]],
      [["/a?q=1|x"]],
    ],
    [
      "/a",
      parameter("query", "q", LIST, { style: "spaceDelimited", explode: false }),
      [["/a?q=1%202"]],
      [["/a?q=1%20x"]],
    ],
    [
      "/a",
      parameter("query", "q", POINT, { style: "deepObject" }),
      [["/a?q[x]=1"], ["/a?q%5Bx%5D=1"]],
      [["/a?q[x]=y"]],
    ],
    ["/a", parameter("query", "q", POINT), [["/a?x=1"]], [["/a?x=y"]]],
    ["/a", parameter("query", "q", type("string"), { deprecated: true }), [["/a?q=1"]], []],
    [
      "/a",
      parameter("query", "q", type("boolean"), { required: true }),
      [["/a?q=true"]],
      [["/a?q=yes"], ["/a"]],
    ],
    [
      "/a",
      parameter("header", "X-Ids", LIST),
      [["/a"], ["/a", { headers: { "x-ids": "1, 2" } }]],
      [["/a", { headers: { "x-ids": "1, x" } }]],
    ],
    [
      "/a",
      parameter("cookie", "id", type("integer"), { required: true }),
      [["/a", { headers: { cookie: "a=b; id=1" } }]],
      [["/a"], ["/a", { headers: { cookie: "id=x" } }]],
    ],
  ])("%s %j", async (path, one, taken, refused) => {
    for (const [url, init] of taken)
      expect([url, (await ask(path, get(DONE, one), url, init)).status]).toEqual([url, 200]);
    for (const [url, init] of refused) {
      const response = await ask(path, get(DONE, one), url, init);
      expect([url, response.status]).toEqual([url, 400]);
      expect(await response.text()).toMatch(/must be/);
    }
  });
});

describe("a path of the mock", () => {
  it("may have a custom method behind a percent-encoded colon, and the base path of its server or none", async () => {
    const item = {
      post: { parameters: [parameter("path", "id", type("string"))], responses: { 200: DONE } },
    };
    const servers = { servers: [{ url: "https://api.example.com/base/v2" }] };
    for (const url of ["/a/7:go", "/a/7%3Ago", "/base/v2/a/7:go"])
      expect((await ask("/a/{id}:go", item, url, { method: "POST" }, servers)).status).toBe(200);
    expect((await ask("/a/{id}:go", item, "/base/a/7:go", { method: "POST" }, servers)).status).toBe(404);
  });

  it("that is mistyped names its neighbour, and a wrong method those that are right", async () => {
    const missing = await ask("/v1/kites/flights", get(DONE), "/v1/kite/flight");
    expect([missing.status, await missing.text()]).toEqual([
      404,
      expect.stringContaining("/v1/kites/flights"),
    ]);
    const wrong = await ask("/v1/kites", get(DONE), "/v1/kites", { method: "PUT" });
    expect([wrong.status, await wrong.text()]).toEqual([405, expect.stringContaining("takes GET, got PUT")]);
  });

  it("that is fixed goes before one with a parameter", async () => {
    const paths = {
      "/a/{id}": get(
        reply(type("object"), { example: { of: "any" } }),
        parameter("path", "id", type("string")),
      ),
      "/a/own": get(reply(type("object"), { example: { of: "own" } })),
    };
    expect(await (await ask("", {}, "/a/own", {}, { paths })).json()).toEqual({ of: "own" });
    expect(await (await ask("", {}, "/a/other", {}, { paths })).json()).toEqual({ of: "any" });
  });
});

describe("a body of the mock", () => {
  const form = (schema: object) => ({
    post: {
      requestBody: { required: true, content: { "application/x-www-form-urlencoded": { schema } } },
      responses: { 200: DONE },
    },
  });

  it("may be a form with lists", async () => {
    const schema = type("object", { required: ["tags"], properties: { tags: LIST, n: type("integer") } });
    const post = (text: string) =>
      ask("/a", form(schema), "/a", { method: "POST", body: new URLSearchParams(text) });
    for (const text of ["tags=1&tags=2&n=3", "tags=1"]) expect((await post(text)).status).toBe(200);
    for (const text of ["tags=1&tags=x", "tags=1&n=x", "n=1"]) expect((await post(text)).status).toBe(400);
  });

  it("may be a form with files, lists and objects, whose values are judged by their types", async () => {
    const schema = type("object", {
      required: ["file", "tags"],
      properties: { file: type("string", { format: "binary" }), tags: LIST, at: POINT, n: type("integer") },
    });
    const content = { "multipart/form-data": { schema } };
    const item = { post: { requestBody: { required: true, content }, responses: { 200: DONE } } };
    const post = async (...fields: [name: string, value: string | Blob][]) => {
      const body = new FormData();
      for (const [name, value] of fields) body.append(name, value);
      return (await ask("/a", item, "/a", { method: "POST", body })).status;
    };
    const file = ["file", new Blob(["x"])] as [string, Blob];
    const point = (x: string) => new Blob([`{"x":${x}}`], { type: "application/json" });
    expect(await post(file, ["tags", "1"], ["tags", "2"], ["at", '{"x":1}'], ["n", "3"])).toBe(200);
    expect(await post(file, ["tags", "1"], ["at", point("1")])).toBe(200);
    expect(await post(file, ["tags", "1"], ["tags", "x"])).toBe(400);
    expect(await post(file, ["tags", "1"], ["at", '{"x":"y"}'])).toBe(400);
    expect(await post(file, ["tags", "1"], ["at", point('"y"')])).toBe(400);
    expect(await post(file, ["tags", "1"], ["n", "x"])).toBe(400);
    expect(await post(["tags", "1"])).toBe(400);
  });

  it("that is a form without a boundary is refused, and says so", async () => {
    const content = { "multipart/form-data": { schema: type("object") } };
    const item = { post: { requestBody: { content }, responses: { 200: DONE } } };
    const init = { method: "POST", headers: { "content-type": "multipart/form-data" }, body: "a=b" };
    const response = await ask("/a", item, "/a", init);
    expect([response.status, await response.text()]).toEqual([400, expect.stringContaining("no boundary")]);
  });

  it.each<[string, object, [body: string, status: number][]]>([
    ["application/xml", POINT, [["<point><x>1</x></point>", 200]]],
    [
      "text/plain",
      type("string", { maxLength: 3 }),
      [
        ["abc", 200],
        ["abcd", 400],
      ],
    ],
  ])("of %s is judged where it is read: as a text", async (mediaType, schema, cases) => {
    const content = { [mediaType]: { schema } };
    const item = { post: { requestBody: { required: true, content }, responses: { 200: DONE } } };
    for (const [body, status] of cases) {
      const init = { method: "POST", headers: { "content-type": mediaType }, body };
      expect((await ask("/a", item, "/a", init)).status).toBe(status);
    }
  });

  it.each<[string, object]>([
    [
      "in one schema",
      type("object", { required: ["id"], properties: { id: type("string", { readOnly: true }) } }),
    ],
    [
      "in parts",
      {
        allOf: [
          { properties: { id: type("string", { readOnly: true }) } },
          type("object", { required: ["id"] }),
        ],
      },
    ],
    [
      "deep inside",
      {
        anyOf: [
          type("object", {
            properties: {
              a: type("object", { required: ["id"], properties: { id: type("string", { readOnly: true }) } }),
            },
          }),
        ],
      },
    ],
  ])("need not have what is only read, %s", async (_, schema) => {
    const item = {
      post: { requestBody: { content: { "application/json": { schema } } }, responses: { 200: DONE } },
    };
    const post = async (body: string) => {
      const headers = { "content-type": "application/json" };
      return (await ask("/a", item, "/a", { method: "POST", headers, body })).status;
    };
    expect(await post('{"a":{}}')).toBe(200);
    expect(await post("[]")).toBe(400);
  });
});

describe("a response of the mock without an example fits its schema", () => {
  it.each<[string, object]>([
    [
      "a pattern",
      type("object", {
        required: ["a"],
        properties: { a: type("string", { pattern: "^[A-Z]{3}-\\d{4}$" }) },
      }),
    ],
    ["a multiple", type("integer", { multipleOf: 7, minimum: 10 })],
    ["a tuple", type("array", { prefixItems: [type("string"), type("integer")], items: false, minItems: 2 })],
    [
      "a tuple of patterns",
      type("array", { prefixItems: [type("string", { pattern: "^x+$" })], minItems: 1 }),
    ],
    [
      "a set",
      type("array", { minItems: 3, uniqueItems: true, items: type("integer", { minimum: 1, maximum: 3 }) }),
    ],
    ["limits that are excluded", type("number", { exclusiveMinimum: 0, exclusiveMaximum: 1 })],
    ["a length", type("string", { minLength: 30, maxLength: 31 })],
    ["two schemas at once", { allOf: [type("integer", { minimum: 3 }), { multipleOf: 5 }] }],
  ])("%s", async (_, schema) => {
    const response = await ask("/a", get(reply(schema)), "/a");
    expect(response.status).toBe(200);
    expect(createAjv({}).validate(schema, await response.json())).toBe(true);
  });

  it("a schema that contains itself", async () => {
    const Chain = type("object", {
      required: ["next"],
      properties: { next: { anyOf: [{ $ref: "#/components/schemas/Chain" }, { type: "null" }] } },
    });
    const components = { schemas: { Chain } };
    const response = await ask(
      "/a",
      get(reply({ $ref: "#/components/schemas/Chain" })),
      "/a",
      {},
      { components },
    );
    expect(response.status).toBe(200);
    expect(await response.json()).toHaveProperty("next");
  });

  it("or is a 500 that names what and where", async () => {
    const never = type("object", { required: ["a"], properties: { a: false } });
    const response = await ask("/v1/a", get(reply(never)), "/v1/a");
    expect(response.status).toBe(500);
    expect(await response.text()).toMatch(
      /GET \/v1\/a: no value was found that fits, the schema of response 200/,
    );
  });

  it("also where the example in the document does not", async () => {
    const response = await ask("/a", get(reply(type("object"), { example: "text" })), "/a");
    expect([response.status, await response.json()]).toEqual([200, {}]);
  });
});

describe("a response of the mock is what the document says", () => {
  it.each<[string, object, string, RegExp]>([
    ["a text", reply(type("string"), { example: "hello" }, "text/plain"), "text/plain", /^hello$/],
    [
      "XML with an example",
      reply(type("object"), { example: "<a/>" }, "application/xml"),
      "application/xml",
      /^<a\/>$/,
    ],
    [
      "XML of a schema",
      reply(
        type("object", { xml: { name: "kite" }, properties: { tail: type("string", { example: "a<b" }) } }),
        {},
        "application/xml",
      ),
      "application/xml",
      /<kite><tail>a&lt;b<\/tail><\/kite>/,
    ],
    ["a picture", reply({}, {}, "image/png"), "image/png", /PNG/],
    [
      "bytes",
      reply(type("string", { format: "binary" }), {}, "application/octet-stream"),
      "application/octet-stream",
      /./,
    ],
    [
      "JSON of a vendor",
      reply(type("object"), { example: { v: 1 } }, "application/vnd.kite+json"),
      "application/vnd.kite+json",
      /^\{"v":1\}$/,
    ],
    [
      "JSON with a charset",
      reply(type("object"), { example: { v: 1 } }, "application/json; charset=utf-8"),
      "application/json; charset=utf-8",
      /^\{"v":1\}$/,
    ],
    ["any type", reply(type("object"), { example: { v: 1 } }, "*/*"), "application/json", /^\{"v":1\}$/],
    ["a text as JSON", reply(type("string"), { example: "hello" }), "application/json", /^"hello"$/],
    [
      "an object as YAML, which JSON is",
      reply(type("object"), { example: { v: 1 } }, "application/yaml"),
      "application/yaml",
      /^\{"v":1\}$/,
    ],
    [
      "XML of a list, under one root",
      reply(type("array"), { example: [1, 2] }, "application/xml"),
      "application/xml",
      /\n<response><item>1<\/item><item>2<\/item><\/response>\n$/,
    ],
    [
      "XML of null",
      reply({ type: ["object", "null"] }, { example: null }, "application/xml"),
      "application/xml",
      /\n<response><\/response>\n$/,
    ],
  ])("%s", async (_, response, mediaType, text) => {
    const got = await ask("/a", get(response), "/a");
    expect([got.status, got.headers.get("content-type")]).toEqual([200, mediaType]);
    expect(await got.text()).toMatch(text);
  });

  it.each([
    ["201", 201],
    ["204", 204],
    ["2XX", 200],
    ["default", 200],
  ])("with the status %s alone", async (code, status) => {
    const item = { post: { responses: { [code]: code === "204" ? { description: "Gone" } : DONE } } };
    expect((await ask("/a", item, "/a", { method: "POST" })).status).toBe(status);
  });

  it("with the headers that are required", async () => {
    const headers = {
      "X-Rate": { required: true, schema: type("integer", { minimum: 5 }) },
      "X-More": { schema: {} },
    };
    const response = await ask("/a", get({ ...DONE, headers }), "/a");
    expect(Number(response.headers.get("x-rate"))).toBeGreaterThanOrEqual(5);
    expect(response.headers.has("x-more")).toBe(false);
  });

  it("of the type that the request accepts most, or a 406 that names those there are", async () => {
    const content = {
      "application/json": { schema: type("object"), example: { j: 1 } },
      "text/plain": { schema: type("string"), example: "plain" },
    };
    const typeFor = async (accept: string) => {
      const response = await ask("/a", get({ description: "Done", content }), "/a", { headers: { accept } });
      return response.status === 200 ? response.headers.get("content-type") : response.status;
    };
    expect(await typeFor("text/plain")).toBe("text/plain");
    expect(await typeFor("application/json;q=0.1, text/plain;q=0.9")).toBe("text/plain");
    expect(await typeFor("*/*")).toBe("application/json");
    expect(await typeFor("image/png")).toBe(406);
  });

  it("which is judged by the schema of JSON only where it is JSON", async () => {
    const content = {
      "application/javascript": { schema: type("object") },
      ...reply(type("object")).content,
    };
    const headers = { accept: "application/javascript" };
    const response = await ask("/a", get({ description: "Done", content }), "/a", { headers });
    expect([response.status, response.headers.get("content-type")]).toEqual([200, "application/javascript"]);
  });

  it("with `$ref` in its example as it stands there", async () => {
    const example = { a: { $ref: "#/nowhere" } };
    const response = await ask("/a", get(reply(type("object"), { example })), "/a");
    expect(await response.json()).toEqual(example);
  });
});

describe("an example of a response of the mock", () => {
  const values = [null, false, 0, "", [], {}];
  const properties = { tail: type("string", { example: "long" }) };
  it.each(
    values.flatMap((value) => [
      { place: "in `example`", value, response: reply({ properties }, { example: value }) },
      { place: "in `examples`", value, response: reply({ properties }, { examples: { none: { value } } }) },
      { place: "of the schema", value, response: reply({ properties, example: value }) },
      { place: "of the schema, in a list", value, response: reply({ properties, examples: [value] }) },
    ]),
  )("$place is used when it is $value", async ({ value, response }) => {
    const got = await ask("/a", get(response), "/a");
    expect([got.status, await got.text()]).toEqual([200, JSON.stringify(value)]);
  });

  it.each(values)("is used for a text when it is %j", async (value) => {
    const got = await ask("/a", get(reply({}, { example: value }, "text/plain")), "/a");
    expect(await got.text()).toBe(value === "" ? "" : JSON.stringify(value));
  });
});

describe("negotiate", () => {
  const offer = (...types: string[]) => types.map((mediaType) => ({ mediaType }));
  const offered = offer("application/json", "text/plain");

  it.each([undefined, "*/*", "*/*;q=0.1, image/png"])(
    "prefers JSON, wherever it stands, for %j",
    (accept) => {
      expect(negotiate(accept, offer("text/xml", "application/json"))?.mediaType).toBe("application/json");
      expect(negotiate(accept, offer("text/xml", "text/csv"))?.mediaType).toBe("text/xml");
    },
  );

  it.each([
    [undefined, "application/json"],
    ["", "application/json"],
    ["text/*", "text/plain"],
    ["*/*;q=0.1, text/plain", "text/plain"],
    ["application/json;q=0, */*", "text/plain"],
    ["TEXT/PLAIN", "text/plain"],
    ["text/plain;q=0", undefined],
    ["image/png", undefined],
  ])("of %j takes %j", (accept, mediaType) => {
    expect(negotiate(accept, offered)?.mediaType).toBe(mediaType);
  });
});
