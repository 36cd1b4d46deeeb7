import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { writeMultipart } from "../../../../src/client/serialize/forms.ts";
import { toBytes } from "../../../../src/proxy/bytes.ts";
import type { ProxyOptions } from "../../../../src/proxy/index.ts";
import { createRaw } from "../../../../src/raw/index.ts";
import { json } from "../helpers.ts";
import { codeOf, createPageClient, SITE, setUp } from "./proxying.ts";

const ajv = new Ajv2020({ strict: false, logger: false });

/** A validator of a body, as the generated ones are. */
function validatorOf(endpoint: string, schema: object) {
  const validate = ajv.compile(schema);
  return {
    endpoint,
    validate(value: unknown) {
      if (validate(value)) return { ok: true } as const;
      const problems = (validate.errors ?? []).map(({ instancePath, message = "" }) => ({
        path: instancePath.split("/").slice(1),
        message,
      }));
      return { ok: false, problems } as const;
    },
  };
}

const OPERATIONS = {
  upload: { method: "post", path: "/v1/files", body: "multipart/form-data" },
  fields: { method: "post", path: "/v1/fields", body: "application/x-www-form-urlencoded" },
  bytes: { method: "post", path: "/v1/bytes", body: "application/octet-stream" },
  image: { method: "post", path: "/v1/images", body: "image/*" },
  text: { method: "post", path: "/v1/texts", body: "text/plain" },
  put: { method: "put", path: "/v1/bytes", body: "application/octet-stream" },
};
const ENCODED = "application/x-www-form-urlencoded";
const FORM = {
  type: "object",
  required: ["file"],
  additionalProperties: false,
  properties: {
    file: { type: "string", format: "binary", minLength: 1 },
    model: { type: "string" },
    count: { type: "integer", maximum: 9 },
    tags: { type: "array", items: { type: "string" } },
    sizes: { type: "array", items: { type: "integer" } },
    more: { type: "object", required: ["kind"], properties: { size: { type: "integer" } } },
    words: { type: "string" },
  },
};
const VALIDATORS = {
  upload: validatorOf("POST /v1/files", FORM),
  fields: validatorOf("POST /v1/fields", FORM),
  bytes: validatorOf("POST /v1/bytes", { type: "string" }),
  text: validatorOf("POST /v1/texts", { type: "string", maxLength: 5 }),
};

/** A form as the client writes it; with `encoding` part by part. */
const toForm = (body: object, encoding = {}) =>
  writeMultipart({ mediaType: "multipart/form-data", encoding } as never, body).body;

/** The form that was sent on. */
const readSent = ({ headers, init }: { headers: Headers; init: RequestInit }) =>
  new Response(init.body, { headers }).formData();

const KEY = "one-key-of-a-page";

function setUpUploads(options: Partial<ProxyOptions> = {}) {
  const made = setUp([json({ file_id: "file-1" })], {
    operations: OPERATIONS,
    validators: VALIDATORS,
    ...options,
  });
  /** Sends a body as a page does. */
  const send = (path: string, body: BodyInit, headers: Record<string, string> = {}, method = "POST") =>
    made.proxy(new Request(SITE + path, { method, body, headers: { "idempotency-key": KEY, ...headers } }));
  return { ...made, send };
}

const FILE = new File([new Uint8Array([0, 255, 13, 10, 1])], "wind.bin", { type: "application/x-wind" });

describe("an upload through the proxy", () => {
  it("passes as a form, with its files as they are and its key", async () => {
    const { send, sent } = setUpUploads();
    const form = toForm({
      file: FILE,
      count: 3,
      tags: ["one"],
      sizes: [1, 2],
      more: { kind: "x" },
      words: "7",
    });
    expect((await send("/v1/files", form)).status).toBe(200);
    const body = await readSent(sent[0] as never);
    expect([...body].map(([name, part]) => [name, typeof part === "string" ? part : part.name])).toEqual([
      ["file", "wind.bin"],
      ["count", "3"],
      ["tags", "one"],
      ["sizes", "1"],
      ["sizes", "2"],
      ["more", '{"kind":"x"}'],
      ["words", "7"],
    ]);
    const file = body.get("file") as File;
    expect([file.type, ...new Uint8Array(await file.arrayBuffer())]).toEqual([
      "application/x-wind",
      0,
      255,
      13,
      10,
      1,
    ]);
    expect(sent[0]?.headers.get("content-type")).toMatch(/^multipart\/form-data; boundary=/);
    expect(sent[0]?.headers.get("authorization")).toContain("sk-secret");
  });

  it("of the client of a page is the same", async () => {
    const { proxy, sent } = setUpUploads();
    const raw = createRaw(createPageClient(proxy) as never) as unknown as {
      POST(path: string, init: object): Promise<{ data?: unknown; response: Response }>;
    };
    const { data } = await raw.POST("/v1/files", {
      body: { file: FILE },
      bodySerializer: () => toForm({ file: FILE }),
    });
    expect(data).toEqual({ file_id: "file-1" });
    const form = await readSent(sent[0] as never);
    expect((form.get("file") as File).size).toBe(5);
  });

  it.each([
    ["without its file", { count: 3 }, "400 invalid_parameters"],
    ["with a number too large", { file: FILE, count: 10 }, "400 invalid_parameters"],
    ["with a file for a number", { file: FILE, count: FILE }, "400 invalid_parameters"],
    ["with a text for a number", { file: FILE, count: "many" }, "400 invalid_parameters"],
    ["with a field that nobody knows", { file: FILE, cuont: 3 }, "400 invalid_parameters"],
    ["with a wrong object", { file: FILE, more: { kin: 1 } }, "400 invalid_parameters"],
  ])("%s is refused", async (_, body, code) => {
    const { send, sent } = setUpUploads();
    expect(await codeOf(await send("/v1/files", toForm(body)))).toBe(code);
    expect(sent).toHaveLength(0);
  });

  it("keeps what its parts are called", async () => {
    const { send, sent } = setUpUploads();
    const form = toForm({ file: FILE, words: "{}" }, { words: { contentType: "application/json" } });
    expect((await send("/v1/files", form)).status).toBe(200);
    expect(sent[0]?.body).toContain('name="words"\r\ncontent-type: application/json\r\n');
  });

  it.each([
    ["a list", { file: "x", tags: "one" }],
    ["a list in one field", { file: "x", sizes: "1,2" }],
    ["a list with bars", { file: "x", sizes: "1|2" }],
    ["an object by its fields", { file: "x", "more[kind]": "y", "more[size]": "7" }],
  ])("may have %s", async (_, fields) => {
    const { send } = setUpUploads();
    expect((await send("/v1/fields", new URLSearchParams(fields as never))).status).toBe(200);
  });

  it("is refused with an object whose fields are wrong", async () => {
    const { send, sent } = setUpUploads();
    const fields = new URLSearchParams({ file: "x", "more[size]": "7" });
    expect(await codeOf(await send("/v1/fields", fields))).toBe("400 invalid_parameters");
    expect(sent).toHaveLength(0);
  });

  it("passes as an encoded form", async () => {
    const { send, sent } = setUpUploads();
    const fields = new URLSearchParams({ file: "a&b", count: "3" });
    expect((await send("/v1/fields", fields)).status).toBe(200);
    expect(sent[0]?.body).toBe("file=a%26b&count=3");
    expect(sent[0]?.headers.get("content-type")).toBe("application/x-www-form-urlencoded");
  });

  it.each([
    ["bytes", "/v1/bytes", "application/octet-stream"],
    ["an image of a range", "/v1/images", "image/png"],
  ])("passes as %s, unchanged", async (_, path, type) => {
    const { send, sent } = setUpUploads();
    const bytes = new Uint8Array([0, 255, 13, 10, 1]);
    expect((await send(path, bytes, { "content-type": type })).status).toBe(200);
    expect(new Uint8Array(await new Response(sent[0]?.init.body).arrayBuffer())).toEqual(bytes);
    expect(sent[0]?.headers.get("content-type")).toBe(type);
  });

  it.each([
    ["hello", 200],
    ["hello!", 400],
  ])("as the text %s is validated: %i", async (text, status) => {
    const { send, sent } = setUpUploads();
    expect((await send("/v1/texts", text)).status).toBe(status);
    expect(sent.map(({ body }) => body)).toEqual(status === 200 ? [text] : []);
  });

  it.each([
    ["JSON for a form", "/v1/files", "{}", "application/json", "415 unsupported_media_type"],
    ["text for bytes", "/v1/bytes", "text", "text/plain", "415 unsupported_media_type"],
    ["a page for an image", "/v1/images", "<p>", "text/html", "415 unsupported_media_type"],
    ["another image range", "/v1/images", "x", "imagery/png", "415 unsupported_media_type"],
    ["a type that begins as JSON", "/v1/files", "{}", "application/json-x", "415 unsupported_media_type"],
    ["no form at all", "/v1/files", "x", "multipart/form-data; boundary=y", "400 unreadable"],
    ["text of another charset", "/v1/texts", "x", "text/plain; charset=utf-16", "415 unsupported_media_type"],
    ["text that is no UTF-8", "/v1/texts", "\xe9", "text/plain", "415 unsupported_media_type"],
    [
      "a form of another charset",
      "/v1/fields",
      "file=x",
      `${ENCODED}; charset=latin1`,
      "415 unsupported_media_type",
    ],
    ["a form that is no UTF-8", "/v1/fields", "file=\xe9", ENCODED, "415 unsupported_media_type"],
    ["no bytes", "/v1/bytes", "", "application/octet-stream", "400 invalid_parameters"],
  ])("is refused as %s", async (_, path, body, type, code) => {
    const { send, sent } = setUpUploads();
    expect(await codeOf(await send(path, toBytes(body), { "content-type": type }))).toBe(code);
    expect(sent).toHaveLength(0);
  });

  it("needs a header that no page of another origin can send unasked", async () => {
    const { proxy, send, sent } = setUpUploads();
    const form = toForm({ file: FILE });
    const unasked = await proxy(new Request(`${SITE}/v1/files`, { method: "POST", body: form }));
    expect(await codeOf(unasked)).toBe("400 idempotency_key_required");
    expect(sent).toHaveLength(0);
    // A PUT is asked for as it is.
    const headers = { "content-type": "application/octet-stream" };
    expect((await send("/v1/bytes", "x", headers, "PUT")).status).toBe(200);
    const bare = new Request(`${SITE}/v1/bytes`, { method: "PUT", body: "y", headers });
    expect((await proxy(bare)).status).toBe(200);
  });

  it("that is repeated gets the first response, though its boundary is another; another file is refused", async () => {
    const { send, sent } = setUpUploads();
    const formOf = (file: File) => toForm({ file, count: 3 });
    expect((await send("/v1/files", formOf(FILE))).status).toBe(200);
    expect((await send("/v1/files", formOf(FILE))).headers.get("idempotency-replayed")).toBe("true");
    const other = new File([new Uint8Array([0, 255, 13, 10, 2])], "wind.bin", { type: "application/x-wind" });
    expect(await codeOf(await send("/v1/files", formOf(other)))).toBe("400 idempotency_key_reused");
    const renamed = new File([FILE], "storm.bin", { type: FILE.type });
    expect(await codeOf(await send("/v1/files", formOf(renamed)))).toBe("400 idempotency_key_reused");
    expect(sent).toHaveLength(1);
  });

  it("with another method is another submission, for which its key cannot be used again", async () => {
    const { send } = setUpUploads();
    const headers = { "content-type": "application/octet-stream" };
    expect((await send("/v1/bytes", "x", headers)).status).toBe(200);
    const put = await send("/v1/bytes", "x", headers, "PUT");
    expect(await codeOf(put)).toBe("400 idempotency_key_reused");
  });

  it("is no larger than the largest body", async () => {
    const { send } = setUpUploads({ maxBodyBytes: 5 });
    const headers = { "content-type": "application/octet-stream" };
    expect((await send("/v1/bytes", "12345", headers)).status).toBe(200);
    expect(await codeOf(await send("/v1/bytes", "123456", headers))).toBe("413 too_large");
  });

  it.each([
    [200, 200],
    [201, 413],
  ])("may have %i fields: %i", async (count, status) => {
    const { send } = setUpUploads();
    const fields = new URLSearchParams([["file", "x"]]);
    for (let index = 1; index < count; index++) fields.append("tags", "one");
    const response = await send("/v1/fields", fields);
    expect(response.status).toBe(status);
    expect(await response.text()).toContain(status === 200 ? "file_id" : '"code":"too_large"');
  });

  it("passes without a validator of its operation", async () => {
    const { send, sent } = setUpUploads({ validators: {} });
    expect((await send("/v1/fields", new URLSearchParams({ any: "1" }))).status).toBe(200);
    expect((await send("/v1/texts", "hello!", { "idempotency-key": "another-key-of-a-page" })).status).toBe(
      200,
    );
    expect(sent[1]?.headers.get("content-type")).toBe("text/plain");
  });

  it("that may be left out is another submission than none", async () => {
    const object = { endpoint: "POST /v1/objects", validate: (value: unknown) => ({ ok: value !== null }) };
    const { send, sent } = setUpUploads({
      operations: { object: { method: "post", path: "/v1/objects" } },
      validators: { object } as never,
    });
    const headers = { "content-type": "application/json" };
    expect((await send("/v1/objects", "", headers)).status).toBe(200);
    expect((await send("/v1/objects", "", headers)).headers.get("idempotency-replayed")).toBe("true");
    expect(await codeOf(await send("/v1/objects", "{}", headers))).toBe("400 idempotency_key_reused");
    expect(sent.map(({ init }) => init.body)).toEqual([undefined]);
    expect(sent[0]?.headers.has("content-type")).toBe(false);
    const cut = await send("/v1/objects", "{", { ...headers, "idempotency-key": "another-key-of-a-page" });
    expect(await cut.json()).toMatchObject({
      error: { code: "invalid_parameters", message: "The body is no JSON." },
    });
  });

  it("passes as text with its byte order mark", async () => {
    const { send, sent } = setUpUploads();
    const type = { "content-type": "text/plain; charset=utf8" };
    expect((await send("/v1/texts", new TextEncoder().encode("\ufeffhi"), type)).status).toBe(200);
    expect((await new Response(sent[0]?.init.body).arrayBuffer()).byteLength).toBe(5);
  });

  it("may use the models of a grant, and one that names two of them none", async () => {
    const authorize = () => ({ user: "ann", models: ["kite-1"] });
    const { send } = setUpUploads({ authorize });
    const formOf = (...models: string[]) => {
      const form = new FormData();
      form.append("file", FILE);
      for (const model of models) form.append("model", model);
      return form;
    };
    expect((await send("/v1/files", formOf("kite-1"))).status).toBe(200);
    const others = { "idempotency-key": "another-key-of-a-page" };
    expect(await codeOf(await send("/v1/files", formOf("kite-2"), others))).toBe("403 model_not_allowed");
    expect((await send("/v1/files", formOf("kite-1", "kite-2"), others)).status).toBeGreaterThanOrEqual(400);
  });
});
