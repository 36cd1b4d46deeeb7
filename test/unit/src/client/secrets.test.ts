import { inspect } from "node:util";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createEvolink, type EvolinkOptions } from "../../../../src/index.ts";
import { BODY, connect, json, rejection, TASK_ID, task } from "../helpers.ts";

const KEY = "sk-secret-0123456789";

/** Everything that printing, inspecting, serialising or cloning a value could show. */
function allThatShows(value: unknown): string {
  const shown = [inspect(value, { showHidden: true, depth: Number.POSITIVE_INFINITY, getters: true })];
  shown.push(String(value), JSON.stringify(value) ?? "");
  try {
    shown.push(inspect(structuredClone(value), { showHidden: true, depth: Number.POSITIVE_INFINITY }));
  } catch (error) {
    shown.push(inspect(error, { showHidden: true, depth: Number.POSITIVE_INFINITY }));
  }
  for (let at = value as Error | undefined; at; at = at.cause as Error | undefined) {
    shown.push(`${at.stack} ${at.message}`);
    for (const key of Reflect.ownKeys(Object(at))) shown.push(String(Reflect.get(Object(at), key)));
  }
  return shown.join("\n");
}

describe("the key", () => {
  afterEach(() => vi.unstubAllEnvs());

  it("is sent, and shows nowhere in the client", async () => {
    const { evolink, seen } = connect([json(task())]);
    await evolink.videos.create(BODY);
    expect(seen[0]?.headers.get("authorization")).toBe(`Bearer ${KEY}`);
    expect(allThatShows(evolink)).not.toContain(KEY);
    expect(allThatShows(evolink.raw)).not.toContain(KEY);
  });

  it.each<[string, Response | (() => Promise<Response>), EvolinkOptions?]>([
    [
      "the API repeats it in a message",
      json({ error: { code: KEY, message: `Invalid token ${KEY}`, type: KEY } }, 401),
    ],
    ["a proxy prints it on a page", new Response(`<p>authorization: Bearer ${KEY}</p>`, { status: 502 })],
    ["a success repeats it", new Response(`Bearer ${KEY}`)],
    ["a header repeats it", json({}, 429, { "x-request-id": KEY })],
    [
      "fetch throws an error that holds the request",
      async () => {
        const error = new Error(`failed with Bearer ${KEY}`, { cause: new Error(KEY) });
        throw Object.assign(error, {
          config: { headers: { authorization: `Bearer ${KEY}` } },
          code: KEY,
          name: KEY,
        });
      },
    ],
    ["fetch throws the headers themselves", () => Promise.reject({ authorization: KEY, message: KEY })],
    ["fetch throws a string", () => Promise.reject(`Bearer ${KEY}`)],
    ["fetch hangs", () => new Promise(() => {}), { timeoutMs: 5 }],
  ])("shows in no error when %s", async (_what, answer, options = {}) => {
    for (const run of ["create", "get", "raw"] as const) {
      const log: unknown[] = [];
      const retry = { attempts: 1 };
      const { evolink } = connect([answer], { ...options, retry, logger: (entry) => log.push(entry) });
      const outcome =
        run === "create"
          ? rejection(evolink.videos.create(BODY))
          : run === "get"
            ? rejection(evolink.tasks.get(TASK_ID))
            : evolink.raw.POST("/v1/videos/generations", { body: BODY }).catch((error) => error);
      const result = await outcome;
      // An answered error of raw is the caller's to print: it is the server's words, untouched.
      if (result instanceof Error) expect(allThatShows(result)).not.toContain(KEY);
      expect(inspect(log, { showHidden: true, depth: Number.POSITIVE_INFINITY })).not.toContain(KEY);
    }
  });

  it("leaves messages readable when it is a word, as with a mock", async () => {
    const { evolink } = connect([json({ error: { message: "Too many requests" } }, 429)], { apiKey: "any" });
    expect((await rejection(evolink.videos.create(BODY))).message).toContain("Too many requests");
  });

  it("shows in no error about the options", () => {
    for (const options of [
      { apiKey: `${KEY}\u00e9` },
      { apiKey: `${KEY}\n${KEY}` },
      { apiKey: [KEY] },
      { apiKey: KEY, headers: { cookie: `${KEY}\n${KEY}` } },
      { apiKey: KEY, baseUrl: `https://user:${KEY}@example.com` },
      { apiKey: KEY, baseUrl: `https://example.com/?token=${KEY}` },
      { apiKey: KEY, timeoutMs: KEY },
    ]) {
      let error: unknown;
      try {
        createEvolink(options as EvolinkOptions);
      } catch (thrown) {
        error = thrown;
      }
      expect(error).toHaveProperty("name", "ValidationError");
      expect(allThatShows(error)).not.toContain(KEY);
    }
  });

  it("may come with white space around it, from a file", async () => {
    const { evolink, seen } = connect([json(task())], { apiKey: `${KEY}\n` });
    await evolink.tasks.get(TASK_ID);
    expect(seen[0]?.headers.get("authorization")).toBe(`Bearer ${KEY}`);
  });

  it("is fetched anew for each request when it is a function", async () => {
    let rotation = 0;
    const { evolink, seen } = connect([json(task())], { apiKey: async () => `sk-${++rotation}` });
    await evolink.tasks.get(TASK_ID);
    await evolink.raw.GET("/v1/tasks/{task_id}", { params: { path: { task_id: TASK_ID } } });
    expect(seen.map(({ headers }) => headers.get("authorization"))).toEqual(["Bearer sk-1", "Bearer sk-2"]);
  });

  it("that cannot be fetched ends the call with that exception, before anything is sent", async () => {
    const broken = new Error("the vault is closed");
    const { evolink, seen } = connect([json(task())], { apiKey: () => Promise.reject(broken) });
    expect(await rejection(evolink.videos.create(BODY))).toBe(broken);
    expect(seen).toHaveLength(0);
  });

  it("that takes too long to fetch ends the call as a timeout, with nothing sent", async () => {
    const { evolink, seen } = connect([json(task())], {
      apiKey: () => new Promise(() => {}),
      timeoutMs: 5,
      retry: { attempts: 1 },
    });
    const error = await rejection(evolink.videos.create(BODY));
    expect(error).toMatchObject({ name: "RequestTimeoutError", charged: "no" });
    expect(seen).toHaveLength(0);
  });

  it("comes from EVOLINK_API_KEY when there is none in the options", async () => {
    vi.stubEnv("EVOLINK_API_KEY", "sk-environment");
    const { evolink, seen } = connect([json(task())], { apiKey: undefined } as object);
    await evolink.tasks.get(TASK_ID);
    expect(seen[0]?.headers.get("authorization")).toBe("Bearer sk-environment");
  });

  it("is not needed with a baseUrl, and then no authorization is sent", async () => {
    vi.stubEnv("EVOLINK_API_KEY", undefined);
    const { evolink, seen } = connect([json(task())], {
      apiKey: undefined,
      baseUrl: "http://127.0.0.1:4010/",
    } as object);
    await evolink.tasks.get(TASK_ID);
    expect(seen[0]?.headers.has("authorization")).toBe(false);
    expect(seen[0]?.url).toBe(`http://127.0.0.1:4010/v1/tasks/${TASK_ID}`);
  });
});
