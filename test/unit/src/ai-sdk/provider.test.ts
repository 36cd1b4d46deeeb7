import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { models } from "../../../../generated/models.ts";
import { createEvolinkProvider } from "../../../../src/ai-sdk/index.ts";
import { createEvolink } from "../../../../src/index.ts";
import { startMock } from "../../../../src/mock/index.ts";
import { BODY, connect, json, pass, rejection, TASK_ID, task } from "../helpers.ts";

const CALL = { prompt: "A kite", n: 1, providerOptions: {} } as never;
const PNG = Uint8Array.from(
  atob("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="),
  (letter) => letter.charCodeAt(0),
);

const done = (changes = {}) =>
  json(task({ status: "completed", results: ["https://files.example.com/a.mp4"], ...changes }));
const video = (...responses: Parameters<typeof connect>[0]) => {
  const { evolink, seen } = connect(responses);
  return { model: createEvolinkProvider(evolink, { models }).video(BODY.model), seen };
};

describe("provider.video", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("submits, waits, and gives the links", async () => {
    const { model, seen } = video(json(task()), done());
    const { videos, providerMetadata } = await pass(model.doGenerate(CALL));
    expect(videos).toEqual([{ type: "url", url: "https://files.example.com/a.mp4", mediaType: "video/mp4" }]);
    expect(providerMetadata).toEqual({ evolink: { taskId: TASK_ID } });
    expect(JSON.parse(seen[0]?.body ?? "")).toEqual({ ...BODY, prompt: "A kite" });
  });

  it("gives the videos of a mock whole, because the SDK follows no link to a private address", async () => {
    vi.useRealTimers();
    const mock = await startMock({ taskSeconds: 0 });
    const { video } = createEvolinkProvider(createEvolink({ apiKey: "any", baseUrl: mock.url }), { models });
    const { videos } = await video(BODY.model).doGenerate(CALL);
    const bytes = expect.toSatisfy((data: Uint8Array) => data.length > 1000);
    expect(videos).toEqual([{ type: "binary", data: bytes, mediaType: "video/mp4" }]);
    await mock.close();
  });

  it("starts with the SDK's idempotency key, and with one of its own in place of one that is none", async () => {
    const { model, seen } = video(json(task()));
    const start = (key: string) =>
      model.doStart({ ...(CALL as object), headers: { "Idempotency-Key": key } } as never);
    expect((await start("aisdk_vid_0123456789")).operation).toEqual({ taskId: TASK_ID });
    await start("short");
    const keys = seen.map(({ headers }) => headers.get("idempotency-key"));
    expect(keys[0]).toBe("aisdk_vid_0123456789");
    expect(keys[1]).toMatch(/^[\d-]{16,}$/);
  });

  it.each([
    [json(task()), { status: "pending" }],
    [done(), { status: "completed", videos: [expect.objectContaining({ type: "url" })] }],
    [
      json(task({ status: "failed", error: { code: "x", message: "no kites" } })),
      { status: "error", error: expect.stringContaining("no kites") },
    ],
    [json(task({ status: "cancelled" })), { status: "error" }],
    [done({ results: [] }), { status: "error", error: expect.stringContaining("paid again") }],
  ])("says how an operation of another process stands", async (response, status) => {
    const { model } = video(response);
    expect(await model.doStatus({ operation: { taskId: TASK_ID } })).toMatchObject(status);
  });

  it("reads a task by the collection of its model, as a client of several kinds has no `tasks`; and again where that helps", async () => {
    const { evolink, seen } = connect([json({}, 503), done()]);
    const { tasks: _, ...several } = evolink;
    const model = createEvolinkProvider(several, { models }).video(BODY.model);
    expect(await pass(model.doStatus({ operation: { taskId: TASK_ID } }))).toHaveProperty(
      "status",
      "completed",
    );
    expect(seen).toHaveLength(2);
  });

  it("throws what is no outcome of the task", async () => {
    const { model } = video(json({ error: { code: "task_not_found" } }, 404));
    expect(await rejection(model.doStatus({ operation: { taskId: TASK_ID } }))).toHaveProperty(
      "name",
      "NotFoundError",
    );
    expect(await rejection(model.doStatus({ operation: "x" }))).toHaveProperty("name", "ValidationError");
  });

  it("throws with the task's id when waiting fails, and never as retryable", async () => {
    const { model } = video(json(task()), json({ error: { code: "task_not_found" } }, 404));
    const error = await rejection(pass(model.doGenerate(CALL)));
    expect(error).toMatchObject({ taskId: TASK_ID, retryable: false, charged: "unknown" });
  });

  it("passes the SDK's webhook on", async () => {
    const received = Promise.resolve({ headers: {}, body: {} });
    const { model } = video();
    const webhook = async () => ({ url: "https://a.example/hook", received });
    expect(await model.handleWebhookOption({ webhook })).toEqual({
      webhookUrl: "https://a.example/hook",
      received,
    });
  });

  it("refuses a model that makes none, and options that are none", () => {
    const { evolink } = connect([]);
    const provider = createEvolinkProvider(evolink, { models });
    expect(() => provider.video("kite-1" as never)).toThrow("kite-1 is no model of videos.");
    expect(() => provider.video("constructor" as never)).toThrow(/no model/);
    expect(() => provider.image(BODY.model as never)).toThrow(/no model of images/);
    const atOnce = { "kite-1": { kind: "videos", task: false, parameters: {} } } as const;
    expect(() => createEvolinkProvider(evolink, { models: atOnce }).video("kite-1" as never)).toThrow(
      /no model/,
    );
    expect(() => createEvolinkProvider({} as never, { models })).toThrow(/`evolink`/);
    expect(() => createEvolinkProvider(evolink, {} as never)).toThrow(/`models`/);
    expect(() => createEvolinkProvider(evolink, { models, uplaod: 1 } as never)).toThrow(/uplaod/);
  });
});

describe("provider.image", () => {
  const facts = {
    "kite-painter": {
      kind: "images",
      task: true,
      parameters: {
        prompt: { types: ["string"], required: true },
        n: { types: ["integer"], required: false, maximum: 4 },
      },
    },
  } as const;

  const painter = (results: string[]) => {
    const { evolink } = connect([json(task({ status: "completed", type: "image", results }))]);
    const images = { generate: evolink.videos.generate };
    return createEvolinkProvider({ ...evolink, images } as never, { models: facts }).image("kite-painter");
  };

  it.each([
    ["names no result", []],
    ["names one that cannot be read", ["http://127.0.0.1/1.png"]],
  ])("tells the task that was paid for when it %s", async (_, results) => {
    const error = await rejection(painter(results).doGenerate(CALL));
    expect(error).toMatchObject({ taskId: TASK_ID, charged: "unknown", retryable: false });
    expect(error.message).toMatch(/do not submit it again/i);
  });

  it("gives the bytes of every image, and says that another call would be paid", async () => {
    const results = ["https://files.example.com/1.png", "https://files.example.com/2.png"];
    vi.stubGlobal("fetch", async () => new Response(PNG, { headers: { "content-type": "image/png" } }));
    const model = painter(results);
    expect(model.maxImagesPerCall).toBe(4);
    const made = await model.doGenerate({ ...(CALL as object), n: 2 } as never);
    vi.unstubAllGlobals();
    expect(made.images).toEqual([PNG, PNG]);
    expect(made).toMatchObject({
      isRetryable: false,
      providerMetadata: { evolink: { images: [{ taskId: TASK_ID }, {}] } },
    });
  });
});
