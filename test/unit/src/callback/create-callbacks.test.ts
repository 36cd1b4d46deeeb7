import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Callbacks, createCallbacks } from "../../../../src/callback/index.ts";
import { readTaskFacts } from "../../../../src/callback/read-task.ts";
import { QUERY } from "../../../../src/client/tasks/tasks.ts";
import { createEvolink } from "../../../../src/index.ts";

const evolink = { tasks: { get: async (id: string) => ({ id, status: "completed" }) } };
const SECRET = "a secret nobody can guess";

/** A promise and how to fulfil it. */
function deferred() {
  let resolve = () => {};
  const promise = new Promise<void>((fulfil) => {
    resolve = fulfil;
  });
  return { promise, resolve };
}

const BASE = "https://example.com/hooks";

/** A new one for each test: what was handled is shared by the handlers of one. */
let callbacks: Callbacks;
beforeEach(() => {
  callbacks = createCallbacks({ secret: SECRET, evolink });
});
afterEach(() => void vi.useRealTimers());

/** Sends the id of a task to the handler. */
const deliver = (url: string, handler: (request: Request) => Promise<Response>) =>
  handler(
    new Request(url, { method: "POST", headers: { "content-type": "application/json" }, body: '{"id":"t"}' }),
  );

describe("createCallbacks", () => {
  it.each([undefined, "", () => "", () => undefined])(
    "misses the secret %j at the first use",
    async (secret) => {
      const empty = createCallbacks({ secret, evolink });
      await expect(empty.url("https://example.com/hook")).rejects.toThrow(/`secret`.*got an empty string/);
      const errors: unknown[] = [];
      const handler = empty.handler({ onTask: () => {}, onError: (error) => errors.push(error) });
      const request = new Request(await callbacks.url("https://example.com/hook"), {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: "{}",
      });
      expect((await handler(request)).status).toBe(503);
      expect(errors).toEqual([expect.objectContaining({ name: "ValidationError" })]);
    },
  );

  it("asks a function for the secret at the first use", async () => {
    let secret = "";
    const late = createCallbacks({ secret: () => secret, evolink });
    await expect(late.url("https://example.com/hook")).rejects.toThrow(/empty/);
    secret = SECRET;
    expect(await late.url("https://example.com/hook")).toContain("https://example.com/hook?");
  });

  it.each(["fifteen letters", [], ["a secret nobody can guess", "short"], [{ length: 16 }], [null]])(
    "refuses the secret %j without showing it",
    (secret) => {
      expect(() => createCallbacks({ secret: secret as string, evolink })).toThrow(
        /^Expected `secret` to be 16 or more characters/,
      );
    },
  );

  it.each([
    ["a high surrogate alone", `a secret nobody can guess ${"\ud83c"}`],
    ["a low surrogate alone", `a secret nobody can guess ${"\udfac"}`],
    ["surrogates the wrong way round", `a secret nobody can guess ${"\udfac\ud83c"}`],
    ["NUL", "a secret nobody can guess\0"],
    ["NUL, in the second of two", ["a secret nobody can guess", "a secret nobody can guess\0"]],
  ])("refuses a secret with %s, which would be the key of another secret", (_, secret) => {
    expect(() => createCallbacks({ secret, evolink })).toThrow(/^Expected `secret` to be text without NUL/);
  });

  it.each(["a secret with 🎬 is whole", "sécrèt ünïcödé çhärs", "\t\n\r control characters"])(
    "takes the secret %j",
    (secret) => {
      expect(() => createCallbacks({ secret, evolink })).not.toThrow();
    },
  );

  it.each([undefined, null, {}, { tasks: {} }, { tasks: { get: 7 } }])("refuses the client %j", (client) => {
    expect(() => createCallbacks({ secret: SECRET, evolink: client as never })).toThrow(/`evolink` to be a/);
  });

  it("signs a URL of this machine where that is allowed, and nowhere else", async () => {
    const sign = (allowLoopback: boolean) =>
      createCallbacks({ secret: SECRET, evolink, allowLoopback }).url("http://127.0.0.1/hook");
    expect(await sign(true)).toContain("http://127.0.0.1/hook?");
    await expect(sign(false)).rejects.toThrow("loopback");
  });

  it("refuses an `allowLoopback` that is no boolean", () => {
    expect(() => createCallbacks({ secret: SECRET, evolink, allowLoopback: "no" as never })).toThrow(
      "Expected `allowLoopback` to be a boolean",
    );
  });

  it("takes a secret of 16 characters", () => {
    expect(() => createCallbacks({ secret: "sixteen letters!", evolink })).not.toThrow();
  });
});

describe("callbacks.handler", () => {
  it("names `onTask` when it is missing", () => {
    expect(() => callbacks.handler({} as never)).toThrow("Expected `onTask` to be a function");
  });
});

describe("callbacks.url", () => {
  it("keeps the query of the base, drops its fragment, and puts one parameter last", async () => {
    expect(await callbacks.url(`${BASE}?a=1#top`)).toMatch(
      /^https:\/\/example\.com\/hooks\?a=1&evolink=[\w.-]+$/,
    );
  });

  it.each([
    ["http://example.com/hooks", /only calls https/],
    ["http://me@example.com/hooks", /https: URLs\. The callback URL holds/],
    ["https://127.1/hooks", /loopback/],
    ["https://localhost./hooks", /local name/],
    ["https://user@example.com/hooks", /user name/],
    [`${BASE}?evolink=1`, /it is ours/],
  ])("refuses %s as EvoLink would", async (base, message) => {
    await expect(callbacks.url(base)).rejects.toThrow(message);
    await expect(callbacks.url(base)).rejects.toMatchObject({ name: "CallbackError" });
  });

  it("takes 2048 characters in all, and says how many the context takes of 2049", async () => {
    const signed = await callbacks.url(`${BASE}/`, { expiresAt: 9e12 });
    const fill = 2048 - signed.length;
    expect(await callbacks.url(`${BASE}/${"a".repeat(fill)}`, { expiresAt: 9e12 })).toHaveLength(2048);
    await expect(callbacks.url(`${BASE}/${"a".repeat(fill + 1)}`, { expiresAt: 9e12 })).rejects.toThrow(
      /is 2049 characters long; .* \d+ of them carry the context\./,
    );
  });

  it.each([
    0,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    new Date("nonsense"),
    Date.now() - 1,
  ])("refuses to expire at %s", async (expiresAt) => {
    await expect(callbacks.url(BASE, { expiresAt })).rejects.toThrow(/not a time to come/);
  });

  it("refuses to expire now", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    await expect(callbacks.url(BASE, { expiresAt: Date.now() })).rejects.toThrow(/not a time to come/);
    expect(await callbacks.url(BASE, { expiresAt: Date.now() + 1 })).toContain(BASE);
  });

  it("refuses an option it does not know", async () => {
    await expect(callbacks.url(BASE, { expires: 9e12 } as never)).rejects.toThrow(
      "Expected `expires` to be one of the options context, expiresAt.",
    );
  });

  it.each([{ order: 17 }, "ünïcödé 🎬", [1, 2], 0, false, null])(
    "brings the context %j back",
    async (context) => {
      const seen: unknown[] = [];
      const handler = callbacks.handler({ onTask: (_, back) => void seen.push(back) });
      expect((await deliver(await callbacks.url(BASE, { context }), handler)).status).toBe(200);
      expect(seen).toEqual([context]);
    },
  );

  it("is good for 24 hours by default", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const url = await callbacks.url(BASE);
    const handler = callbacks.handler({ onTask() {} });
    vi.setSystemTime(Date.now() + 24 * 3_600_000 - 1);
    expect((await deliver(url, handler)).status).toBe(200);
    vi.setSystemTime(Date.now() + 1);
    expect((await deliver(url, handler)).status).toBe(401);
  });
});

describe("callbacks.handler", () => {
  it("responds with 202 after 8 s, lets onTask finish, and hands it to waitUntil", async () => {
    vi.useFakeTimers();
    const begun = deferred();
    const work = deferred();
    const kept: Promise<unknown>[] = [];
    const handler = callbacks.handler({
      onTask() {
        begun.resolve();
        return work.promise;
      },
    });
    const url = await callbacks.url(BASE);
    const call = () =>
      handler(
        new Request(url, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: '{"id":"t"}',
        }),
        { waitUntil: (promise: Promise<unknown>) => void kept.push(promise) },
      );
    const slow = call();
    await begun.promise;
    await vi.advanceTimersByTimeAsync(7_999);
    await expect(Promise.race([slow, "no response yet"])).resolves.toBe("no response yet");
    await vi.advanceTimersByTimeAsync(1);
    expect((await slow).status).toBe(202);
    work.resolve();
    await expect(kept[0]).resolves.toBe("done");
    expect((await call()).status).toBe(200);
  });

  it("responds with 503 when the API takes more than 5 s", async () => {
    vi.useFakeTimers();
    const asked = deferred();
    const silent = { tasks: { get: () => new Promise<never>(() => asked.resolve()) } };
    const slow = createCallbacks({ secret: SECRET, evolink: silent });
    const response = deliver(await slow.url(BASE), slow.handler({ onTask() {}, onError() {} }));
    await asked.promise;
    await vi.advanceTimersByTimeAsync(4_999);
    await expect(Promise.race([response, "no response yet"])).resolves.toBe("no response yet");
    await vi.advanceTimersByTimeAsync(1);
    expect((await response).status).toBe(503);
  });
});

describe("a handler of a document whose tasks end otherwise", () => {
  const TASKS = { id: "task_id", ended: { Succeeded: "completed", Broken: "failed" } };

  /** Delivers a body, while the API says a state; gives the status of the response, and what was handled. */
  async function setUp(status: string, body: object, facts?: typeof TASKS & { envelope?: string[] }) {
    const handled: unknown[] = [];
    const tasks = { get: async (id: string) => ({ id, status }), ...(facts && { [QUERY]: facts }) };
    const own = createCallbacks({ secret: SECRET, evolink: { tasks } });
    const request = new Request(await own.url(BASE), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const response = await own.handler({ onTask: ({ id }) => handled.push(id) })(request);
    return [response.status, ...handled];
  }

  it.each(["Succeeded", "Broken"])("takes %s for an end, and finds the id where it says", async (status) => {
    expect(await setUp(status, { task_id: "t" }, TASKS)).toEqual([200, "t"]);
  });

  it.each(["completed", "Running", "constructor"])("takes %s for no end", async (status) => {
    expect(await setUp(status, { task_id: "t" }, TASKS)).toEqual([503]);
  });

  it("finds no id elsewhere", async () => {
    expect(await setUp("Succeeded", { id: "t" }, TASKS)).toEqual([400]);
  });

  it.each([
    ["in its envelope", { code: 0, data: { job: { task_id: "t" } } }, [200, "t"]],
    ["without the envelope", { task_id: "t" }, [200, "t"]],
    ["in nothing", { code: 0, data: null }, [400]],
  ])("finds the id of a task %s", async (_, body, seen) => {
    expect(await setUp("Succeeded", body, { ...TASKS, envelope: ["data", "job"] })).toEqual(seen);
  });

  it.each(["completed", "failed", "cancelled"])(
    "takes %s for an end where no document says",
    async (status) => {
      expect(await setUp(status, { id: "t" })).toEqual([200, "t"]);
      expect(await setUp("Succeeded", { id: "t" })).toEqual([503]);
    },
  );

  it("is told them by a generated client", async () => {
    const client = createEvolink({ apiKey: "sk-test-12345", fetch: async () => Response.json({}) });
    const { id, ended } = readTaskFacts(client as never);
    expect([id, ...ended].sort()).toEqual(["cancelled", "completed", "failed", "id"]);
  });
});
