import { describe, expect, it, vi } from "vitest";
import { renderEntry } from "../../../../../scripts/render/entry/index.ts";
import type { Json, JsonObject } from "../../../../../src/openapi/json.ts";
import { importRendered } from "../../../../helpers/kite-client.ts";
import { makeModelPage, makePage, merge } from "../../../../helpers/pages.ts";

const text: Json = { type: "string" };
const parameters: Json = [
  {
    name: "tag",
    in: "query",
    style: "pipeDelimited",
    explode: false,
    schema: { type: "array", items: text },
  },
  { name: "dry", in: "query", schema: { type: "boolean" } },
  { name: "X-Kind", in: "header", schema: text },
  { name: "Idempotency-Key", in: "header", schema: text },
  { name: "color", in: "cookie", schema: text },
];
const TASK: JsonObject = {
  type: "object",
  properties: { id: text, status: { type: "string", enum: ["pending", "completed", "failed"] } },
};
const PAGES = [
  makePage({ file: "task.md", method: "get", path: "/v1/tasks/{task_id}", response: TASK }),
  makeModelPage("kite-1", { response: TASK, operation: { parameters } }),
  makeModelPage("talk-1", { path: "/v1/talk/answers", operation: { parameters } }),
  makePage({ file: "think.md", path: "/v1beta/models/think-1:thinkAloud", operation: { parameters } }),
];

type Functions = Record<string, Record<string, (...given: unknown[]) => Promise<unknown>>>;
const { createEvolink } = (await importRendered(merge(...PAGES).document, renderEntry)) as unknown as {
  createEvolink(options: object): Functions;
};

/** A client, and the requests that it sends: `POST path`, and headers. */
function setUp() {
  const sent: { request: string; headers: Record<string, string> }[] = [];
  const fetch = async (url: string, { method = "", headers }: RequestInit) => {
    const { pathname, search } = new URL(url);
    sent.push({
      request: `${method} ${pathname}${search}`,
      headers: Object.fromEntries(new Headers(headers)),
    });
    return new Response(
      search.includes("alt=sse")
        ? "data: {}\n\n"
        : `{"id":"task-1","status":"${method === "POST" ? "pending" : "completed"}"}`,
      search.includes("alt=sse") ? { headers: { "content-type": "text/event-stream" } } : {},
    );
  };
  return { sent, evolink: createEvolink({ apiKey: "any", fetch }) };
}

describe("the option params", () => {
  it("goes with the submission, as its page spells it, and not with the query of its task", async () => {
    const { sent, evolink } = setUp();
    const params = {
      query: { tag: ["a", "b"], dry: true },
      header: { "X-Kind": "k" },
      cookie: { color: "blue" },
    };
    vi.useFakeTimers();
    const generated = evolink.kites?.generate?.("kite-1", {}, { params });
    await vi.advanceTimersByTimeAsync(120_000);
    vi.useRealTimers();
    await generated;
    expect(sent.map(({ request }) => request)).toEqual([
      "POST /v1/kites/flights?tag=a%7Cb&dry=true",
      "GET /v1/tasks/task-1",
    ]);
    expect(sent.map(({ headers }) => [headers["x-kind"], headers.cookie])).toEqual([
      ["k", "color=blue"],
      [undefined, undefined],
    ]);
  });

  it("has no part in the next call", async () => {
    const { sent, evolink } = setUp();
    await evolink.talk?.create?.({ model: "talk-1" }, { params: { query: { dry: true } } });
    await evolink.talk?.create?.({ model: "talk-1" }, { params: undefined });
    await evolink.talk?.create?.({ model: "talk-1" });
    expect(sent.map(({ request }) => request.split("?")[1])).toEqual(["dry=true", undefined, undefined]);
  });

  it("stands beside a model in the path, and what asks for a stream there", async () => {
    const { sent, evolink } = setUp();
    const events = evolink.models?.streamThinkAloud?.("think-1", {}, { params: { query: { dry: false } } });
    for await (const _ of events as unknown as AsyncIterable<object>);
    expect(sent.map(({ request }) => request)).toEqual([
      "POST /v1beta/models/think-1:streamThinkAloud?alt=sse&dry=false",
    ]);
  });

  it("is the idempotency key, where the page has that as a parameter, unless an option is another", async () => {
    const { sent, evolink } = setUp();
    const params = { header: { "Idempotency-Key": "the-key-of-the-page" } };
    await evolink.talk?.create?.({ model: "talk-1" }, { params });
    await evolink.talk?.create?.({ model: "talk-1" }, { params, idempotencyKey: "the-key-of-an-option" });
    await evolink.talk?.create?.({ model: "talk-1" }, { params, idempotencyKey: undefined });
    expect(sent.map(({ headers }) => headers["idempotency-key"])).toEqual([
      "the-key-of-the-page",
      "the-key-of-an-option",
      "the-key-of-the-page",
    ]);
  });

  it.each(["X-Idempotency-Key", "Idempotency-Key-Of"])(
    "is no idempotency key by the name %s",
    async (name) => {
      const { sent, evolink } = setUp();
      await evolink.talk?.create?.(
        { model: "talk-1" },
        { params: { header: { [name]: "the-key-of-another" } } },
      );
      expect(sent.map(({ headers }) => headers["idempotency-key"])).toEqual([
        expect.not.stringMatching("the-key"),
      ]);
    },
  );

  it.each([
    [
      "a place that is none",
      { params: { querry: {} } },
      /`querry` to be one of the options query, header, cookie/,
    ],
    ["a path", { params: { path: { model: "other" } } }, /`path` to be one of the options query/],
    ["no object", { params: "dry" }, /`options` to be an object/],
    ["an object in a place of texts", { params: { header: { "X-Kind": { a: {} } } } }, /X-Kind/],
    ["no options", null, /`options` to be an object, got null/],
    ["another option that nobody knows", { parms: {} }, /`parms` to be one of the options signal/],
  ])("is refused with %s, and nothing is sent", async (_, options, message) => {
    const { sent, evolink } = setUp();
    await expect(evolink.kites?.create?.("kite-1", {}, options)).rejects.toMatchObject({
      name: "ValidationError",
      message: expect.stringMatching(message),
    });
    expect(sent).toEqual([]);
  });
});
