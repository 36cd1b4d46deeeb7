import { describe, expect, it } from "vitest";
import { connect as connectTo, createClient, type DocumentFacts, inQuery } from "../../../../src/index.ts";
import { createRaw } from "../../../../src/raw/index.ts";
import { BODY, connect, json, TASK_ID, task } from "../helpers.ts";

const params = { path: { task_id: TASK_ID } };

/** A client, what its `fetch` was given, and what that responded. */
function watch() {
  const { evolink, seen } = connect([json(task())]);
  const given: Parameters<typeof globalThis.fetch>[] = [];
  const responses: Response[] = [];
  const fetch = async (...args: Parameters<typeof globalThis.fetch>) => {
    given.push(args);
    const response = json(task());
    responses.push(response);
    return response;
  };
  const watched = connect([], { fetch }).evolink;
  return { raw: createRaw(watched), plain: createRaw(evolink), seen, given, responses };
}

describe("a request of createRaw", () => {
  it("reaches fetch as its address and fields, without a Request made before", async () => {
    const { raw, given } = watch();
    await raw.POST("/v1/videos/generations", { body: BODY, headers: { "x-trace": "1" } });
    expect(given[0]?.[0]).toBe("https://api.evolink.ai/v1/videos/generations");
    expect(given[0]?.[1]).toMatchObject({
      method: "POST",
      body: JSON.stringify(BODY),
      headers: { "content-type": "application/json", "x-trace": "1" },
    });
  });

  it.each([
    ["options of fetch that only it knows", { credentials: "omit" } as const],
    ["a middleware of the call", { middleware: [{ onRequest: () => undefined }] }],
  ])("is a Request for %s", async (_, init) => {
    const { raw, given } = watch();
    await raw.GET("/v1/tasks/{task_id}", { params, ...init });
    expect(given[0]?.[0]).toBeInstanceOf(Request);
  });

  it("is a Request once a middleware is in use, which may clone the response too", async () => {
    const { raw, given } = watch();
    const texts: string[] = [];
    raw.use({ onResponse: async ({ response }) => void texts.push(await response.clone().text()) });
    const { data } = await raw.GET("/v1/tasks/{task_id}", { params });
    expect(given[0]?.[0]).toBeInstanceOf(Request);
    expect(JSON.parse(texts[0] ?? "")).toEqual(data);
  });

  it("is refused before anything is sent where the platform refuses it", async () => {
    const { plain, seen } = watch();
    const stream = new ReadableStream();
    const post = plain.POST("/v1/videos/generations", { body: BODY, bodySerializer: () => stream });
    await expect(post).rejects.toThrow(TypeError);
    const get = plain.GET("/v1/tasks/{task_id}", { params, body: {}, bodySerializer: () => "{}" } as never);
    await expect(get).rejects.toThrow(TypeError);
    expect(seen).toHaveLength(0);
  });
});

describe("a response of createRaw", () => {
  it("is the one that fetch gave, and can be read once more", async () => {
    const { raw, responses } = watch();
    const { data, response } = await raw.GET("/v1/tasks/{task_id}", { params });
    expect(response).toBe(responses[0]);
    expect(await response.json()).toEqual(data);
    expect(JSON.parse(await response.text())).toEqual(data);
  });

  it("never shows a key in its address", async () => {
    const secret = "sk-secret-0123456789";
    const fetch = async (input: unknown) =>
      Object.defineProperty(json(task()), "url", {
        value: `${input instanceof Request ? input.url : input}`,
      });
    const document: DocumentFacts = {
      format: 1,
      madeBy: "a test",
      servers: [{ start: "", url: "https://api.example.com", key: inQuery("key") }],
    };
    const client = createClient<never>(
      connectTo(document, { apiKey: secret, fetch: fetch as never }),
      {} as never,
    );
    const { response } = await (createRaw(client) as ReturnType<typeof watch>["raw"]).GET(
      "/v1/tasks/{task_id}",
      { params },
    );
    expect(response.url).not.toContain(secret);
  });
});
