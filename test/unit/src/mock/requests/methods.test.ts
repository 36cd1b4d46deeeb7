import { describe, expect, it } from "vitest";
import { askMockOf, startMockOf } from "../../../../helpers/mock.ts";

const reply = (example: object, headers: object = {}) => ({
  description: "Done",
  headers,
  content: { "application/json": { example } },
});
const kite = {
  get: {
    parameters: [{ in: "query", name: "wind", schema: { type: "integer" } }],
    responses: {
      200: reply(
        { name: "Ōtori" },
        { "X-Wind": { required: true, schema: { type: "integer", example: 3 } } },
      ),
      400: reply({ error: { message: "" } }),
    },
  },
  delete: { responses: { 204: { description: "" } } },
};

describe.each([true, false])("a mock that listens: %s", (listen) => {
  const start = async (item: object = kite) => {
    const mock = await startMockOf({ "/a": item }, {}, { listen });
    const send = listen ? fetch : mock.fetch;
    return {
      mock,
      send: (method: string, path = "/a") => send(mock.url + path, { method }),
    };
  };
  const headersOf = ({ headers }: Response) =>
    Object.fromEntries(
      [...headers].filter(([name]) => !["x-request-id", "date", "connection", "keep-alive"].includes(name)),
    );

  it.each(["/a", "/a?wind=x"])(
    "responds to HEAD of %s as to GET, with its headers and without a body",
    async (path) => {
      const { mock, send } = await start();
      const [get, head] = [await send("GET", path), await send("HEAD", path)];
      const [text, none] = [await get.text(), await head.text()];
      expect([head.status, headersOf(head), none]).toEqual([get.status, headersOf(get), ""]);
      expect(head.headers.get("content-length")).toBe(String(Buffer.byteLength(text)));
      expect(text).not.toBe("");
      expect(mock.requests().map(({ method, response }) => [method, response.body])).toEqual([
        ["GET", JSON.parse(text)],
        ["HEAD", ""],
      ]);
    },
  );

  it("ends a HEAD of what goes on for ever", async () => {
    const { send } = await start();
    const head = await send("HEAD", "/_mock/events");
    expect([head.headers.get("content-type"), await head.text()]).toEqual([
      expect.stringMatching(/^text\/event-stream/),
      "",
    ]);
  });

  it("responds to a HEAD as documented, where it is", async () => {
    const { send } = await start({ ...kite, head: { responses: { 204: { description: "" } } } });
    expect((await send("HEAD")).status).toBe(204);
  });

  it("says in Allow what a path takes, to OPTIONS and to what it does not take", async () => {
    const { send } = await start();
    const [options, put] = [await send("OPTIONS"), await send("PUT")];
    const allow = "GET, DELETE, HEAD, OPTIONS";
    expect([options.status, options.headers.get("allow"), await options.text()]).toEqual([204, allow, ""]);
    expect([put.status, put.headers.get("allow")]).toEqual([405, allow]);
    expect([(await send("OPTIONS", "/b")).status, (await send("PUT", "/b")).headers.get("allow")]).toEqual([
      404,
      null,
    ]);
  });

  it("has no head of what cannot be read", async () => {
    const { send } = await start({ post: kite.delete });
    const head = await send("HEAD");
    expect([head.status, head.headers.get("allow")]).toEqual([405, "POST, OPTIONS"]);
  });
});

describe("a form field that the page says by its content type alone", () => {
  const list = { type: "array", items: { type: "integer" } };
  const properties = {
    text: { type: "string" },
    flag: { type: "boolean" },
    any: {},
    list,
    lists: { type: "array", items: list },
    object: { type: "object", required: ["x"], properties: { x: { type: "integer" } } },
  };
  const send = (
    fields: Record<string, string[]>,
    contentType: string | undefined,
    mediaType: string,
    more = {},
  ) => {
    const own = { ...(contentType !== undefined && { contentType }), ...more };
    const encoding = Object.fromEntries(Object.keys(properties).map((name) => [name, own]));
    const schema = { type: "object", properties };
    const post = {
      requestBody: { content: { [mediaType]: { schema, encoding } } },
      responses: { 200: reply({}), 400: reply({}) },
    };
    const body = mediaType === "multipart/form-data" ? new FormData() : new URLSearchParams();
    for (const [name, texts] of Object.entries(fields)) for (const text of texts) body.append(name, text);
    return askMockOf("/a", { post }, "/a", { method: "POST", body });
  };
  const forms = ["multipart/form-data", "application/x-www-form-urlencoded"];

  it.each(forms)("is read as JSON in %s", async (form) => {
    const statusOf = async (fields: Record<string, string[]>, contentType = "application/json") =>
      (await send(fields, contentType, form)).status;
    const texts = { text: ['"a"'], flag: ["true"], any: ["{}"], object: ['{"x":1}'] };
    expect(await statusOf({ ...texts, list: ["1", "2"], lists: ["[1]", "[2]"] })).toBe(200);
    expect(await statusOf({ list: ["[1,2]"], lists: ["[[1],[2]]"] }, "application/kites+json")).toBe(400);
    expect(await statusOf({ list: ["[1,2]"], lists: ["[1,2]"] }, "application/kites+json")).toBe(200);
    expect(await statusOf({ list: ["[1,true]"] })).toBe(200); // A text of a form counts as its type.
    expect(await statusOf({ object: ['{"x":"q"}'] })).toBe(400);
    expect(await statusOf({ list: ['["q"]'] })).toBe(400);
  });

  it.each(forms)("is refused in %s where it is no JSON, or too deep", async (form) => {
    const messageOf = async (text: string) => {
      const response = await send({ text: [text] }, "application/json", form);
      return `${response.status} ${((await response.json()) as { message: string }).message}`;
    };
    expect(await messageOf("a")).toMatch(/^400 The body is not .*: text is not JSON: /);
    expect(await messageOf("[".repeat(600) + "]".repeat(600))).toMatch(
      /text is nested more than 500 levels deep/,
    );
  });

  it("is a text by another media type, and of its style where that is said", async () => {
    const statusOf = async (fields: Record<string, string[]>, contentType: string | undefined, more = {}) =>
      (await send(fields, contentType, forms[1] ?? "", more)).status;
    expect(await statusOf({ text: ["a"] }, "text/plain")).toBe(200);
    expect(await statusOf({ text: ["a"] }, "application/json, text/plain")).toBe(200);
    expect(await statusOf({ text: ["a"] }, undefined)).toBe(200);
    expect(await statusOf({ text: ["a"] }, "application/json", { explode: false })).toBe(200);
    expect(await statusOf({ text: ["a"] }, "application/json", { allowReserved: true })).toBe(200);
  });
});
