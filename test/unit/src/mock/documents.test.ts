import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HEADERS, readError, startTestMock, type TaskBody } from "../../../helpers/mock.ts";

const json = (schema: object, more: object = {}) => ({
  content: { "application/json": { schema, ...more } },
});
const STATUS = { type: "string", enum: ["pending", "processing", "completed", "failed"] };
const ERROR = json({
  type: "object",
  properties: {
    error: { type: "object", properties: { code: { type: "string" }, message: { type: "string" } } },
  },
});

/** A request for one of two models, and the task it makes. */
const makeCreate = (operationId: string, type: string, failures: object = {}) => ({
  operationId,
  requestBody: {
    required: true,
    ...json({
      oneOf: [
        {
          type: "object",
          required: ["model", "count"],
          properties: {
            model: { type: "string", enum: ["one", "uno"] },
            count: { type: "integer", maximum: 3 },
          },
        },
        {
          type: "object",
          required: ["model"],
          properties: {
            model: { type: "string", const: "two" },
            size: { type: "string", default: "1024x1024" },
          },
        },
      ],
    }),
  },
  responses: {
    200: json({
      type: "object",
      properties: {
        id: { type: "string", example: "job-1700000000-abcd1234" },
        model: { type: "string" },
        status: STATUS,
        type: { type: "string", enum: ["video", "image", "audio"], example: type },
      },
    }),
    400: ERROR,
    ...failures,
  },
});

/** An API nobody knows: two kinds of task, and two operations that respond at once. */
const DOCUMENT = {
  openapi: "3.1.0",
  info: { title: "Kites", version: "1" },
  paths: {
    "/v1/kites": { post: makeCreate("createKite", "image") },
    "/v1/whistles": { post: makeCreate("createWhistle", "audio", { 409: ERROR }) },
    "/v1/jobs/{job}": {
      get: {
        operationId: "getJob",
        parameters: [{ name: "job", in: "path", required: true, schema: { type: "string" } }],
        responses: {
          200: json({
            type: "object",
            properties: {
              id: { type: "string", example: "job-1700000000-abcd1234" },
              status: STATUS,
              error: {
                anyOf: [{ type: "object", properties: { code: { type: "string" } } }, { type: "null" }],
              },
              results: { type: "array", items: { type: "string" } },
            },
          }),
          404: ERROR,
        },
      },
    },
    "/v1/chat": {
      post: {
        operationId: "chat",
        requestBody: { required: true, ...json({ type: "object" }) },
        responses: { 200: json({ type: "object" }, { example: { said: "Hello" } }) },
      },
    },
    "/v1/trees": {
      post: {
        operationId: "plant",
        requestBody: { required: true, ...json({ $ref: "#/components/schemas/Tree" }) },
        responses: {
          200: json({ $ref: "#/components/schemas/Tree" }, { example: { height: 1 } }),
          400: ERROR,
        },
      },
    },
    "/v1/sayings": {
      post: {
        operationId: "say",
        requestBody: { required: true, ...json({ type: "object" }) },
        responses: {
          200: json({
            type: "object",
            properties: { id: { type: "string", example: "resp_1" }, status: STATUS },
          }),
        },
        callbacks: { done: { "{$request.body#/url}": { post: { responses: {} } } } },
      },
    },
  },
};

const TREE = {
  type: "object",
  properties: {
    height: { type: "integer" },
    branches: { type: "array", items: { $ref: "#/components/schemas/Tree" } },
  },
};

let folder: string;
let spec: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "mock-"));
  spec = join(folder, "kites.json");
  await writeFile(spec, JSON.stringify({ ...DOCUMENT, components: { schemas: { Tree: TREE } } }));
});
afterAll(() => rm(folder, { recursive: true }));

async function startKites() {
  const mock = await startTestMock({ spec, taskSeconds: 0 });
  const post = (path: string, body: object) =>
    fetch(mock.url + path, { method: "POST", headers: HEADERS, body: JSON.stringify(body) });
  const job = async (id: string) => (await (await fetch(`${mock.url}/v1/jobs/${id}`)).json()) as TaskBody;
  return { mock, post, job };
}

describe("a mock of any document", () => {
  it.each([
    ["/v1/kites", { model: "two", size: "512x1024" }, "image/png"],
    ["/v1/whistles", { model: "uno", count: 1 }, "audio/wav"],
  ])("makes tasks at %s with results of their own medium", async (path, body, mediaType) => {
    const { mock, post, job } = await startKites();
    const { id, model } = (await (await post(path, body)).json()) as TaskBody;
    expect({ id, model }).toEqual({
      id: expect.stringMatching(/^job-1700000000-[a-z0-9]{8}$/),
      model: body.model,
    });
    const { results } = await job(id);
    const file = await fetch(results?.[0] ?? "");
    expect(file.headers.get("content-type")).toBe(mediaType);
    expect(mock.tasks()).toHaveLength(1);
  });

  it.each([
    [{ model: "one", count: 4 }, "count must be an integer of at most 3, got 4"],
    [{ model: "uno" }, "count is required and must be an integer of at most 3"],
    [{ model: "two", size: 5 }, "size must be a string, got 5"],
    [{ model: "three" }, 'model must be "one", "uno" or "two", got "three"'],
    [{}, 'model is required and must be "one", "uno" or "two"'],
  ])("validates %j for the one model asked for", async (body, message) => {
    const { post } = await startKites();
    const response = await post("/v1/kites", body);
    expect(response.status).toBe(400);
    expect((await readError(response)).message).toBe(message);
  });

  it("tells a cancelled task as failed where no such status is documented", async () => {
    const { post, job } = await startKites();
    const { id } = (await (
      await post("/v1/kites", { model: "two", note: "[mock:cancel]" })
    ).json()) as TaskBody;
    expect(await job(id)).toMatchObject({ status: "failed", error: { code: "request_cancelled" } });
  });

  const made = { id: {}, created: { type: "string", format: "date-time" } };
  const queued = { type: "string", enum: ["QUEUED", "DONE"] };
  it.each<[what: string, created: object, queried: object]>([
    ["is in other states", { ...made, status: queued }, { ...made, status: queued, results: {} }],
    ["has no results to ask for", { ...made, status: STATUS }, { ...made, status: STATUS }],
    ["has the time as text", { ...made, status: STATUS }, { ...made, status: STATUS, results: {} }],
    [
      "has another id to ask with",
      { id: { type: "integer" }, job_id: { type: "string" }, status: STATUS },
      { ...made, job_id: { type: "string" }, status: STATUS, results: {} },
    ],
  ])(
    "makes a task of what makes something that %s, and contradicts no document",
    async (_, created, queried) => {
      const file = join(folder, "things.json");
      const responds = (properties: object) => ({ 200: { description: "", ...json({ properties }) } });
      const get = { operationId: "getThing", responses: responds(queried) };
      const post = { operationId: "createThing", responses: responds(created) };
      const parameters = [{ name: "job_id", in: "path", required: true, schema: { type: "string" } }];
      const paths = { "/things": { post }, "/things/{job_id}": { parameters, get } };
      await writeFile(file, JSON.stringify({ openapi: "3.1.0", info: { title: "", version: "1" }, paths }));
      const mock = await startTestMock({ spec: file, listen: false });
      const response = await mock.fetch("http://mock.localhost/things", { method: "POST" });
      expect([response.status, mock.tasks().length]).toEqual([200, 1]);
    },
  );

  it("says the results and the failure of a task in all places that the document has for them, and only there", async () => {
    const file = join(folder, "clips.json");
    const uri = { type: "string", format: "uri" };
    const asset = { type: "object", properties: { url: uri } };
    const failure = { type: "object", properties: { reason: { type: "string" }, code: { type: "string" } } };
    const assets = { type: "object", properties: { video: asset } };
    const responds = (properties: object) => ({ 200: { description: "", ...json({ properties }) } });
    const post = { operationId: "createJob", responses: responds({ id: {}, status: STATUS }) };
    const get = {
      operationId: "getJob",
      responses: responds({ id: {}, status: STATUS, assets, video_url: uri, failure }),
    };
    const parameters = [{ name: "id", in: "path", required: true, schema: { type: "string" } }];
    const paths = { "/jobs": { post }, "/jobs/{id}": { parameters, get } };
    await writeFile(file, JSON.stringify({ openapi: "3.1.0", info: { title: "", version: "1" }, paths }));
    const mock = await startTestMock({ spec: file, listen: false, taskSeconds: 10 });
    const send = async (method: string, path: string) =>
      (await mock.fetch(`http://mock.localhost${path}`, { method })).json();
    const { id } = (await send("POST", "/jobs")) as TaskBody;
    const failed = (await send("POST", "/jobs")) as TaskBody;
    const ask = (task = id) => send("GET", `/jobs/${task}`);
    await send("POST", `/_mock/tasks/${failed.id}/fail`);
    expect(await ask(failed.id)).toEqual({
      id: failed.id,
      status: "failed",
      failure: { reason: expect.stringContaining("The mock ended"), code: expect.any(String) },
    });
    expect(await ask()).toEqual({ id, status: "pending" });
    mock.clock.advance(10_000);
    const link = expect.stringMatching(/\.mp4$/);
    expect(await ask()).toMatchObject({
      status: "completed",
      assets: { video: { url: link } },
      video_url: link,
    });
  });

  it.each([
    ["/v1/whistles", 409],
    ["/v1/kites", 400],
  ])("refuses a used key with another body at %s with %i", async (path, status) => {
    const { mock } = await startKites();
    const headers = { ...HEADERS, "idempotency-key": "0123456789abcdef" };
    const post = (model: string) =>
      fetch(mock.url + path, { method: "POST", headers, body: JSON.stringify({ model, count: 1 }) });
    await post("one");
    const response = await post("two");
    expect(response.status).toBe(status);
    expect((await readError(response)).code).toBe("idempotency_conflict");
  });

  it("validates a body by a schema that contains itself, all the way down", async () => {
    const { post } = await startKites();
    const plant = (height: unknown) => post("/v1/trees", { branches: [{ branches: [{ height }] }] });
    expect(await (await plant(2)).json()).toEqual({ height: 1 });
    expect((await readError(await plant("tall"))).message).toBe(
      'branches[0].branches[0].height must be an integer, got "tall"',
    );
  });

  it("responds to everything else with what the document says, once and for all", async () => {
    const { mock, post } = await startKites();
    expect(await (await post("/v1/chat", {})).json()).toEqual({ said: "Hello" });
    expect(await (await post("/v1/sayings", {})).json()).toEqual({ id: "resp_1", status: "pending" });
    expect(mock.tasks()).toEqual([]);
  });
});
