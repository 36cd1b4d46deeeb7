import { afterEach, describe, expect, it, vi } from "vitest";
import {
  createEvolink,
  type EvolinkOptions,
  type LogEntry,
  ValidationError,
} from "../../../../../src/index.ts";
import { BODY, connect, json, rejection, TASK_ID, task } from "../../helpers.ts";

describe("createEvolink", () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.unstubAllEnvs();
  });
  const create = (options: object) => () => createEvolink({ apiKey: "sk", ...options } as EvolinkOptions);

  it("names the accepted options when it does not know one", () => {
    expect(create({ timeout: 5 })).toThrow(ValidationError);
    expect(create({ timeout: 5 })).toThrow(/`timeout`.*apiKey, baseUrl, fetch, .*timeoutMs/);
    expect(create({ retry: { times: 5 } })).toThrow(/`times`.*attempts, resubmitUncertain/);
    expect(create({ toString: 1 })).toThrow(ValidationError);
  });

  it.each([
    ["timeoutMs", Number.NaN, "Expected `timeoutMs` to be a positive number, got NaN."],
    ["timeoutMs", 0, "Expected `timeoutMs` to be a positive number, got 0."],
    ["timeoutMs", -1, "Expected `timeoutMs` to be a positive number, got -1."],
    ["timeoutMs", "5", "Expected `timeoutMs` to be a positive number, got string."],
    ["fetch", 1, "Expected `fetch` to be a function, got 1."],
    ["headers", null, "Expected `headers` to be an object, got null."],
    ["headers", { "a b": "c" }, "Expected `headers` to be valid headers, got object."],
    ["retry", 3, "Expected `retry` to be an object, got 3."],
    ["retry", { attempts: 0 }, "Expected `attempts` to be a positive number, got 0."],
    ["logger", {}, "Expected `logger` to be a function, got object."],
    ["baseUrl", "example.com", "Expected `baseUrl` to be a URL without credentials or query, got string."],
    [
      "baseUrl",
      "ftp://example.com",
      "Expected `baseUrl` to be a URL without credentials or query, got string.",
    ],
    ...[
      "https://user:pass@example.com",
      "https://example.com/?a",
      "https://example.com/#a",
      "\nhttps://a",
    ].map((url): [string, unknown, string] => [
      "baseUrl",
      url,
      "Expected `baseUrl` to be a URL without credentials or query, got string.",
    ]),
    ["apiKey", 5, "Expected `apiKey` to be a key of visible ASCII, got 5."],
    ["apiKey", "sk sk", "Expected `apiKey` to be a key of visible ASCII, got string."],
    ["apiKey", "\u00e9", "Expected `apiKey` to be a key of visible ASCII, got string."],
    ["dangerouslyAllowBrowser", "yes", "Expected `dangerouslyAllowBrowser` to be a boolean, got string."],
  ])("refuses %s: %j", (name, value, message) => {
    expect(create({ [name]: value })).toThrow(message);
  });

  it.each([
    { timeoutMs: 0.001 },
    { timeoutMs: Number.POSITIVE_INFINITY },
    { timeoutMs: undefined, headers: undefined, retry: undefined, logger: undefined },
    { retry: { attempts: 1, resubmitUncertain: undefined } },
    { baseUrl: "https://example.com/proxy/" },
    { baseUrl: "HTTP://example.com" },
    { baseUrl: "/proxy" },
  ])("accepts %j", (options) => {
    expect(create(options)).not.toThrow();
  });

  it("misses a key at the first request, and sends nothing", async () => {
    vi.stubEnv("EVOLINK_API_KEY", undefined);
    const { evolink, seen } = connect([json(task())], { apiKey: undefined as never });
    const missing = {
      name: "ValidationError",
      message: expect.stringMatching(/apiKey.*EVOLINK_API_KEY.*baseUrl/),
    };
    await expect(evolink.tasks.get(TASK_ID)).rejects.toMatchObject(missing);
    await expect(evolink.videos.create(BODY)).rejects.toMatchObject({ ...missing, charged: "no" });
    expect(seen).toHaveLength(0);
    vi.stubEnv("EVOLINK_API_KEY", "sk-late");
    await evolink.tasks.get(TASK_ID);
    expect(seen[0]?.headers.get("authorization")).toBe("Bearer sk-late");
  });

  it("says that a key is empty", async () => {
    const { evolink } = connect([json(task())], { apiKey: "" });
    await expect(evolink.tasks.get(TASK_ID)).rejects.toThrow(/`apiKey` to be set.*got an empty string/);
  });

  it("sends to EVOLINK_BASE_URL, unless the option or, without either, the document says where", async () => {
    const hostOf = async (baseUrl: string | undefined, variable: string | undefined) => {
      vi.stubEnv("EVOLINK_BASE_URL", variable);
      const { evolink, seen } = connect([json(task())], baseUrl === undefined ? {} : { baseUrl });
      await evolink.tasks.get(TASK_ID);
      return new URL(seen[0]?.url ?? "").host;
    };
    expect(await hostOf(undefined, "https://variable.example")).toBe("variable.example");
    expect(await hostOf("https://option.example", "https://variable.example")).toBe("option.example");
    expect(await hostOf(undefined, undefined)).toBe("api.evolink.ai");
    expect(await hostOf(undefined, "")).toBe("api.evolink.ai");
  });

  it("needs no key where it has a baseUrl", async () => {
    vi.stubEnv("EVOLINK_API_KEY", undefined);
    const { evolink, seen } = connect([json(task())], { apiKey: "", baseUrl: "https://proxy.example.com" });
    await evolink.tasks.get(TASK_ID);
    expect(seen[0]?.headers.has("authorization")).toBe(false);
  });

  it("puts no second slash between baseUrl and path", async () => {
    const { evolink, seen } = connect([json(task())], { baseUrl: "https://proxy.example.com/a//" });
    await evolink.tasks.get(TASK_ID);
    expect(seen[0]?.url).toBe(`https://proxy.example.com/a/v1/tasks/${TASK_ID}`);
  });

  it("refuses a key that a bundler left in the environment of a browser", async () => {
    vi.stubGlobal("navigator", { userAgent: "Mozilla/5.0 (X11; Linux x86_64) Chrome/150" });
    vi.stubGlobal("process", { env: { EVOLINK_API_KEY: "sk" } });
    const inPage = connect([json(task())], { apiKey: undefined as never, baseUrl: "https://p.example" });
    await expect(inPage.evolink.tasks.get(TASK_ID)).rejects.toThrow(/dangerouslyAllowBrowser/);
    expect(inPage.seen).toHaveLength(0);
  });

  it("refuses a key in a browser, and explains a proxy", () => {
    vi.stubGlobal("navigator", { userAgent: "Mozilla/5.0 (X11; Linux x86_64) Chrome/150" });
    vi.stubGlobal("process", undefined);
    expect(create({})).toThrow(/`apiKey` to be absent.*proxy.*dangerouslyAllowBrowser/);
    expect(create({ dangerouslyAllowBrowser: true })).not.toThrow();
    expect(() => createEvolink({ baseUrl: "https://proxy.example.com" })).not.toThrow();
  });

  it("takes a key on a page that runs in Node, and refuses one where `process` is only a stand-in", () => {
    vi.stubGlobal("navigator", { userAgent: "Mozilla/5.0 (linux) AppleWebKit/537.36 (KHTML) jsdom/26.0.0" });
    expect(create({})).not.toThrow();
    vi.stubGlobal("process", { env: {} });
    expect(create({})).toThrow(/dangerouslyAllowBrowser/);
    expect(create({ apiKey: () => "sk" })).toThrow(/dangerouslyAllowBrowser/);
  });

  it("does without the environment where reading it throws", async () => {
    vi.stubGlobal("process", {
      get env() {
        throw new Error("NotCapable");
      },
      versions: { node: "20" },
    });
    const { evolink } = connect([json(task())], { apiKey: undefined as never });
    await expect(evolink.tasks.get(TASK_ID)).rejects.toThrow(/apiKey.*EVOLINK_API_KEY/);
    expect(() => createEvolink({ baseUrl: "https://proxy.example.com" })).not.toThrow();
  });

  it("sends the caller's headers, but not in place of the key", async () => {
    const headers = { Authorization: "Bearer other", "X-Team": "a" };
    const { evolink, seen } = connect([json(task())], { headers });
    await evolink.tasks.get(TASK_ID);
    expect(seen[0]?.headers.get("authorization")).toBe("Bearer sk-secret-0123456789");
    expect(seen[0]?.headers.get("x-team")).toBe("a");
  });

  it("refuses options that are no object, and those without their method", async () => {
    const { evolink, seen } = connect([json(task())]);
    const get = evolink.tasks.get as (id: string, options: unknown) => Promise<unknown>;
    const generate = evolink.videos.generate as (body: object, options: unknown) => Promise<unknown>;
    for (const options of [null, 5, "x", { signal: {} }, { signal: null }, { toString: 1 }]) {
      const error = await rejection(get(TASK_ID, options));
      expect([error.name, error.message]).toEqual([
        "ValidationError",
        expect.stringMatching(/`(options|signal|toString)`/),
      ]);
      expect(await rejection(generate(BODY, options))).toHaveProperty("name", "ValidationError");
    }
    for (const callbacks of [{}, null, { onEnded: 1 }]) {
      expect(await rejection(generate(BODY, { callbacks }))).toHaveProperty("name", "ValidationError");
    }
    expect(seen).toHaveLength(0);
  });

  it("leaves the caller's options as they were", async () => {
    const options = Object.freeze({
      apiKey: "sk",
      headers: Object.freeze({ "x-team": "a" }),
      retry: Object.freeze({}),
    });
    const { evolink, seen } = connect([json(task())], options);
    await evolink.tasks.get(TASK_ID);
    expect(seen[0]?.headers.get("x-team")).toBe("a");
  });

  it("calls a logger after each request, and survives its exceptions", async () => {
    const entries: unknown[] = [];
    const logger = (entry: unknown) => {
      entries.push(entry);
      throw new Error("disk full");
    };
    const { evolink } = connect([json(task())], { logger });
    await evolink.videos.create(BODY);
    expect(entries).toEqual([
      {
        request: "POST https://api.evolink.ai/v1/videos/generations",
        status: 200,
        error: undefined,
        durationMs: expect.any(Number),
      },
    ]);
  });

  it("logs a refusal by its status alone: an error would hold what the API sent", async () => {
    const entries: LogEntry[] = [];
    const { evolink } = connect([json({ error: { message: "private" } }, 400)], {
      logger: (entry) => entries.push(entry),
    });
    await rejection(evolink.videos.create(BODY));
    expect(entries).toMatchObject([{ status: 400, error: undefined }]);
  });

  it("logs why there was no response", async () => {
    const entries: LogEntry[] = [];
    const { evolink } = connect([new TypeError("fetch failed")], {
      logger: (entry) => entries.push(entry),
      retry: { attempts: 1 },
    });
    await rejection(evolink.tasks.get(TASK_ID));
    expect(entries).toMatchObject([{ status: undefined, error: { name: "ConnectionError" } }]);
  });

  it("cuts off a fetch that ignores its signal", { retry: 3 }, async () => {
    const { evolink } = connect([() => new Promise(() => {})], { timeoutMs: 20, retry: { attempts: 1 } });
    const startedAt = performance.now();
    expect(await rejection(evolink.tasks.get(TASK_ID))).toHaveProperty("name", "RequestTimeoutError");
    expect(performance.now() - startedAt).toBeLessThan(70);
  });

  it("cuts off a body that goes on for ever", async () => {
    const endless = new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(2 ** 20)) });
    const { evolink } = connect([() => new Response(endless)], { retry: { attempts: 1 } });
    const error = await rejection(evolink.tasks.get(TASK_ID));
    expect(error).toHaveProperty("name", "UnexpectedResponseError");
    expect(error.message).toContain("too large a body");
  });
});

describe("a logger that rejects", () => {
  it("is ignored, and leaves no unhandled rejection", async () => {
    const unhandled = vi.fn();
    process.on("unhandledRejection", unhandled);
    const logger = async () => Promise.reject(new Error("the log is full"));
    const { evolink } = connect([json(task())], { logger: logger as () => void });
    await evolink.videos.create(BODY);
    await new Promise((resolve) => setTimeout(resolve, 10));
    process.off("unhandledRejection", unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });
});
