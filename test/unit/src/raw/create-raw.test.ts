import { getEventListeners } from "node:events";
import { describe, expect, it } from "vitest";
import { functions } from "../../../../generated/client.ts";
import { createRaw } from "../../../../src/raw/index.ts";
import { BODY, connect, json, rejection, TASK_ID, task } from "../helpers.ts";

describe("createRaw", () => {
  it("returns what openapi-fetch does", async () => {
    const { evolink } = connect([json(task()), json({ error: { code: "task_not_found" } }, 404)]);
    const params = { path: { task_id: TASK_ID } };
    const found = await createRaw(evolink).GET("/v1/tasks/{task_id}", { params });
    expect(found.data?.id).toBe(TASK_ID);
    expect(found.response.status).toBe(200);
    const missing = await createRaw(evolink).GET("/v1/tasks/{task_id}", { params });
    expect(missing.error).toEqual({ error: { code: "task_not_found" } });
    expect(missing.response.ok).toBe(false);
  });

  it("sends each operation to its own server, unless there is a baseUrl", async () => {
    const { evolink, seen } = connect([json(task())]);
    await createRaw(evolink).POST("/v1/videos/generations", { body: BODY });
    await createRaw(evolink).request("post", "/v1/videos/generations", { body: BODY });
    const proxied = connect([json(task())], { baseUrl: "https://proxy.example.com/evolink/" });
    await createRaw(proxied.evolink).POST("/v1/videos/generations", { body: BODY });
    expect([...seen, ...proxied.seen].map(({ url }) => url)).toEqual([
      "https://api.evolink.ai/v1/videos/generations",
      "https://api.evolink.ai/v1/videos/generations",
      "https://proxy.example.com/evolink/v1/videos/generations",
    ]);
  });

  it("carries the functions it is given, each call with a key of its own", async () => {
    const { evolink, seen } = connect([json(task())]);
    expect(createRaw(evolink)).not.toHaveProperty("createGeminiOmniFlashTextToVideoGeneration");
    const raw = createRaw(evolink, { functions });
    const { data } = await raw.createGeminiOmniFlashTextToVideoGeneration({
      prompt: "A boat",
      duration: 6,
    });
    expect(data?.id).toBe(TASK_ID);
    await raw.createGeminiOmniFlashTextToVideoGeneration({ prompt: "A boat" });
    expect(JSON.parse(seen[0]?.body ?? "")).toEqual({ model: BODY.model, prompt: "A boat", duration: 6 });
    expect(seen[0]?.headers.get("authorization")).toBe("Bearer sk-secret-0123456789");
    const keys = seen.map(({ headers }) => headers.get("idempotency-key"));
    expect(new Set(keys).size).toBe(2);
  });

  it("sends the idempotency key it is given", async () => {
    const { evolink, seen } = connect([json(task())]);
    const headers = { "Idempotency-Key": "order-2026-11-22-0001" };
    await createRaw(evolink).POST("/v1/videos/generations", { body: BODY, headers });
    expect(seen[0]?.headers.get("idempotency-key")).toBe("order-2026-11-22-0001");
  });

  it.each(["POST", "PUT", "PATCH", "patch", "DELETE"])(
    "takes a %s that broke off for one that may be billed",
    async (method) => {
      const { evolink, seen } = connect([new TypeError("terminated")]);
      const error = await rejection(
        createRaw(evolink).request(method as never, "/v1/videos/generations" as never, {} as never),
      );
      expect(error).toMatchObject({
        name: "SubmissionUncertainError",
        charged: "unknown",
        retryable: false,
        idempotencyKey: seen[0]?.headers.get("idempotency-key"),
      });
    },
  );

  it.each(["GET", "get", "HEAD", "OPTIONS"])(
    "takes a %s that broke off for one that is free",
    async (method) => {
      const { evolink, seen } = connect([new TypeError("terminated")]);
      const error = await rejection(
        createRaw(evolink).request(method as never, "/v1/tasks" as never, {} as never),
      );
      expect(error).toMatchObject({ name: "ConnectionError", charged: "no", retryable: true });
      expect(seen[0]?.headers.has("idempotency-key")).toBe(false);
    },
  );

  it("throws an error of this package for a success that is no JSON, and none for other formats", async () => {
    const { evolink } = connect([new Response("<html></html>")]);
    const params = { path: { task_id: TASK_ID } };
    expect(await rejection(createRaw(evolink).GET("/v1/tasks/{task_id}", { params }))).toHaveProperty(
      "name",
      "UnexpectedResponseError",
    );
    const { data } = await createRaw(evolink).GET("/v1/tasks/{task_id}", { params, parseAs: "text" });
    expect(data).toBe("<html></html>");
  });

  it("goes through the caller's middleware", async () => {
    const { evolink, seen } = connect([json(task())]);
    const raw = createRaw(evolink);
    raw.use({ onRequest: ({ request }) => request.headers.set("x-trace", "1") });
    await raw.GET("/v1/tasks/{task_id}", { params: { path: { task_id: TASK_ID } } });
    expect(seen[0]?.headers.get("x-trace")).toBe("1");
  });
});

describe("createRaw with a body", () => {
  const send = async (body: unknown, headers?: HeadersInit) => {
    const { evolink, seen } = connect([json(task())]);
    const error = await rejection(
      createRaw(evolink).POST("/v1/videos/generations", { body, headers } as never),
    ).catch(() => undefined);
    return { error, sent: seen.length };
  };

  it("refuses what JSON has no form of, and sends nothing", async () => {
    const { error, sent } = await send({ image: new Blob() });
    expect([Object(error).name, Object(error).message, sent]).toEqual([
      "ValidationError",
      "Expected `image` to be a value that JSON has, got object.",
      0,
    ]);
  });

  it("leaves forms, and what the call names itself, to openapi-fetch", async () => {
    expect(await send(new FormData())).toMatchObject({ sent: 1 });
    expect(await send({ a: "b" }, { "content-type": "application/x-www-form-urlencoded" })).toMatchObject({
      sent: 1,
    });
  });
});

describe("createRaw with a signal", () => {
  it("hands it to a fetch of the call's own", async () => {
    const { evolink, seen } = connect([json(task())]);
    const signals: AbortSignal[] = [];
    const fetch = async (request: Request) => {
      signals.push(request.signal);
      return json(task());
    };
    const controller = new AbortController();
    const params = { path: { task_id: TASK_ID } };
    await createRaw(evolink).GET("/v1/tasks/{task_id}", { params, fetch, signal: controller.signal });
    controller.abort();
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
    expect(seen).toHaveLength(0);
  });

  it("rejects with its reason, unchanged, when it ends a reading", async () => {
    const { evolink } = connect([() => new Promise<never>(() => {})]);
    const controller = new AbortController();
    const params = { path: { task_id: TASK_ID } };
    const reading = rejection(
      createRaw(evolink).GET("/v1/tasks/{task_id}", { params, signal: controller.signal }),
    );
    const reason = new Error("enough");
    setTimeout(() => controller.abort(reason), 5);
    expect(await reading).toBe(reason);
  });

  it("sends nothing when it has fired already", async () => {
    const { evolink, seen } = connect([json(task())]);
    const reason = new Error("enough");
    const signal = AbortSignal.abort(reason);
    const posting = createRaw(evolink).POST("/v1/videos/generations", { body: BODY, signal });
    expect(await rejection(posting as Promise<unknown>)).toBe(reason);
    expect(seen).toHaveLength(0);
  });

  it("leaves no listener on it", async () => {
    const { signal } = new AbortController();
    const { evolink } = connect([json(task())]);
    for (let call = 0; call < 3; call += 1)
      await createRaw(evolink).POST("/v1/videos/generations", { body: BODY, signal });
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });
});
