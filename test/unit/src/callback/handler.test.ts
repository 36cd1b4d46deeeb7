import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { HandlerOptions } from "../../../../src/callback/index.ts";
import {
  ConnectionError,
  InvalidRequestError,
  NotFoundError,
  ServerError,
} from "../../../../src/errors/classes.ts";
import { closers, type Runtime, runtimes } from "./runtimes.ts";

const SECRET = "a secret nobody can guess";
const BASE = "https://example.com/hooks/evolink?from=evolink";
const ID = "task-unified-1-a";

afterAll(() => {
  for (const close of closers) close();
});
afterEach(() => void vi.useRealTimers());

describe.each(Object.keys(runtimes))("the callback handler under %s", (name) => {
  let runtime: Runtime;
  beforeAll(async () => {
    runtime = (await runtimes[name]?.()) as Runtime;
  });

  type Task = { id: string; status: string };
  /** A handler whose API knows these tasks, or fails; and what happened to it. */
  async function setUp({
    tasks = { [ID]: "completed" } as Record<string, string | Error>,
    onTask = (() => {}) as HandlerOptions<Task>["onTask"],
    more = {} as Partial<HandlerOptions<Task>>,
  } = {}) {
    const read: string[] = [];
    const handled: { task: Task; context: unknown }[] = [];
    const errors: unknown[] = [];
    const callbacks = runtime.library.createCallbacks<Task>({
      secret: SECRET,
      evolink: {
        tasks: {
          async get(id) {
            read.push(id);
            const status = tasks[id] ?? new NotFoundError("no such task", { status: 404 });
            if (status instanceof Error) throw status;
            return { id, status };
          },
        },
      },
    });
    const handler = callbacks.handler({
      onTask(task, context) {
        handled.push({ task, context });
        return onTask(task, context);
      },
      onError: (error) => errors.push(error),
      ...more,
    });
    const call = await runtime.mount(handler);
    const url = await callbacks.url(BASE, { context: { order: 17 } });
    const deliver = async (
      body: unknown = { id: ID, status: "completed" },
      { to = url, method = "POST", type = "application/json" } = {},
    ) => {
      const init: RequestInit = { method, headers: { "content-type": type } };
      if (method === "POST") init.body = typeof body === "string" ? body : JSON.stringify(body);
      return (await call(to, init)).status;
    };
    return { callbacks, url, deliver, read, handled, errors, tasks, call };
  }

  it("hands on the task as the API tells of it, with the context of its URL, and responds with 200", async () => {
    const { deliver, handled } = await setUp();
    expect(await deliver({ id: ID, status: "failed", results: ["https://evil.example/x"] })).toBe(200);
    expect(JSON.parse(JSON.stringify(handled))).toEqual([
      { task: { id: ID, status: "completed" }, context: { order: 17 } },
    ]);
  });

  it.each(["GET", "PUT", "DELETE"])("responds with 405 to %s", async (method) => {
    const { deliver, read } = await setUp();
    expect(await deliver(undefined, { method })).toBe(405);
    expect(read).toEqual([]);
  });

  it.each([
    ["application/json", 200],
    ["application/json; charset=utf-8", 200],
    ["application/vnd.evolink+json", 200],
    ["text/plain", 415],
    ["application/x-www-form-urlencoded", 415],
    ["application/jsonp", 415],
  ])("responds to the content type %s with %i", async (type, status) => {
    const { deliver } = await setUp();
    expect(await deliver(undefined, { type })).toBe(status);
  });

  it("takes a body of 1 MiB and responds with 413 to one byte more, announced or not", async () => {
    const { deliver, call, url } = await setUp();
    const pad = (bytes: number) => `{"id":"${ID}"}`.padEnd(bytes, " ");
    expect(await deliver(pad(1024 * 1024))).toBe(200);
    expect(await deliver(pad(1024 * 1024 + 1))).toBe(413);
    if (name === "a worker") return;
    const body = new Blob([pad(1024 * 1024 + 1)]).stream();
    const init = { method: "POST", headers: { "content-type": "application/json" }, body, duplex: "half" };
    expect((await call(url, init as RequestInit)).status).toBe(413);
  });

  it.each([
    ["no signature", (url: string) => url.replace(/&evolink=.*/, "")],
    ["another path", (url: string) => url.replace("/hooks/evolink", "/hooks/other")],
    ["another query", (url: string) => url.replace("from=evolink", "from=mallory")],
    ["a parameter more", (url: string) => `${url}&more=1`],
    [
      "another context",
      (url: string) =>
        url.replace(/evolink=[\w-]+/, `evolink=${btoa('[9e15,{"order":18}]').replace(/=/g, "")}`),
    ],
    ["a context cut off", (url: string) => url.replace(/evolink=(.)/, "evolink=")],
    ["another signature", (url: string) => url.replace(/.{43}$/, "A".repeat(43))],
    ["a signature cut off", (url: string) => url.slice(0, -1)],
    ["an empty signature", (url: string) => url.slice(0, -43)],
  ])("responds with 401 to a URL with %s, and asks the API nothing", async (_, forge) => {
    const { deliver, read, url, handled } = await setUp();
    expect(forge(url)).not.toBe(url);
    expect(await deliver(undefined, { to: forge(url) })).toBe(401);
    expect([read, handled]).toEqual([[], []]);
  });

  it("responds with 401 to a URL signed with another secret, and 200 while the old one is still listed", async () => {
    const { deliver, url } = await setUp();
    const library = runtime.library;
    const evolink = { tasks: { get: async (id: string) => ({ id, status: "completed" }) } };
    const other = library.createCallbacks({ secret: "another secret, 24 chars", evolink });
    expect(await deliver(undefined, { to: await other.url(BASE) })).toBe(401);
    const rotated = library.createCallbacks({ secret: ["another secret, 24 chars", SECRET], evolink });
    const call = await runtime.mount(rotated.handler({ onTask() {} }));
    const init = { method: "POST", headers: { "content-type": "application/json" }, body: `{"id":"${ID}"}` };
    expect((await call(url, init)).status).toBe(200);
    expect((await call(await rotated.url(BASE), init)).status).toBe(200);
  });

  it("responds with 401 from the moment a URL expires", async () => {
    const { deliver, callbacks } = await setUp();
    const expiresAt = Date.now() + 60_000;
    const to = await callbacks.url(BASE, { expiresAt });
    vi.useFakeTimers({ toFake: ["Date"], now: expiresAt - 1 });
    // The worker has a clock of its own.
    if (name === "a worker") return;
    expect(await deliver(undefined, { to })).toBe(200);
    vi.setSystemTime(expiresAt);
    expect(await deliver(undefined, { to })).toBe(401);
  });

  it.each([
    "",
    "{",
    "null",
    "[]",
    '"task-unified-1-a"',
    "{}",
    '{"id":7}',
    '{"id":""}',
    '{"id":"../../v1/me"}',
    '{"id":".."}',
  ])("responds with 400 to the body %j", async (body) => {
    const { deliver, read } = await setUp();
    expect(await deliver(body)).toBe(400);
    expect(read).toEqual([]);
  });

  it("responds with 400 to a task that the API does not know", async () => {
    const { deliver, handled, tasks } = await setUp();
    expect(await deliver({ id: "task-unified-1-forged", status: "completed" })).toBe(400);
    tasks.odd = new InvalidRequestError("no such id", { status: 400 });
    expect(await deliver({ id: "odd" })).toBe(400);
    expect(handled).toEqual([]);
  });

  it.each([
    ["cannot be reached", new ConnectionError("no route")],
    ["fails", new ServerError("oops", { status: 500 })],
  ])("responds with 503 while the API %s, so that EvoLink calls again", async (_, error) => {
    const { deliver, handled, errors, tasks } = await setUp({ tasks: { [ID]: error } });
    expect(await deliver()).toBe(503);
    expect([handled, errors]).toEqual([[], [error]]);
    tasks[ID] = "completed";
    expect(await deliver()).toBe(200);
    expect(handled).toHaveLength(1);
  });

  it.each(["pending", "processing", "resting"])(
    "responds with 503 to a task that is %s, whatever the body says",
    async (status) => {
      const { deliver, handled } = await setUp({ tasks: { [ID]: status } });
      expect(await deliver({ id: ID, status: "completed" })).toBe(503);
      expect(handled).toEqual([]);
    },
  );

  it("responds to replays with 200 and handles them no second time", async () => {
    const { deliver, handled } = await setUp();
    for (let time = 0; time < 3; time++) expect(await deliver()).toBe(200);
    expect(handled).toHaveLength(1);
  });

  it("responds with 500 when onTask throws, and calls it again with the next delivery", async () => {
    const failure = new Error("database down");
    let times = 0;
    const { deliver, handled, errors } = await setUp({
      async onTask() {
        if (++times < 3) throw failure;
      },
    });
    expect([await deliver(), await deliver(), await deliver(), await deliver()]).toEqual([
      500, 500, 200, 200,
    ]);
    expect(handled).toHaveLength(3);
    expect(errors).toEqual([failure, failure]);
  });

  it("handles each of 100 tasks once in a flood of 1,000 deliveries", async () => {
    const ids = Array.from({ length: 100 }, (_, index) => `task-unified-1-${index}`);
    const { deliver, handled, read } = await setUp({
      tasks: Object.fromEntries(ids.map((id) => [id, "completed"])),
      onTask: () => new Promise((resolve) => setTimeout(resolve, 5)),
    });
    const deliveries = Array.from({ length: 1000 }, (_, index) => deliver({ id: ids[(index * 7) % 100] }));
    expect(new Set(await Promise.all(deliveries))).toEqual(new Set([200]));
    expect(handled.map(({ task }) => task.id).sort()).toEqual([...ids].sort());
    expect(read.length).toBeLessThanOrEqual(1000);
  });

  it("responds with 503 while another process has the task, and when the store fails", async () => {
    for (const claim of [() => "busy" as const, () => Promise.reject(new Error("redis down"))]) {
      const { deliver, handled } = await setUp({ more: { seen: { claim, settle() {} } } });
      expect(await deliver()).toBe(503);
      expect(handled).toEqual([]);
    }
  });

  it("claims and settles one key per task and final status", async () => {
    const log: unknown[] = [];
    const seen = {
      claim(key: string) {
        log.push(["claim", key]);
        return "claimed" as const;
      },
      settle: (key: string, handled: boolean) => void log.push(["settle", key, handled]),
    };
    let fail = true;
    const { deliver } = await setUp({
      more: { seen },
      onTask() {
        if (fail) throw new Error("once");
      },
    });
    await deliver();
    fail = false;
    await deliver();
    const key = `${ID}:completed`;
    expect(log).toEqual([
      ["claim", key],
      ["settle", key, false],
      ["claim", key],
      ["settle", key, true],
    ]);
  });

  it("tells those who listen that a task has ended, before onTask is done", async () => {
    const { callbacks, deliver } = await setUp();
    let calls = 0;
    const stop = callbacks.onEnded(ID, () => calls++);
    callbacks.onEnded("task-unified-1-b", () => calls++);
    await deliver();
    stop();
    await deliver();
    expect(calls).toBe(1);
  });
});
