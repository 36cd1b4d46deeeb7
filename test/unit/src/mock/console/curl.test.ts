import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { renderCurl } from "../../../../../src/mock/console/page/copy-code.ts";
import type { JournalRequest } from "../../../../../src/mock/console/wire.ts";
import type { JsonObject } from "../../../../../src/openapi/json.ts";
import { makeDocument } from "../../../../helpers/documents.ts";
import { BODY, CREATE_PATH, HEADERS, startTestMock, type TestMock } from "../../../../helpers/mock.ts";

const whyNoCurl = existsSync("/usr/bin/curl") ? undefined : "there is no /usr/bin/curl";
if (whyNoCurl) console.log(`curl.test.ts is skipped: ${whyNoCurl}`);

const NASTY = `it's "quoted" \\ $HOME \`id\` $(id) !! 100% & | ; < > \t 絵文字 🪁\r\nsecond line\n'; rm -rf /; '`;

const run = promisify(execFile);

/** The last request as the journal has it. */
async function readLast(mock: TestMock): Promise<JournalRequest> {
  const { requestId } = mock.requests().at(-1) ?? {};
  return (await fetch(`${mock.url}/_mock/requests/${requestId}`)).json() as Promise<JournalRequest>;
}

describe.skipIf(whyNoCurl)("a copied curl command", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "curl-"));
    await writeFile(join(folder, 'sa"il.png'), "not the bytes that were sent");
  });
  afterAll(() => rm(folder, { recursive: true }));

  /** Runs the command of the last request, and returns what came of it, next to what was there before. */
  async function repeat(mock: TestMock): Promise<[sent: JournalRequest, again: JournalRequest]> {
    const sent = await readLast(mock);
    expect(sent.text).toBeDefined();
    const command = renderCurl({ ...sent, text: sent.text ?? "" }, mock.url);
    const env = { PATH: process.env.PATH, EVOLINK_API_KEY: "any", HOME: "/nowhere" };
    const options = { cwd: folder, env, timeout: 10_000 };
    // By a file, as a shell reads what is pasted: one word of a command is limited.
    await writeFile(join(folder, "command.sh"), command);
    await run("sh", ["command.sh"], options);
    return [sent, await readLast(mock)];
  }

  it.each([
    ["quotes, variables, newlines and unicode", NASTY],
    ["more than a command may have as one word", `${"A kite. ".repeat(25_000)}\nEND_OF_BODY\n${NASTY}`],
    ["the end of a document on a line", "\nEND_OF_BODY\nEND_OF_BODY_\n"],
  ])("sends the same JSON: %s", async (_, prompt) => {
    const mock = await startTestMock();
    await mock.submit({ prompt });
    const [sent, again] = await repeat(mock);
    expect(again.requestId).not.toBe(sent.requestId);
    expect(again.status).toBe(sent.status);
    expect(again.body).toEqual({ ...BODY, prompt });
    expect(again.headers).toMatchObject({ authorization: "(hidden)", "content-type": "application/json" });
  });

  it("sends what is no JSON as it came", async () => {
    const mock = await startTestMock();
    const body = '{"model": 1e3, "model": "kite';
    await fetch(mock.url + CREATE_PATH, { method: "POST", headers: HEADERS, body });
    const [sent, again] = await repeat(mock);
    expect([again.text, again.note]).toEqual([body, sent.note]);
  });

  it("is not made of a body that the journal has cut", async () => {
    const mock = await startTestMock();
    await mock.submit({ prompt: "x".repeat(300_000) });
    const last = await readLast(mock);
    expect([last.text, last.given]).toEqual([undefined, undefined]);
  });

  describe("of other operations", () => {
    let spec: string;
    beforeAll(async () => {
      const responses = { "200": { description: "Done", content: { "application/json": { schema: {} } } } };
      const text = { type: "string" };
      const properties = { name: text, count: { type: "integer" }, sail: { ...text, format: "binary" } };
      const body = (mediaType: string) => ({
        requestBody: {
          required: true,
          content: { [mediaType]: { schema: { type: "object", properties } } },
        },
        responses,
      });
      const document = makeDocument({
        paths: {
          "/v1/sails": { post: body("multipart/form-data") },
          "/v1/fields": { post: body("application/x-www-form-urlencoded") },
          "/v1/kites/{name}": {
            get: {
              parameters: [
                { in: "path", name: "name", required: true, schema: text },
                { in: "query", name: "filter", schema: text },
                { in: "query", name: "page", schema: { type: "integer" } },
                { in: "header", name: "x-wind", schema: text },
              ],
              security: [{ inQuery: [] }],
              responses,
            },
          },
        } as JsonObject,
        components: {
          securitySchemes: {
            bearerAuth: { type: "http", scheme: "bearer" },
            inQuery: { type: "apiKey", in: "query", name: "kite_key" },
          },
        },
      });
      spec = join(folder, "openapi.json");
      await writeFile(spec, JSON.stringify(document));
    });

    it("sends a form with its texts and files", async () => {
      const mock = await startTestMock({ spec });
      const form = new FormData();
      form.append("name", `@file;type=x ${NASTY}`);
      form.append("count", "3");
      form.append("sail", new File(["\0\xff"], 'sa"il.png', { type: "image/png" }));
      const { authorization } = HEADERS;
      await fetch(`${mock.url}/v1/sails`, { method: "POST", headers: { authorization }, body: form });
      const [sent, again] = await repeat(mock);
      expect(again.status).toBe(200);
      expect(again.given).toEqual(sent.given);
      expect(again.given?.fields).toHaveLength(3);
      expect(again.text).toContain("not the bytes that were sent");
    });

    it("sends encoded fields", async () => {
      const mock = await startTestMock({ spec });
      const body = new URLSearchParams({ name: NASTY, count: "3" });
      const { authorization } = HEADERS;
      await fetch(`${mock.url}/v1/fields`, { method: "POST", headers: { authorization }, body });
      const [sent, again] = await repeat(mock);
      expect([again.status, again.text]).toEqual([200, sent.text]);
      expect(again.given?.body).toEqual({ name: NASTY, count: 3 });
    });

    it("sends path, query, headers and a key in the query", async () => {
      const mock = await startTestMock({ spec });
      const query = new URLSearchParams({ filter: NASTY, page: "2", "more[]": "{a}", kite_key: "sk-secret" });
      await fetch(`${mock.url}/v1/kites/[${encodeURIComponent(NASTY)}]?${query}`, {
        headers: { "x-wind": `"it's" $HOME`, "x-empty": "" },
      });
      const [sent, again] = await repeat(mock);
      expect(again.status).toBe(200);
      expect([again.path, again.query, again.given]).toEqual([sent.path, sent.query, sent.given]);
      // For a call of the client, as the document has its type.
      expect(sent.given?.params.query).toEqual({ filter: NASTY, page: 2 });
      expect(again.headers).toMatchObject({ "x-wind": `"it's" $HOME`, "x-empty": "" });
      expect(JSON.stringify(sent)).not.toContain("sk-secret");
    });

    it("asks for headers alone", async () => {
      const mock = await startTestMock();
      await fetch(`${mock.url}/v1/tasks/task-1`, { method: "HEAD", headers: HEADERS });
      const [sent, again] = await repeat(mock);
      expect([again.method, again.status]).toEqual(["HEAD", sent.status]);
    });
  });
});
