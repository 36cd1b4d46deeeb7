import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { JsonObject } from "../../../../src/openapi/json.ts";
import { HEADERS, readError, startTestMock } from "../../../helpers/mock.ts";
import { makeModelPage, makePage, merge } from "../../../helpers/pages.ts";

const RESPONSE: JsonObject = {
  type: "object",
  properties: {
    model: { type: "string" },
    text: { type: "string", example: "The wind is up" },
    wind: { type: "integer", maximum: 12, example: 3 },
    servedBy: { type: "string", example: "kite-1" },
    parts: { type: "array", items: { type: "object" } },
  },
};

/** A page about a model, whose response has an example unless there is none. */
function makeTextPage(model: string, example?: JsonObject, content?: JsonObject) {
  const json = { schema: RESPONSE, ...(example && { example }) };
  const responses = { "200": { description: "Done", content: content ?? { "application/json": json } } };
  const properties = { wind: { type: "integer" }, text: { type: "string" }, stream: { type: "boolean" } };
  return makeModelPage(model, { response: RESPONSE, properties, operation: { responses } });
}

const UPLOAD: JsonObject = {
  type: "object",
  required: ["file", "copies"],
  properties: {
    file: { type: "string", format: "binary" },
    folder: { type: "string" },
    copies: { type: "integer", minimum: 1, maximum: 3 },
  },
};

/** Three models at one path, of which two have an example; a model in a path; and an upload. */
const { document } = merge(
  makeTextPage("kite-1", { model: "kite-1", text: "I am one", servedBy: "kite-1", parts: [{ wind: 1 }] }),
  makeTextPage("kite-2", { model: "KITE-2-2026", text: "I am two" }),
  makeTextPage("kite-3"),
  makePage({
    file: "path.md",
    path: "/v1/models/kite-9:ask",
    response: RESPONSE,
    properties: { text: { type: "string" } },
  }),
  makePage({
    file: "upload.md",
    path: "/v1/files",
    operation: {
      requestBody: { required: true, content: { "multipart/form-data": { schema: UPLOAD } } },
      responses: {
        "200": {
          description: "Done",
          content: {
            "application/json": {
              schema: { type: "object" },
              example: { data: { folder: "kites", copies: 1, url: "https://files.example.org/1" } },
            },
          },
        },
      },
    },
  }),
);

let folder: string;
let spec: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "mock-"));
  spec = join(folder, "texts.json");
  await writeFile(spec, JSON.stringify(document));
});
afterAll(() => rm(folder, { recursive: true }));

async function post(path: string, body: object | FormData): Promise<Response> {
  const mock = await startTestMock({ spec });
  const { authorization } = HEADERS;
  return body instanceof FormData
    ? fetch(mock.url + path, { method: "POST", headers: { authorization }, body })
    : fetch(mock.url + path, { method: "POST", headers: HEADERS, body: JSON.stringify(body) });
}
const ask = async (body: object) => (await post("/v1/kites/flights", body)).json();

describe("an operation that responds at once", () => {
  it("responds with the example of the model asked for, and names that model", async () => {
    expect(await ask({ model: "kite-1" })).toEqual({
      model: "kite-1",
      text: "I am one",
      servedBy: "kite-1",
      parts: [{ wind: 1 }],
    });
    expect(await ask({ model: "kite-2" })).toEqual({ model: "kite-2", text: "I am two" });
  });

  it("responds for a model that has no example with those of the properties, not with another model's", async () => {
    expect(await ask({ model: "kite-3" })).toMatchObject({
      model: "kite-3",
      text: "The wind is up",
      wind: 3,
      servedBy: "kite-3",
    });
  });

  it("repeats of the request what the response has too, as long as the response allows it", async () => {
    expect(await ask({ model: "kite-3", wind: 7, text: "Hello" })).toMatchObject({ wind: 7, text: "Hello" });
    expect(await ask({ model: "kite-3", wind: 70 })).toMatchObject({ wind: 3, model: "kite-3" });
  });

  it("takes the model from the path where that names it, and says so when it is none", async () => {
    expect(await (await post("/v1/models/kite-9:ask", {})).json()).toMatchObject({ servedBy: "kite-9" });
    const refused = await post("/v1/models/kite-8:ask", {});
    expect(refused.status).toBe(400);
    expect(await refused.json()).toEqual({ message: 'model must be "kite-9", got "kite-8"' });
  });
});

describe("a request for a stream", () => {
  it("is refused, as no stream is documented, and taken without", async () => {
    const refused = await post("/v1/kites/flights", { model: "kite-1", stream: true });
    expect(refused.status).toBe(400);
    expect(await readError(refused)).toMatchObject({
      message: expect.stringMatching(/^stream must be false or absent, got true: .*no event stream/),
      param: "stream",
    });
    expect((await post("/v1/kites/flights", { model: "kite-1", stream: false })).status).toBe(200);
  });

  it("whose body is wrong, too, gets that problem", async () => {
    const refused = await post("/v1/kites/flights", { model: "kite-1", stream: true, wind: "strong" });
    expect((await readError(refused)).message).toBe('wind must be an integer, got "strong"');
  });
});

describe("a form", () => {
  const makeForm = (parts: Record<string, string | Blob>) => {
    const form = new FormData();
    for (const [name, part] of Object.entries(parts)) form.set(name, part);
    return form;
  };
  const file = new Blob([new Uint8Array([0, 255, 13, 10, 45, 45, 128])], { type: "image/png" });

  it("is taken with its file, and repeated where the response has its words", async () => {
    const response = await post("/v1/files", makeForm({ file, folder: "gulls", copies: "2" }));
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      data: { folder: "gulls", copies: 2, url: "https://files.example.org/1" },
    });
  });

  it.each([
    [{ copies: "2" }, "file is required and must be a file"],
    [{ file, copies: "9" }, "copies must be an integer from 1 to 3, got 9"],
    [{ file, copies: "many" }, 'copies must be an integer from 1 to 3, got "many"'],
    [{ file }, "copies is required and must be an integer from 1 to 3"],
  ])("with a mistake is refused with the part, expected and found", async (parts, message) => {
    const refused = await post("/v1/files", makeForm(parts as Record<string, string | Blob>));
    expect(refused.status).toBe(400);
    expect((await readError(refused)).message).toBe(message);
  });

  it("that is none is refused with that problem", async () => {
    const mock = await startTestMock({ spec });
    const refused = await fetch(`${mock.url}/v1/files`, {
      method: "POST",
      headers: { ...HEADERS, "content-type": "multipart/form-data; boundary=kite" },
      body: "no form",
    });
    expect(refused.status).toBe(400);
    expect((await readError(refused)).message).toMatch(/^The body is not multipart\/form-data: /);
  });
});
