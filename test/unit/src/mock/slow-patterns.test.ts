import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startMock } from "../../../../src/mock/index.ts";
import { makeDocument, makeOperation } from "../../../helpers/documents.ts";
import { HEADERS, startMockOf, startTestMock } from "../../../helpers/mock.ts";

/** Of these letters and a mark, the runtime's engine would need hours. */
const ALMOST = `${"a".repeat(50)}!`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "mock-slow-patterns-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function writeDocument(name: string, schema: object, mediaType = "application/json"): Promise<string> {
  const operation = {
    ...makeOperation(schema as never),
    requestBody: { required: true, content: { [mediaType]: { schema } } },
  };
  const spec = join(folder, name);
  await writeFile(
    spec,
    JSON.stringify(makeDocument({ paths: { "/v1/kites/flights": { post: operation as never } } })),
  );
  return spec;
}

describe("the mock of a document with a pattern whose time explodes", () => {
  it("refuses a body that almost fits within the deadline, and says why as of any other", async () => {
    const schema = { type: "object", properties: { name: { type: "string", pattern: "^(a+)+$" } } };
    const mock = await startTestMock({ spec: await writeDocument("body.json", schema) });
    const send = (name: string) =>
      fetch(`${mock.url}/v1/kites/flights`, {
        method: "POST",
        headers: HEADERS,
        body: JSON.stringify({ name }),
      });
    expect((await send("aaa")).status).toBe(200);
    const started = performance.now();
    const refused = await send(ALMOST);
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({
      message: `name must be a string matching /^(a+)+$/, got "${ALMOST}"`,
    });
    expect(performance.now() - started).toBeLessThan(6_000);
  });

  it("takes a body that fits by another way, in the time of any other", async () => {
    const name = { type: "string", not: { pattern: "^(a+)+$" } };
    const spec = await writeDocument("not.json", { type: "object", properties: { name } });
    const mock = await startTestMock({ spec });
    const started = performance.now();
    const body = JSON.stringify({ name: ALMOST });
    const response = await fetch(`${mock.url}/v1/kites/flights`, { method: "POST", headers: HEADERS, body });
    expect(response.status).toBe(200);
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  it("judges a form in the time of any other", async () => {
    const schema = { type: "object", properties: { name: { type: "string", pattern: "^(a+)+$" } } };
    const spec = await writeDocument("form.json", schema, "multipart/form-data");
    const mock = await startTestMock({ spec });
    const { authorization } = HEADERS;
    const send = async (name: string) => {
      const body = new FormData();
      body.set("name", name);
      const init = { method: "POST", headers: { authorization }, body };
      return (await fetch(`${mock.url}/v1/kites/flights`, init)).status;
    };
    const started = performance.now();
    expect([await send("aaa"), await send(ALMOST)]).toEqual([200, 400]);
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  it.each<[place: string, path: string, parameter: object, url: (text: string) => string, header?: string]>([
    ["the query", "/a", { in: "query", style: "form" }, (text) => `/a?name=${text}`],
    ["a list in the query", "/a", { in: "query", explode: false }, (text) => `/a?name=aaa,${text}`],
    ["the path", "/a/{name}", { in: "path" }, (text) => `/a/${text}`],
    ["a part of the path", "/a/{name}:ask", { in: "path", style: "simple" }, (text) => `/a/${text}:ask`],
    ["a header", "/a", { in: "header" }, () => "/a", "name"],
    ["a cookie", "/a", { in: "cookie" }, () => "/a", "cookie"],
  ])("judges %s in the time of any other", async (_, path, parameter, urlOf, header) => {
    const text = { type: "string", pattern: "^(a+)+$" };
    const schema = "explode" in parameter ? { type: "array", items: text } : text;
    const get = {
      parameters: [{ name: "name", required: true, schema, ...parameter }],
      responses: { 200: { description: "" } },
    };
    const mock = await startMockOf({ [path]: { get } });
    const send = async (given: string) => {
      const value = header === "cookie" ? `name=${given}` : given;
      const headers = header === undefined ? {} : { [header]: value };
      return (await mock.fetch(`https://kites.example${urlOf(given)}`, { headers })).status;
    };
    const before = process.cpuUsage();
    expect([await send("aaa"), await send(ALMOST)]).toEqual([200, 400]);
    const { user } = process.cpuUsage(before);
    expect(user / 1_000).toBeLessThan(1_500);
  });

  it("responds with a text of such a pattern", async () => {
    const schema = {
      type: "object",
      required: ["name"],
      properties: { name: { pattern: "^(a+)+$", type: "string" } },
    };
    const get = { responses: { 200: { description: "", content: { "application/json": { schema } } } } };
    const mock = await startMockOf({ "/a": { get } });
    const response = await mock.fetch("https://kites.example/a");
    expect(await response.json()).toEqual({ name: expect.stringMatching(/^a+$/) });
  });

  it("does not start where the pattern cannot be matched in bounded time", async () => {
    const schema = { type: "object", properties: { name: { type: "string", pattern: "^(a+)\\1$" } } };
    const spec = await writeDocument("unbounded.json", schema);
    await expect(startMock({ spec, port: 0 })).rejects.toThrow(
      "the schema cannot be compiled (The pattern /^(a+)\\1$/ cannot be matched in bounded time: it refers back",
    );
  });
});
