import type { Client as OpenapiFetchClient } from "openapi-fetch";
import { describe, expectTypeOf, it } from "vitest";
import { functions, getTask } from "../../generated/client.ts";
import type { paths } from "../../generated/schema.ts";
import {
  type CompletedTask,
  createEvolink,
  type InsufficientCreditsError,
  type NotFoundError,
  RateLimitError,
  type Task,
  TaskFailedError,
} from "../../src/index.ts";
import { createRaw } from "../../src/raw/index.ts";

const evolink = createEvolink({ apiKey: "sk" });
const model = "gemini-omni-flash-text-to-video";

describe("createEvolink", () => {
  it("takes a key or a function, and no option it does not know", () => {
    createEvolink();
    createEvolink({ apiKey: async () => "sk", timeoutMs: 5, retry: { resubmitUncertain: true } });
    // @ts-expect-error The name is wrong.
    createEvolink({ timeout: 5 });
    // @ts-expect-error A key is text.
    createEvolink({ apiKey: 5 });
  });
});

describe("videos.create", () => {
  it("takes a body of the published page", () => {
    evolink.videos.create({ model, prompt: "A boat" });
    evolink.videos.create({ model, prompt: "A boat", duration: "auto", aspect_ratio: "9:16" });
    evolink.videos.create(model, { prompt: "A boat", duration: 6 }, { idempotencyKey: "0123456789abcdef" });
  });

  it("refuses what the page does not have", () => {
    // @ts-expect-error The prompt is missing.
    evolink.videos.create({ model });
    // @ts-expect-error No such model.
    evolink.videos.create({ model: "no-such-model", prompt: "A boat" });
    // @ts-expect-error No such ratio.
    evolink.videos.create({ model, prompt: "A boat", aspect_ratio: "4:3" });
    // @ts-expect-error No such parameter.
    evolink.videos.create({ model, prompt: "A boat", durations: 6 });
    // @ts-expect-error The model stands apart already.
    evolink.videos.create(model, { model, prompt: "A boat" });
    // @ts-expect-error No such option.
    evolink.videos.create({ model, prompt: "A boat" }, { timeoutMs: 5 });
  });

  it("gives a task with an id and the credits it reserved", () => {
    const created = evolink.videos.create({ model, prompt: "A boat" });
    expectTypeOf(created).resolves.toHaveProperty("id").toEqualTypeOf<string>();
    expectTypeOf(created).resolves.toHaveProperty("usage");
  });
});

describe("tasks", () => {
  it("gives results that may be missing, and from wait always a list", () => {
    expectTypeOf(evolink.tasks.get("a")).resolves.toEqualTypeOf<Task>();
    expectTypeOf<Task["results"]>().toEqualTypeOf<string[] | undefined>();
    expectTypeOf(evolink.tasks.wait("a")).resolves.toEqualTypeOf<CompletedTask>();
    expectTypeOf<CompletedTask["results"]>().toEqualTypeOf<string[]>();
    expectTypeOf<CompletedTask["resultsMissing"]>().toEqualTypeOf<boolean>();
  });

  it("leaves statuses open", () => {
    expectTypeOf<"completed">().toExtend<Task["status"]>();
    expectTypeOf<"a status of tomorrow">().toExtend<Task["status"]>();
  });
});

describe("createRaw", () => {
  it("is the typed openapi-fetch client", async () => {
    const raw = createRaw(evolink);
    const { data, error } = await raw.GET("/v1/tasks/{task_id}", {
      params: { path: { task_id: "a" } },
    });
    if (data) expectTypeOf(data.id).toEqualTypeOf<string>();
    expectTypeOf(data?.status.toUpperCase()).toEqualTypeOf<string | undefined>();
    if (data) expectTypeOf(data.status).toEqualTypeOf<Task["status"]>();
    expectTypeOf(error?.error?.code).toEqualTypeOf<string | number | undefined>();
    // @ts-expect-error No such path.
    raw.GET("/v1/nothing", {});
    // @ts-expect-error The path has a parameter.
    raw.GET("/v1/tasks/{task_id}");
  });

  it("has what a response is read as, and every method, as openapi-fetch has them", async () => {
    const raw = createRaw(evolink);
    const init = { params: { path: { task_id: "a" } } } as const;
    const { data: text } = await raw.GET("/v1/tasks/{task_id}", { ...init, parseAs: "text" });
    expectTypeOf(text).toEqualTypeOf<string | undefined>();
    const { data: stream } = await raw.GET("/v1/tasks/{task_id}", { ...init, parseAs: "stream" });
    expectTypeOf(stream).toEqualTypeOf<ReadableStream<Uint8Array<ArrayBuffer>> | null | undefined>();
    const { data } = await raw.request("get", "/v1/tasks/{task_id}", init);
    expectTypeOf(data?.status.toUpperCase()).toEqualTypeOf<string | undefined>();
    const { data: read } = await getTask(raw, init.params);
    expectTypeOf(read?.status.toUpperCase()).toEqualTypeOf<string | undefined>();
    raw.use({ onRequest: ({ request }) => request });
    raw as OpenapiFetchClient<paths>;
  });

  it("has the functions it was given, and no others", () => {
    const raw = createRaw(evolink, { functions });
    raw.createGeminiOmniFlashTextToVideoGeneration({ prompt: "A boat", duration: 6 });
    // @ts-expect-error The prompt is missing.
    raw.createGeminiOmniFlashTextToVideoGeneration({ duration: 6 });
    // @ts-expect-error Nobody gave it.
    createRaw(evolink).createGeminiOmniFlashTextToVideoGeneration({ prompt: "A boat" });
  });
});

describe("errors", () => {
  it("are distinguished by instanceof and by name", () => {
    const error = {} as InsufficientCreditsError | NotFoundError | RateLimitError;
    if (error instanceof RateLimitError) expectTypeOf(error).toEqualTypeOf<RateLimitError>();
    else if (error.name === "InsufficientCreditsError") expectTypeOf(error.limit).toExtend<string>();
    else expectTypeOf(error).toEqualTypeOf<NotFoundError>();
  });

  it("say what helps", () => {
    const error: unknown = undefined;
    if (error instanceof TaskFailedError) {
      expectTypeOf(error.advice).toEqualTypeOf<"change-input" | "wait" | "support">();
      expectTypeOf(error.taskId).toEqualTypeOf<string>();
      expectTypeOf(error.charged).toEqualTypeOf<"no" | "unknown">();
    }
  });
});
