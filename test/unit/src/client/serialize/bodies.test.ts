import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Json, JsonObject } from "../../../../../src/openapi/json.ts";
import { buildDocument } from "../../../../helpers/catalogs/build-document.ts";
import { makePage } from "../../../../helpers/pages.ts";
import { type GivenCall, importCallers } from "../../../../helpers/strict-server/callers.ts";
import { parseMultipart } from "../../../../helpers/strict-server/parse-multipart.ts";
import { startServer } from "../../../../helpers/strict-server/start-server.ts";

const text: Json = { type: "string" };
const file: Json = { type: "string", format: "binary" };
const fields: JsonObject = { type: "object", additionalProperties: true };

/** Each operation by its path, with what its body may be. */
const OPERATIONS: Record<string, { content: JsonObject; method?: string; required?: boolean }> = {
  urlencoded: {
    content: {
      "application/x-www-form-urlencoded": {
        schema: fields,
        encoding: {
          piped: { style: "pipeDelimited" },
          joined: { explode: false },
          deep: { style: "deepObject", explode: true },
          open: { allowReserved: true },
          json: { contentType: "application/json" },
        },
      },
    },
  },
  multipart: {
    content: {
      "multipart/form-data": {
        schema: fields,
        encoding: {
          image: { contentType: "image/png, image/jpeg" },
          csv: { contentType: "text/csv" },
          json: { contentType: "application/json" },
          joined: { explode: false },
          part: { headers: { "X-Part": { schema: { const: "yes" } }, "X-Other": { schema: text } } },
        },
      },
    },
  },
  mixed: { content: { "multipart/mixed": { schema: fields } } },
  text: { content: { "text/plain": { schema: text } } },
  xml: { content: { "application/xml": { schema: fields } } },
  bytes: { content: { "application/octet-stream": {} } },
  image: { content: { "image/jpeg": { schema: file }, "image/png": { schema: file } } },
  media: { content: { "image/*": { schema: file } } },
  any: { content: { "*/*": {} } },
  patch: { method: "patch", content: { "application/merge-patch+json": { schema: fields } } },
  vendor: { content: { "application/vnd.kite+json": { schema: fields } } },
  optional: { required: false, content: { "text/plain": { schema: text } } },
  several: {
    content: {
      "application/json": { schema: fields },
      "multipart/form-data": { schema: fields },
      "text/csv": { schema: text },
    },
  },
};

/** What the server saw of a body. */
interface Seen {
  type?: string;
  body: unknown;
}

let server: Awaited<ReturnType<typeof startServer>>;
let callersOf: Awaited<ReturnType<typeof importCallers>>;
beforeAll(async () => {
  server = await startServer(({ headers, body }) => {
    const { "content-type": type } = headers;
    const isForm = type?.startsWith("multipart/") === true;
    const seen = {
      type: type?.replace(/boundary=.*/, "boundary"),
      body: isForm ? parseMultipart(type, body) : body.toString("utf8"),
    };
    return { body: JSON.stringify(seen) };
  });
  const pages = Object.entries(OPERATIONS).map(([name, { content, method = "post", required = true }]) =>
    makePage({
      file: `${name}.md`,
      path: `/v1/${name}`,
      operationId: `send-${name}`,
      method,
      operation: { requestBody: { required, content } },
    }),
  );
  callersOf = await importCallers(await buildDocument(...pages), server.url);
}, 60_000);
afterAll(() => server.close());

/** What the server sees of a body, however it is sent; or the refusal. A body is made anew for each way. */
async function send(
  name: string,
  makeBody: () => unknown,
  headers?: GivenCall["headers"],
): Promise<Seen | string> {
  const { method = "post" } = OPERATIONS[name] ?? {};
  const target = {
    collection: name,
    name: method === "patch" ? "update" : "create",
    method: method.toUpperCase(),
    path: `/v1/${name}`,
    takes: ["body"] as const,
  };
  const { collection, ...callers } = callersOf(target);
  const ways = Object.values(headers === undefined ? { ...callers, collection } : callers);
  const seen = await Promise.all(
    ways.map((call) =>
      call?.({ body: makeBody(), ...(headers && { headers }) }).then(
        (reply) => reply as Seen,
        (error: Error) => `${error.name}: ${error.message}`,
      ),
    ),
  );
  for (const other of seen) expect(other).toEqual(seen[0]);
  return seen[0] ?? "";
}

describe("an urlencoded body", () => {
  const type = "application/x-www-form-urlencoded";
  it("has a pair for each item, and JSON for an object", async () => {
    const body = {
      a: "x y&z=ü",
      list: [1, "b"],
      none: null,
      left: undefined,
      at: new Date(0),
      big: 10n,
      in: { b: [1] },
    };
    expect(await send("urlencoded", () => body)).toEqual({
      type,
      body: "a=x%20y%26z%3D%C3%BC&list=1&list=b&at=1970-01-01T00%3A00%3A00.000Z&big=10&in=%7B%22b%22%3A%5B1%5D%7D",
    });
  });
  it("has the styles and media types that the page gives its fields", async () => {
    const body = {
      piped: ["a", "b"],
      joined: ["a,b", "c"],
      deep: { a: { b: 1 } },
      open: "a/b?c=1&d",
      json: "text",
    };
    expect(await send("urlencoded", () => body)).toEqual({
      type,
      body: "piped=a%7Cb&joined=a%2Cb,c&deep%5Ba%5D%5Bb%5D=1&open=a/b?c%3D1%26d&json=%22text%22",
    });
  });
  it("is sent as it is when it is a URLSearchParams", async () => {
    expect(await send("urlencoded", () => new URLSearchParams({ a: "b c" }))).toEqual({
      type,
      body: "a=b+c",
    });
  });
  it.each<[string, unknown]>([
    ["a file", { a: new Blob(["b"]) }],
    ["a list in place of fields", ["a"]],
    ["a text", "a=b"],
    ["a map", { a: new Map() }],
    ["half a character", { a: "\ud800" }],
    ["a delimiter in an item", { piped: ["a|b", "c"] }],
  ])("refuses %s", async (_, body) => {
    expect(await send("urlencoded", () => body)).toMatch(/^ValidationError: Expected /);
  });
});

describe("a form", () => {
  const type = "multipart/form-data; boundary";
  it("is what fetch makes of it, where texts and files are all", async () => {
    const body = {
      a: "ü",
      list: [1, true],
      none: null,
      file: new File(["x"], 'a"b.txt', { type: "text/plain" }),
      raw: new Uint8Array([97]),
    };
    expect(await send("multipart", () => body)).toEqual({
      type,
      body: [
        { name: "a", body: "ü" },
        { name: "list", body: "1" },
        { name: "list", body: "true" },
        { name: "file", fileName: "a%22b.txt", type: "text/plain", body: "x" },
        { name: "raw", fileName: "blob", type: "application/octet-stream", body: "a" },
      ],
    });
  });
  it("says what its parts are where the page does, and for JSON", async () => {
    const body = {
      csv: "a;b",
      json: "a",
      in: { é: [1] },
      list: [{ a: 1 }, "b"],
      image: new Blob(["x"]),
      joined: ["a", "b"],
      part: "p",
      'q"\n': 1,
    };
    expect(await send("multipart", () => body)).toEqual({
      type,
      body: [
        { name: "csv", type: "text/csv", body: "a;b" },
        { name: "json", type: "application/json", body: '"a"' },
        { name: "in", type: "application/json", body: '{"é":[1]}' },
        { name: "list", type: "application/json", body: '{"a":1}' },
        { name: "list", body: "b" },
        { name: "image", fileName: "blob", type: "image/png", body: "x" },
        { name: "joined", body: "a,b" },
        { name: "part", headers: { "x-part": "yes" }, body: "p" },
        { name: "q%22%0D%0A", body: "1" },
      ],
    });
  });
  it("keeps the type of a file that is one of those the page takes, and the name of one that is called otherwise", async () => {
    const body = { image: [new File(["x"], "a.jpg", { type: "image/jpeg" }), new File(["y"], "b")] };
    expect(await send("multipart", () => body)).toMatchObject({
      body: [
        { fileName: "a.jpg", type: "image/jpeg" },
        { fileName: "b", type: "image/png" },
      ],
    });
  });
  it("is sent as it is when it is a FormData, whatever the call says of its media type", async () => {
    const makeForm = () => {
      const form = new FormData();
      form.append("a", "b");
      return form;
    };
    const seen = { type, body: [{ name: "a", body: "b" }] };
    expect(await send("multipart", makeForm, { "content-type": "application/json" })).toEqual(seen);
    expect(await send("multipart", makeForm)).toEqual(seen);
    expect(await send("multipart", makeForm, { "content-type": "multipart/form-data" })).toEqual(seen);
    expect(await send("multipart", () => ({ a: "b" }), { "Content-Type": "multipart/form-data" })).toEqual(
      seen,
    );
    const inJson = { type, body: [{ name: "in", type: "application/json", body: "{}" }] };
    expect(await send("multipart", () => ({ in: {} }), { "Content-Type": "multipart/form-data" })).toEqual(
      inJson,
    );
  });
  it("has another subtype where the page says so", async () => {
    expect(await send("mixed", () => ({ a: "b" }))).toEqual({
      type: "multipart/mixed; boundary",
      body: [{ name: "a", body: "b" }],
    });
  });
  it.each<[string, unknown]>([
    ["a file of a type that the page does not take", { image: new Blob(["x"], { type: "image/gif" }) }],
    ["a stream", { file: new ReadableStream() }],
    ["a file in JSON", { in: { file: new Blob(["x"]) } }],
    ["what has no JSON", { in: { big: 1n } }],
    ["an object where the page asks for CSV", { csv: { a: 1 } }],
  ])("refuses %s", async (_, body) => {
    expect(await send("multipart", () => body)).toMatch(/^ValidationError: Expected /);
  });
});

describe("a body that is text or bytes", () => {
  const stream = (text: string) => new Blob([text]).stream();
  it.each<[string, string, () => unknown, Seen]>([
    ["a text", "text", () => "wind ü", { type: "text/plain", body: "wind ü" }],
    ["a number as text", "text", () => 5, { type: "text/plain", body: "5" }],
    ["XML", "xml", () => "<a/>", { type: "application/xml", body: "<a/>" }],
    [
      "a Blob without a type",
      "bytes",
      () => new Blob(["x"]),
      { type: "application/octet-stream", body: "x" },
    ],
    [
      "a Blob with another type, as what the page calls it",
      "bytes",
      () => new Blob(["x"], { type: "image/gif" }),
      { type: "application/octet-stream", body: "x" },
    ],
    ["bytes", "bytes", () => new Uint8Array([97, 98]), { type: "application/octet-stream", body: "ab" }],
    ["a buffer", "bytes", () => new Uint8Array([97]).buffer, { type: "application/octet-stream", body: "a" }],
    ["a stream", "bytes", () => stream("ab"), { type: "application/octet-stream", body: "ab" }],
    [
      "the one of several types that a Blob has",
      "image",
      () => new Blob(["x"], { type: "image/png" }),
      { type: "image/png", body: "x" },
    ],
    [
      "the first of several types for a Blob without one",
      "image",
      () => new Blob(["x"]),
      { type: "image/jpeg", body: "x" },
    ],
    [
      "the type of a Blob in a range",
      "media",
      () => new Blob(["x"], { type: "image/webp" }),
      { type: "image/webp", body: "x" },
    ],
    [
      "bytes of no type where all will do",
      "any",
      () => new Uint8Array([97]),
      { type: "application/octet-stream", body: "a" },
    ],
    ["a text where all will do", "any", () => "a", { type: "text/plain", body: "a" }],
    ["nothing, where it may be left out", "optional", () => undefined, { body: "" }],
  ])("may be %s", async (_, name, makeBody, seen) => {
    expect(await send(name, makeBody)).toEqual(seen);
  });

  it("is called what the call says", async () => {
    const seen = await send("image", () => new Blob(["x"], { type: "image/gif" }), {
      "Content-Type": "image/x-png",
    });
    expect(seen).toEqual({ type: "image/x-png", body: "x" });
  });

  it.each<[string, string, unknown]>([
    ["an object as text", "text", { a: 1 }],
    ["an object as XML", "xml", { a: 1 }],
    ["an object as bytes", "bytes", { a: 1 }],
    ["a Blob that says it is something else", "image", new Blob(["x"], { type: "image/gif" })],
    ["nothing, where it is required", "text", null],
    ["a file as JSON", "vendor", new Blob(["x"])],
  ])("refuses %s", async (_, name, body) => {
    expect(await send(name, () => body)).toMatch(/^ValidationError: Expected `body` to be /);
  });
});

describe("a body that is JSON under another name", () => {
  it.each([
    ["patch", "application/merge-patch+json"],
    ["vendor", "application/vnd.kite+json"],
  ])("is sent as that: %s", async (name, type) => {
    expect(await send(name, () => ({ a: null, at: new Date(0) }))).toEqual({
      type,
      body: '{"a":null,"at":"1970-01-01T00:00:00.000Z"}',
    });
  });
  it("refuses what would be lost in it", async () => {
    for (const lost of [{ file: new Blob(["x"]) }, { a: [new Map([[1, 2]])] }, { big: 1n }])
      expect(await send("vendor", () => lost)).toMatch(/^ValidationError: Expected /);
  });
});

describe("a body that may have several media types", () => {
  it("is JSON, a form where it holds a file, and what the call says", async () => {
    expect(await send("several", () => ({ a: "b" }))).toEqual({
      type: "application/json",
      body: '{"a":"b"}',
    });
    expect(await send("several", () => ({ a: new Blob(["x"]) }))).toMatchObject({
      type: "multipart/form-data; boundary",
    });
    expect(await send("several", () => "a;b", { "content-type": "text/csv" })).toEqual({
      type: "text/csv",
      body: "a;b",
    });
  });
});
