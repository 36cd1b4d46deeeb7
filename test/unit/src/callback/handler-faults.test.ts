import { afterEach, describe, expect, it, vi } from "vitest";
import { CallbackError, createCallbacks } from "../../../../src/callback/index.ts";
import {
  awaitable,
  BASE,
  COMPLETED,
  collectUnhandled,
  deferred,
  deliveryOf,
  ID,
  makeStore,
  SECRET,
  setUpHandler,
} from "./delivery.ts";

afterEach(() => void vi.useRealTimers());

const broken = () => {
  throw new Error("broken");
};
const rejecting = () => Promise.reject(new Error("broken"));

/** A delivery, and when its body is read: its URL has been verified then, which no clock of a test waits for. */
function observedDelivery(url: string) {
  const { promise: read, resolve } = deferred();
  const body = new ReadableStream(
    {
      pull(controller) {
        controller.enqueue(new TextEncoder().encode(JSON.stringify({ id: ID })));
        controller.close();
        resolve();
      },
    },
    { highWaterMark: 0 },
  );
  return { request: deliveryOf(url, body), read };
}

describe("a handler whose onError fails", () => {
  it.each([
    ["throws", broken],
    ["rejects", rejecting],
    [
      "returns a broken promise",
      () => ({
        // biome-ignore lint/suspicious/noThenProperty: what a broken promise library returns.
        get then() {
          return broken();
        },
      }),
    ],
  ])("goes on when it %s", async (_, onError) => {
    const unhandled = await collectUnhandled(async () => {
      const { deliver } = await setUpHandler({ onError, onTask: broken });
      expect(await deliver()).toBe(500);
      const away = await setUpHandler({ onError, evolink: { tasks: { get: rejecting } } });
      expect(await away.deliver()).toBe(503);
      const down = await setUpHandler({ onError, seen: makeStore({ claim: rejecting }) });
      expect(await down.deliver()).toBe(503);
    });
    expect(unhandled).toEqual([]);
  });
});

describe("a handler with a context of its runtime", () => {
  it.each([
    ["throws", { waitUntil: broken }],
    ["rejects", { waitUntil: rejecting }],
    ["is no function", { waitUntil: 7 }],
    [
      "cannot be read",
      {
        get waitUntil() {
          return broken();
        },
      },
    ],
    ["is missing", {}],
    ["has no place", null],
  ])("goes on when its waitUntil %s", async (_, context) => {
    const unhandled = await collectUnhandled(async () => {
      const { deliver, errors } = await setUpHandler();
      expect([await deliver(ID, context), errors]).toEqual([200, []]);
    });
    expect(unhandled).toEqual([]);
  });

  it("calls waitUntil as a method, with work that never rejects", async () => {
    const context = {
      kept: [] as unknown[],
      waitUntil(work: unknown) {
        this.kept.push(work);
      },
    };
    const { deliver } = await setUpHandler({ onTask: broken });
    expect(await deliver(ID, context)).toBe(500);
    expect(await Promise.all(context.kept)).toEqual(["failed"]);
  });
});

describe("a handler whose API fails", () => {
  it("responds with 503 when a query hangs, whatever it makes of the signal, and asks anew for the next delivery", async () => {
    vi.useFakeTimers();
    const get = awaitable(() => new Promise<never>(() => {}));
    const evolink = { tasks: { get: get as (id: string) => Promise<{ id: string; status: string }> } };
    const { deliver, errors, handled } = await setUpHandler({ evolink });
    const first = deliver();
    await get.called;
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await first).toBe(503);
    expect((errors[0] as Error).message).toBe(`Reading the task ${ID} took longer than 5000 ms.`);
    evolink.tasks.get = COMPLETED.tasks.get;
    expect([await deliver(), handled]).toEqual([200, [ID]]);
  });

  it("aborts the query after 5 s, and asks once for those who come at the same time", async () => {
    vi.useFakeTimers();
    const signals: (AbortSignal | undefined)[] = [];
    const { handler, url } = await setUpHandler({
      evolink: {
        tasks: {
          get(_, { signal } = {}) {
            signals.push(signal);
            return new Promise(() => {});
          },
        },
      },
    });
    const deliveries = [observedDelivery(url), observedDelivery(url)];
    const responses = deliveries.map(({ request }) => handler(request));
    await Promise.all(deliveries.map(({ read }) => read));
    await vi.advanceTimersByTimeAsync(4_999);
    expect(signals.map((signal) => signal?.aborted)).toEqual([false]);
    await vi.advanceTimersByTimeAsync(1);
    expect(signals.map((signal) => signal?.aborted)).toEqual([true]);
    expect((await Promise.all(responses)).map(({ status }) => status)).toEqual([503, 503]);
  });

  it.each([
    ["another task", { id: "task-unified-1-b", status: "completed" }],
    ["nothing", undefined],
    ["null", null],
  ])("responds with 503 when the client returns %s, and reports it", async (_, task) => {
    const { deliver, errors, handled } = await setUpHandler({
      evolink: { tasks: { get: async () => task as never } },
    });
    expect([await deliver(), handled]).toEqual([503, []]);
    expect(errors).toEqual([expect.any(CallbackError)]);
    expect(errors[0]).toMatchObject({ taskId: ID });
  });

  it("responds with 503 when the client throws at once", async () => {
    const { deliver, errors } = await setUpHandler({ evolink: { tasks: { get: broken } } });
    expect([await deliver(), errors]).toEqual([503, [new Error("broken")]]);
  });

  it.each([undefined, null, 7, { toString: 1 }, ["completed"], "Completed", "COMPLETED"])(
    "responds with 503 to a task whose status is %j",
    async (status) => {
      const { deliver, handled } = await setUpHandler({
        evolink: { tasks: { get: async (id) => ({ id, status: status as string }) } },
      });
      expect([await deliver(), handled]).toEqual([503, []]);
    },
  );
});

describe("a handler whose request fails", () => {
  it("responds with 503 after 5 s without a body, cancels it, and reports it", async () => {
    vi.useFakeTimers();
    const cancel = vi.fn();
    const pulled = deferred();
    const { handler, url, errors } = await setUpHandler();
    const body = new ReadableStream({
      pull() {
        pulled.resolve();
        return new Promise(() => {});
      },
      cancel,
    });
    const response = handler(deliveryOf(url, body));
    await pulled.promise;
    // Until the signature is checked, which takes real time, the time limit has not begun.
    await vi.waitFor(() => expect(vi.getTimerCount()).toBeGreaterThan(0));
    await vi.advanceTimersByTimeAsync(5_000);
    expect((await response).status).toBe(503);
    expect((errors[0] as Error).message).toMatch(/^Reading the body took longer than \d+ ms\.$/);
    expect(cancel).toHaveBeenCalledOnce();
  });

  it("leaves the API the time alone that the body has left of the 5 s", async () => {
    vi.useFakeTimers();
    const asked = awaitable(() => new Promise<never>(() => {}));
    const pulled = deferred();
    const { handler, url } = await setUpHandler({ evolink: { tasks: { get: asked } } });
    const body = new ReadableStream({
      pull(controller) {
        pulled.resolve();
        setTimeout(() => {
          controller.enqueue(new TextEncoder().encode(JSON.stringify({ id: ID })));
          controller.close();
        }, 3_000);
        return new Promise(() => {});
      },
    });
    const response = handler(deliveryOf(url, body));
    await pulled.promise;
    await vi.advanceTimersByTimeAsync(3_000);
    await asked.called;
    await vi.advanceTimersByTimeAsync(1_999);
    await expect(Promise.race([response, "no response yet"])).resolves.toBe("no response yet");
    await vi.advanceTimersByTimeAsync(1);
    expect((await response).status).toBe(503);
  });

  it("responds with 503 when the body breaks, and reports why", async () => {
    const { handler, url, errors } = await setUpHandler();
    const body = new ReadableStream({ pull: (controller) => controller.error(new Error("reset")) });
    expect((await handler(deliveryOf(url, body))).status).toBe(503);
    expect(errors).toEqual([new Error("reset")]);
  });

  it.each([
    ["was read", (request: Request) => request.text()],
    ["is being read", (request: Request) => request.body?.getReader()],
  ])("responds with 503 when the body %s before, and reports what to do", async (_, read) => {
    const { handler, url, errors } = await setUpHandler();
    const request = deliveryOf(url);
    await read(request);
    expect((await handler(request)).status).toBe(503);
    expect(errors).toEqual([expect.any(CallbackError)]);
    expect((errors[0] as Error).message).toMatch(/before any body parser/);
  });

  it("responds with 400 without a body, and to one of bytes that are no UTF-8", async () => {
    const { handler, url, errors } = await setUpHandler();
    expect((await handler(deliveryOf(url, null))).status).toBe(400);
    const bytes = new Uint8Array([...new TextEncoder().encode('{"id":"task-'), 0xff, 0x22, 0x7d]);
    expect((await handler(deliveryOf(url, bytes))).status).toBe(400);
    expect(errors).toEqual([]);
  });

  it("does not reject for what is no request", async () => {
    const { handler, errors } = await setUpHandler();
    expect((await handler({ method: "POST" } as Request)).status).toBe(503);
    expect((await handler(undefined as unknown as Request)).status).toBe(503);
    expect(errors).toHaveLength(2);
  });

  it.each([
    ["application/json", 200],
    ["APPLICATION/JSON ; charset=utf-8", 200],
    ["application/vnd.evolink+json;v=1", 200],
    ["application/json-seq", 415],
    ["application/json, text/html", 415],
    ["application/json.evil", 415],
    ["x-application/json", 415],
    ["application/x json", 415],
  ])("responds to the content type %j with %i", async (type, status) => {
    const { handler, url } = await setUpHandler();
    const request = deliveryOf(url);
    request.headers.set("content-type", type);
    expect((await handler(request)).status).toBe(status);
  });

  it("takes a body without a content type, and forbids every cache", async () => {
    const { handler, url } = await setUpHandler();
    const request = deliveryOf(url);
    request.headers.delete("content-type");
    const response = await handler(request);
    expect([response.status, response.headers.get("cache-control")]).toEqual([200, "no-store"]);
  });

  it("names the one method that it takes", async () => {
    const { handler, url } = await setUpHandler();
    const response = await handler(new Request(url));
    expect([response.status, response.headers.get("allow")]).toEqual([405, "POST"]);
  });

  it.each([
    [1024 * 1024, 200],
    [1024 * 1024 + 1, 413],
  ])("responds to an announced length of %i with %i, before it reads", async (length, status) => {
    const { handler, url } = await setUpHandler();
    const request = deliveryOf(url);
    request.headers.set("content-length", `${length}`);
    expect((await handler(request)).status).toBe(status);
    expect(request.bodyUsed).toBe(status === 200);
  });
});

describe("a task id", () => {
  it.each([
    ["a".repeat(128), 200],
    ["a".repeat(129), 400],
    [".", 400],
    ["...", 400],
    [".a", 200],
    ["task:1_2-3.4", 200],
    ["a/b", 400],
    ["a b", 400],
    ["a\n", 400],
    ["ä", 400],
  ])("%j gets %i", async (id, status) => {
    const { deliver } = await setUpHandler();
    expect(await deliver(id)).toBe(status);
  });
});

describe("the handlers of one createCallbacks", () => {
  it("handle a task once between them, at the same time and one after the other", async () => {
    const callbacks = createCallbacks({ secret: SECRET, evolink: COMPLETED });
    const work = deferred();
    const one = await setUpHandler({ callbacks, onTask: () => work.promise });
    const two = await setUpHandler({ callbacks, onTask: () => work.promise });
    const both = Promise.all([one.deliver(), two.deliver()]);
    work.resolve();
    expect(await both).toEqual([200, 200]);
    expect([await two.deliver(), await one.deliver()]).toEqual([200, 200]);
    // Which of the two is first is for the signatures' checks to say, which take turns as they like.
    expect([...one.handled, ...two.handled]).toEqual([ID]);
  });

  it("run apart when they have stores of their own", async () => {
    const callbacks = createCallbacks({ secret: SECRET, evolink: COMPLETED });
    const one = await setUpHandler({ callbacks, seen: makeStore({}) });
    const two = await setUpHandler({ callbacks, seen: makeStore({}) });
    expect(await Promise.all([one.deliver(), two.deliver()])).toEqual([200, 200]);
    expect([one.handled, two.handled]).toEqual([[ID], [ID]]);
  });

  it("handle nothing between them that belongs to another createCallbacks", async () => {
    const one = await setUpHandler();
    const two = await setUpHandler();
    expect([await one.deliver(), await two.deliver()]).toEqual([200, 200]);
    expect([one.handled, two.handled]).toEqual([[ID], [ID]]);
  });

  it.each([
    ["no claim", { settle() {} }],
    ["no settle", { claim: () => "claimed" }],
    ["a claim that is no function", { claim: true, settle() {} }],
  ])("take no store with %s", (_, seen) => {
    const callbacks = createCallbacks({ secret: SECRET, evolink: COMPLETED });
    expect(() => callbacks.handler({ onTask() {}, seen: seen as never })).toThrow(
      "Expected `seen` to be an object with the functions `claim` and `settle`, got undefined.",
    );
  });
});

describe("callbacks.onEnded", () => {
  it("calls every listener, whatever the others throw, and handles the task", async () => {
    const unhandled = await collectUnhandled(async () => {
      const { callbacks, deliver, handled } = await setUpHandler();
      const woken: string[] = [];
      callbacks.onEnded(ID, broken);
      callbacks.onEnded(ID, rejecting as unknown as () => void);
      callbacks.onEnded(ID, () => void woken.push("last"));
      expect([await deliver(), woken, handled]).toEqual([200, ["last"], [ID]]);
    });
    expect(unhandled).toEqual([]);
  });

  it("stops one of two registrations of the same listener at a time", async () => {
    const { callbacks, deliver } = await setUpHandler();
    const listener = vi.fn();
    const stopFirst = callbacks.onEnded(ID, listener);
    const stopSecond = callbacks.onEnded(ID, listener);
    stopFirst();
    stopFirst();
    await deliver();
    expect(listener).toHaveBeenCalledTimes(1);
    stopSecond();
    await deliver();
    expect(listener).toHaveBeenCalledTimes(1);
  });

  it("keeps those who listen anew when an old registration stops twice", async () => {
    const { callbacks, deliver } = await setUpHandler();
    const listener = vi.fn();
    const stop = callbacks.onEnded(ID, () => {});
    stop();
    callbacks.onEnded(ID, listener);
    stop();
    await deliver();
    expect(listener).toHaveBeenCalledTimes(1);
  });

  it("wakes nobody for a task that goes on, or for a URL that is not ours", async () => {
    const { callbacks, deliver, handler } = await setUpHandler({
      evolink: { tasks: { get: async (id) => ({ id, status: "processing" }) } },
    });
    const listener = vi.fn();
    callbacks.onEnded(ID, listener);
    expect(await deliver()).toBe(503);
    expect((await handler(deliveryOf(BASE))).status).toBe(401);
    expect(listener).not.toHaveBeenCalled();
  });
});
