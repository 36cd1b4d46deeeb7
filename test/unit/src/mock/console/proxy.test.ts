import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { JsonObject } from "../../../../../src/openapi/json.ts";
import { makeDocument, makeOperation } from "../../../../helpers/documents.ts";
import { BODY, CREATE_PATH, startTestMock, type TestMock } from "../../../../helpers/mock.ts";

const send = (
  mock: TestMock,
  {
    path = CREATE_PATH,
    body = JSON.stringify(BODY) as BodyInit,
    headers = {} as Record<string, string>,
  } = {},
) =>
  fetch(`${mock.url}/_mock/proxy${path}`, {
    method: "POST",
    headers: {
      "idempotency-key": "kite-submission-1",
      ...(typeof body === "string" && { "content-type": "application/json" }),
      ...headers,
    },
    body,
  });

describe("/_mock/proxy", () => {
  it("adds a key that nothing shows, and passes the submission on", async () => {
    const mock = await startTestMock();
    const response = await send(mock);
    const text = await response.text();
    expect(JSON.parse(text)).toMatchObject({ id: mock.tasks()[0]?.id, status: "pending" });
    const [request, ...others] = mock.requests();
    expect(others).toEqual([]);
    expect(request).toMatchObject({ path: CREATE_PATH, body: BODY, headers: { authorization: "(hidden)" } });
    expect(JSON.stringify([text, [...response.headers], request])).not.toMatch(/mock-[0-9a-f]{8}/);
  });

  it("submits once, however often the same Idempotency-Key comes", async () => {
    const mock = await startTestMock();
    const [first, second] = [await send(mock), await send(mock)];
    expect(second.headers.get("idempotency-replayed")).toBe("true");
    expect(await second.json()).toEqual(await first.json());
    expect(mock.requests()).toHaveLength(1);
    await send(mock, { headers: { "idempotency-key": "kite-submission-2" } });
    expect(mock.requests()).toHaveLength(2);
  });

  it("does not submit again when the response was lost", async () => {
    const mock = await startTestMock({ faults: { drop: 1 } });
    const responses = [await send(mock), await send(mock)];
    for (const response of responses) {
      expect(response.status).toBe(502);
      expect(await response.json()).toMatchObject({ error: { code: "paid_outcome_unknown" } });
    }
    expect(mock.tasks()).toHaveLength(1);
  });

  it("refuses before anything is sent: a wrong body, an unknown model, path or method", async () => {
    const mock = await startTestMock();
    const outcomes = [
      await send(mock, { body: JSON.stringify({ ...BODY, duration: 99 }) }),
      await send(mock, { body: JSON.stringify({ ...BODY, model: "kite-9" }) }),
      await send(mock, { body: "{" }),
      await send(mock, { path: "/v1/nothing" }),
      await send(mock, { path: "/v1/tasks/task-1" }),
    ];
    expect(outcomes.map(({ status }) => status)).toEqual([400, 400, 400, 404, 405]);
    expect((await outcomes[0]?.json())?.error).toMatchObject({
      type: "proxy_error",
      message: expect.stringMatching(/^duration must be .*got 99$/),
    });
    expect(mock.requests()).toEqual([]);
  });

  it("reads a task, with no key of the page", async () => {
    const mock = await startTestMock();
    const id = await mock.submitted();
    const response = await fetch(`${mock.url}/_mock/proxy/v1/tasks/${id}`);
    expect(await response.json()).toMatchObject({ id, status: "pending" });
  });

  it("is for pages of this machine alone", async () => {
    const mock = await startTestMock();
    const response = await send(mock, { headers: { origin: "https://evil.example" } });
    expect(response.status).toBe(403);
    expect(mock.requests()).toEqual([]);
  });
});

describe("/_mock/proxy of any document", () => {
  const responses = { "200": { description: "Done", content: { "application/json": { schema: {} } } } };
  const keys: JsonObject = {
    inHeader: { type: "apiKey", in: "header", name: "X-Kite-Key" },
    inQuery: { type: "apiKey", in: "query", name: "kite_key" },
  };
  const form = {
    type: "object",
    required: ["count", "sail"],
    properties: { count: { type: "integer" }, sail: { type: "string", format: "binary" } },
  };
  const take = (mediaType: string, schema: object, security: string) => ({
    post: {
      requestBody: { required: true, content: { [mediaType]: { schema } } },
      security: [{ [security]: [] }],
      responses,
    },
  });
  let folder: string;
  let spec: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "console-proxy-"));
    spec = join(folder, "openapi.json");
    const document = makeDocument({
      paths: {
        "/v1/kites": take("application/json", { type: "object", required: ["name"] }, "inHeader"),
        "/v1/kites/{id}/sails": take("multipart/form-data", form, "inQuery") as JsonObject,
        "/v1/notes": take("text/plain", { type: "string", maxLength: 4 }, "inHeader"),
        "/v1/free": { post: { ...makeOperation(), security: [] } },
      } as JsonObject,
    });
    const { components } = document as { components: JsonObject };
    await writeFile(
      spec,
      JSON.stringify({ ...document, components: { ...components, securitySchemes: keys } }),
    );
  });
  afterAll(() => rm(folder, { recursive: true }));

  it("puts the key where the operation wants it", async () => {
    const mock = await startTestMock({ spec });
    const sail = new FormData();
    sail.append("count", "3");
    sail.append("sail", new File(["x"], "sail.png"));
    const outcomes = [
      await send(mock, { path: "/v1/kites", body: '{"name":"Kite"}' }),
      await send(mock, {
        path: "/v1/kites/7/sails",
        body: sail,
        headers: { "idempotency-key": "kite-submission-2" },
      }),
      await send(mock, {
        path: "/v1/notes",
        body: "kite",
        headers: { "idempotency-key": "kite-submission-3", "content-type": "text/plain" },
      }),
      await send(mock, { path: "/v1/free", body: "{}", headers: { "idempotency-key": "kite-submission-4" } }),
    ];
    expect(outcomes.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const [json, multipart, , free] = mock.requests();
    expect(json?.headers["x-kite-key"]).toBe("(hidden)");
    expect(multipart?.query).toBe("kite_key=%28hidden%29");
    expect(free?.headers).not.toHaveProperty("authorization");
  });

  it.each([
    ["/v1/kites", "{}", "application/json", "name"],
    ["/v1/kites/7/sails", "count=3", "application/x-www-form-urlencoded", "multipart/form-data"],
    ["/v1/notes", "kites", "text/plain", "4"],
  ])("holds %s to the document", async (path, body, type, told) => {
    const mock = await startTestMock({ spec });
    const refused = await send(mock, { path, body, headers: { "content-type": type } });
    expect((await refused.json()).error).toMatchObject({
      type: "proxy_error",
      message: expect.stringContaining(told),
    });
    expect(mock.requests()).toEqual([]);
  });
});
