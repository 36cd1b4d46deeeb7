import { inspect } from "node:util";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createEvolink, type EvolinkOptions } from "../../../../src/index.ts";
import { createRaw } from "../../../../src/raw/index.ts";
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
    expect(allThatShows(createRaw(evolink))).not.toContain(KEY);
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
  ])("shows in no error when %s", async (_what, response, options = {}) => {
    for (const run of ["create", "get", "raw"] as const) {
      const log: unknown[] = [];
      const retry = { attempts: 1 };
      const { evolink } = connect([response], { ...options, retry, logger: (entry) => log.push(entry) });
      const outcome =
        run === "create"
          ? rejection(evolink.videos.create(BODY))
          : run === "get"
            ? rejection(evolink.tasks.get(TASK_ID))
            : createRaw(evolink)
                .POST("/v1/videos/generations", { body: BODY })
                .catch((error) => error);
      const result = await outcome;
      // The `error` of raw is the caller's to print: it is the server's body, untouched.
      if (result instanceof Error) expect(allThatShows(result)).not.toContain(KEY);
      expect(inspect(log, { showHidden: true, depth: Number.POSITIVE_INFINITY })).not.toContain(KEY);
    }
  });

  it("is hidden in the message of a failed task that echoes it, and in the task", async () => {
    const error = { code: `bad_${KEY}`, message: `The key ${KEY} was refused`, type: KEY };
    const usage = { [`of ${KEY}`]: [{ deep: KEY }] };
    const { evolink } = connect([json(task({ status: "failed", error, usage }))]);
    const thrown = await rejection(evolink.tasks.wait(TASK_ID));
    expect(thrown.message).toContain("The key [API key] was refused");
    expect(thrown).toMatchObject({ task: { usage: { "of [API key]": [{ deep: "[API key]" }] } } });
    expect(allThatShows(thrown)).not.toContain(KEY);
  });

  it("is hidden in the task of an error that ends a wait early", async () => {
    const { evolink } = connect([json(task({ status: KEY, model: KEY }))]);
    const late = await rejection(evolink.tasks.wait(TASK_ID, { timeoutMs: 5 }));
    expect(late.name).toBe("TaskTimeoutError");
    expect(allThatShows(late)).not.toContain(KEY);
    const controller = new AbortController();
    const onProgress = () => controller.abort();
    const aborted = await rejection(evolink.tasks.wait(TASK_ID, { signal: controller.signal, onProgress }));
    expect(aborted.name).toBe("AbortError");
    expect(allThatShows(aborted)).not.toContain(KEY);
  });

  it("is hidden however JSON spells it", async () => {
    for (const apiKey of ['sk-"quoted"\\0123456789', "sk-/slashed/0123456789", KEY]) {
      const spelt = [...apiKey]
        .map((sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`)
        .join("");
      for (const text of [spelt, JSON.stringify(apiKey).slice(1, -1).replaceAll("/", "\\/")]) {
        const body = `{"error":{"code":"${text}","message":"${text}"},"id":"${TASK_ID}","status":"failed"}`;
        const { evolink } = connect([new Response(body)], { apiKey });
        const failed = await rejection(evolink.tasks.wait(TASK_ID));
        expect(failed.name).toBe("TaskFailedError");
        const refused = connect([new Response(body, { status: 400 })], { apiKey });
        const refusal = await rejection(refused.evolink.tasks.get(TASK_ID));
        for (const error of [failed, refusal]) {
          expect(error.code).toBe("[API key]");
          expect(allThatShows(error)).not.toContain(apiKey);
        }
      }
    }
  });

  it("changes no number that contains it", async () => {
    const { evolink } = connect([json(task({ created: 1_757_169_000 }))], { apiKey: "57169000" });
    expect(await evolink.tasks.get(TASK_ID)).toMatchObject({ created: 1_757_169_000 });
  });

  it("is hidden in the id of a submission that nobody can ask for", async () => {
    const { evolink } = connect([json(task({ id: `${KEY}/1` }))]);
    const error = await rejection(evolink.videos.create(BODY));
    expect(error).toMatchObject({ rawTaskId: "[API key]/1" });
    expect(allThatShows(error)).not.toContain(KEY);
  });

  // At 200 characters a message is cut; 4,096 and 8,192 are what one would cut first to save work.
  it.each([190, 4_090, 8_185, 65_530])(
    "is hidden before a body is cut, also where it stands across the cut: %i",
    async (at) => {
      for (const filler of ["x", " ", "\u3000"]) {
        const { evolink } = connect([new Response(filler.repeat(at / filler.length) + KEY, { status: 400 })]);
        const { message } = await rejection(evolink.videos.create(BODY));
        for (let length = 8; length <= KEY.length; length += 1)
          expect(message).not.toContain(KEY.slice(0, length));
      }
    },
  );

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
    await createRaw(evolink).GET("/v1/tasks/{task_id}", { params: { path: { task_id: TASK_ID } } });
    expect(seen.map(({ headers }) => headers.get("authorization"))).toEqual(["Bearer sk-1", "Bearer sk-2"]);
  });

  it("is checked anew for each request, also after one that was refused", async () => {
    const keys = [` ${KEY}`, "\u00e9", ` ${KEY}`, undefined, "sk-other"];
    const { evolink, seen } = connect([json(task())], { apiKey: () => keys.shift() as string });
    await evolink.tasks.get(TASK_ID);
    expect(await rejection(evolink.tasks.get(TASK_ID))).toHaveProperty("name", "ValidationError");
    await evolink.tasks.get(TASK_ID);
    expect(await rejection(evolink.tasks.get(TASK_ID))).toHaveProperty("name", "ValidationError");
    await evolink.tasks.get(TASK_ID);
    const sent = seen.map(({ headers }) => headers.get("authorization"));
    expect(sent).toEqual([`Bearer ${KEY}`, `Bearer ${KEY}`, "Bearer sk-other"]);
  });

  it("that cannot be fetched ends the call with that exception, before anything is sent", async () => {
    for (const broken of [new Error("the vault is closed"), undefined]) {
      const { evolink, seen } = connect([json(task())], { apiKey: () => Promise.reject(broken) });
      expect(await rejection(evolink.videos.create(BODY))).toBe(broken);
      expect(seen).toHaveLength(0);
    }
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
