import { createServer, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
  type CallbackHandler,
  createCallbacks,
  type HandlerOptions,
  type SeenStore,
  toNodeListener,
} from "../../../../src/callback/index.ts";
import { attackCallbacks } from "../../../chaos/callbacks.ts";
import { attackListener } from "../../../chaos/raw-callbacks.ts";

const SECRET = "a secret nobody can guess";
const BASE = "https://example.com/hooks/evolink";
const ID = "task-unified-1-a";

type Task = { id: string; status: string };

/** Callbacks over an API that knows every task as completed, and what their handlers complained of. */
function setUp(get: (id: string) => Promise<Task> = async (id) => ({ id, status: "completed" })) {
  const errors: unknown[] = [];
  const callbacks = createCallbacks<Task>({ secret: SECRET, evolink: { tasks: { get } } });
  const onError = (error: unknown) => void errors.push(error);
  const handle = (options: Partial<HandlerOptions<Task>> = {}) =>
    callbacks.handler({ onTask: () => {}, onError, ...options });
  return { callbacks, errors, handle };
}

async function deliver(handler: CallbackHandler, url: string, context?: unknown): Promise<number> {
  const init = { method: "POST", headers: { "content-type": "application/json" }, body: `{"id":"${ID}"}` };
  return (await handler(new Request(url, init), context)).status;
}

/** A promise and how to fulfil it. */
function deferred() {
  let resolve = () => {};
  const promise = new Promise<void>((fulfil) => {
    resolve = fulfil;
  });
  return { promise, resolve };
}

const unhandled = vi.fn();
beforeEach(() => {
  unhandled.mockClear();
  process.on("unhandledRejection", unhandled);
});
afterEach(async () => {
  vi.useRealTimers();
  await new Promise((resolve) => setTimeout(resolve, 1));
  process.off("unhandledRejection", unhandled);
  expect(unhandled).not.toHaveBeenCalled();
});

describe("a store that does not keep its word", () => {
  it.each([[undefined], [null], [true], ["OK"], [{ claimed: true }], [1], ["Claimed"]])(
    "acknowledges nothing when it returns %j for a claim, and is complained of",
    async (returned) => {
      const { callbacks, errors, handle } = setUp();
      const onTask = vi.fn();
      const seen = { claim: () => returned, settle() {} } as unknown as SeenStore;
      expect(await deliver(handle({ seen, onTask }), await callbacks.url(BASE))).toBe(503);
      expect(onTask).not.toHaveBeenCalled();
      expect(errors).toMatchObject([
        { name: "CallbackError", message: expect.stringMatching(/^`seen.claim` returned/) },
      ]);
    },
  );

  it("acknowledges nothing when it hangs, and asks it again with the next delivery", async () => {
    vi.useFakeTimers();
    const { callbacks, handle } = setUp();
    const onTask = vi.fn();
    const asked = deferred();
    const claim = vi
      .fn<SeenStore["claim"]>()
      .mockImplementationOnce(() => {
        asked.resolve();
        return new Promise(() => {});
      })
      .mockReturnValue("claimed");
    const handler = handle({ seen: { claim, settle() {} }, onTask });
    const url = await callbacks.url(BASE);
    const first = deliver(handler, url);
    await asked.promise;
    await vi.advanceTimersByTimeAsync(8_000);
    expect(await first).toBe(503);
    expect(onTask).not.toHaveBeenCalled();
    expect(await deliver(handler, url)).toBe(200);
    expect(onTask).toHaveBeenCalledOnce();
  });

  it("shares one claim among deliveries that come while it is asked", async () => {
    const { callbacks, handle } = setUp();
    const claim = vi.fn(async (): Promise<"claimed"> => {
      await new Promise((resolve) => setTimeout(resolve, 200));
      return "claimed";
    });
    const handler = handle({ seen: { claim, settle() {} } });
    const url = await callbacks.url(BASE);
    expect(await Promise.all([deliver(handler, url), deliver(handler, url)])).toEqual([200, 200]);
    expect(claim).toHaveBeenCalledOnce();
  });

  it("does not hide what onTask threw when it cannot take the claim back", async () => {
    const { callbacks, errors, handle } = setUp();
    const settle = () => Promise.reject(new Error("redis down"));
    const onTask = () => Promise.reject(new Error("no room"));
    const handler = handle({ seen: { claim: () => "claimed", settle }, onTask });
    expect(await deliver(handler, await callbacks.url(BASE))).toBe(500);
    expect(errors).toMatchObject([{ message: "no room" }, { message: "redis down" }]);
  });

  it("acknowledges what onTask has done although it cannot be settled", async () => {
    const { callbacks, errors, handle } = setUp();
    const settle = () => Promise.reject(new Error("redis down"));
    const handler = handle({ seen: { claim: () => "claimed", settle } });
    expect(await deliver(handler, await callbacks.url(BASE))).toBe(200);
    expect(errors).toMatchObject([{ message: "redis down" }]);
  });

  it("says 202 only while onTask runs", async () => {
    vi.useFakeTimers();
    const { callbacks, handle } = setUp();
    const begun = deferred();
    const onTask = () => {
      begun.resolve();
      return new Promise(() => {});
    };
    const running = deliver(handle({ onTask }), await callbacks.url(BASE));
    await begun.promise;
    await vi.advanceTimersByTimeAsync(8_000);
    expect(await running).toBe(202);
  });
});

describe("a task query that hangs", () => {
  it("does not block its id for the deliveries after it", async () => {
    vi.useFakeTimers();
    const asked = deferred();
    const get = vi.fn<(id: string) => Promise<Task>>();
    get
      .mockImplementationOnce(() => {
        asked.resolve();
        return new Promise(() => {});
      })
      .mockImplementation(async (id) => ({ id, status: "completed" }));
    const { callbacks, handle } = setUp(get);
    const handler = handle();
    const url = await callbacks.url(BASE);
    const first = deliver(handler, url);
    await asked.promise;
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await first).toBe(503);
    expect(await deliver(handler, url)).toBe(200);
  });
});

describe("the handlers of one createCallbacks", () => {
  it("share what was seen", async () => {
    const { callbacks, handle } = setUp();
    const onTask = vi.fn();
    const url = await callbacks.url(BASE);
    expect(await deliver(handle({ onTask }), url)).toBe(200);
    expect(await deliver(handle({ onTask }), url)).toBe(200);
    expect(onTask).toHaveBeenCalledOnce();
  });
});

describe("whoever is told", () => {
  it.each([
    [
      "throws",
      () => {
        throw new Error("no log");
      },
    ],
    ["rejects", () => Promise.reject(new Error("no log"))],
  ])("does not change the response when it %s", async (_, onError) => {
    const { callbacks, handle } = setUp();
    const onTask = () => Promise.reject(new Error("no room"));
    expect(await deliver(handle({ onTask, onError }), await callbacks.url(BASE))).toBe(500);
  });

  it("is a waitUntil that throws, and the response goes out all the same", async () => {
    const { callbacks, handle } = setUp();
    const context = {
      waitUntil() {
        throw new TypeError("Illegal invocation");
      },
    };
    expect(await deliver(handle(), await callbacks.url(BASE), context)).toBe(200);
  });
});

describe("a callback URL", () => {
  it.each([Number.POSITIVE_INFINITY, Number.NaN, Number.NEGATIVE_INFINITY])(
    "does not live until %s",
    async (expiresAt) => {
      const { callbacks } = setUp();
      await expect(callbacks.url(BASE, { expiresAt })).rejects.toThrow("`expiresAt`");
    },
  );

  it("has one spelling of its signature", async () => {
    const { callbacks, handle } = setUp();
    const url = await callbacks.url(BASE);
    const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    const statuses = await Promise.all(
      [...letters].map((letter) => deliver(handle(), url.slice(0, -1) + letter)),
    );
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
  });

  it("is not signed with half a character", () => {
    const evolink = { tasks: { get: async (id: string) => ({ id, status: "completed" }) } };
    for (const half of ["\ud800", "\udfff"])
      expect(() => createCallbacks({ secret: `a secret nobody can guess${half}`, evolink })).toThrow(
        "`secret`",
      );
    expect(() => createCallbacks({ secret: "a secret nobody can guess 🪁", evolink })).not.toThrow();
  });
});

describe("toNodeListener", () => {
  let server: Server;
  let port: number;
  beforeEach(async () => {
    const { handle } = setUp();
    server = createServer(toNodeListener(handle()));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    ({ port } = server.address() as AddressInfo);
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  const send = (text: string) =>
    new Promise<string>((resolve) => {
      let response = "";
      const socket = connect(port, "127.0.0.1", () => socket.end(text));
      socket
        .on("data", (chunk) => (response += chunk))
        .on("close", () => resolve(response.split("\r\n")[0] ?? ""));
    });

  it.each([
    ["GET // HTTP/1.1", 405],
    ["TRACE / HTTP/1.1", 400],
    ["TRACK / HTTP/1.1", 400],
    ["GET http:// HTTP/1.1", 400],
    ["POST http:// HTTP/1.1", 400],
    ["GET //[ HTTP/1.1", 405],
    ["GET /\\ HTTP/1.1", 405],
    ["POST * HTTP/1.1", 400],
    ["POST /?evolink=%ff.x HTTP/1.1", 401],
  ])("responds to %s with %i, and lives on", async (line, status) => {
    const body =
      "POST" === line.slice(0, 4) ? "content-type: application/json\r\ncontent-length: 2\r\n\r\n{}" : "\r\n";
    const response = await send(`${line}\r\nhost: callback\r\nconnection: close\r\n${body}`);
    // What Node itself does not parse, it refuses with 400.
    expect(response).toMatch(new RegExp(`^HTTP/1.1 (${status}|400) `));
    expect(await send("PUT / HTTP/1.1\r\nhost: callback\r\nconnection: close\r\n\r\n")).toContain(" 405 ");
  });

  it("does not reject when somebody has responded already, or the handler throws", async () => {
    const incoming = Object.assign((async function* () {})(), { method: "GET", url: "/", headers: {} });
    const outgoing = {
      writeHead() {
        throw new Error("ERR_HTTP_HEADERS_SENT");
      },
    };
    await expect(toNodeListener(async () => new Response())(incoming, outgoing)).resolves.toBeUndefined();
    const statuses: number[] = [];
    const response = {
      writeHead(status: number) {
        statuses.push(status);
        return { end() {} };
      },
    };
    await toNodeListener(() => Promise.reject(new Error("no")))(incoming, response);
    expect(statuses).toEqual([500]);
  });
});

const SEED = Number(process.env.CHAOS_SEED ?? Math.floor(Math.random() * 2 ** 31));

it("keeps its promises under forged, repeated and altered callbacks", { timeout: 60_000 }, async () => {
  expect((await attackCallbacks({ seed: SEED, count: 1_500 })).examples).toEqual([]);
});

it("keeps its promises under raw requests", { timeout: 60_000 }, async () => {
  expect((await attackListener({ seed: SEED, count: 500 })).examples).toEqual([]);
});
