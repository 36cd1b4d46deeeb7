import { afterEach, describe, expect, it, vi } from "vitest";
import { CallbackError } from "../../../../src/callback/index.ts";
import { createMemoryStore } from "../../../../src/callback/seen-store.ts";
import { awaitable, COMPLETED, deferred, ID, makeStore, setUpHandler } from "./delivery.ts";

afterEach(() => void vi.useRealTimers());

/** Fails unless the promise is pending. */
const expectPending = (promise: Promise<unknown>) =>
  expect(Promise.race([promise, "pending"])).resolves.toBe("pending");

describe("a store that returns something else", () => {
  const circle: { self?: unknown } = {};
  circle.self = circle;

  it.each([
    [undefined, "undefined"],
    [null, "null"],
    [true, "true"],
    [false, "false"],
    [1, "1"],
    ["OK", '"OK"'],
    ["", '""'],
    ["Claimed", '"Claimed"'],
    [{ claimed: true }, '{"claimed":true}'],
    [["claimed"], '["claimed"]'],
    [1n, "bigint"],
    [() => "claimed", "function"],
    [circle, "object"],
  ])("gets 503 and a complaint that shows %o", async (result, shown) => {
    const settle = vi.fn();
    const seen = makeStore({ claim: () => result, settle });
    const { deliver, handled, errors } = await setUpHandler({ seen });
    expect(await deliver()).toBe(503);
    expect([handled, settle.mock.calls]).toEqual([[], []]);
    expect(errors).toEqual([expect.any(CallbackError)]);
    expect((errors[0] as Error).message).toBe(
      `\`seen.claim\` returned ${shown}, not "claimed", "busy" or "done".`,
    );
  });

  it("shows 100 characters of what it returned", async () => {
    const { deliver, errors } = await setUpHandler({ seen: makeStore({ claim: () => "x".repeat(200) }) });
    await deliver();
    expect((errors[0] as Error).message).toContain(` "${"x".repeat(99)}, not`);
  });
});

describe("a store whose claim fails", () => {
  const down = new Error("redis down");

  it.each([
    ["rejects", () => Promise.reject(down)],
    [
      "throws",
      () => {
        throw down;
      },
    ],
  ])("gets 503 when it %s, its error reported, and is asked again", async (_, claim) => {
    const seen = makeStore({ claim });
    const { deliver, handled, errors } = await setUpHandler({ seen });
    expect([await deliver(), errors, handled]).toEqual([503, [down], []]);
    seen.claim = () => "claimed";
    expect([await deliver(), handled]).toEqual([200, [ID]]);
  });

  it("gets 503 after 8 s when it hangs, and is asked anew by the next delivery", async () => {
    vi.useFakeTimers();
    const claim = awaitable(() => new Promise(() => {}));
    const seen = makeStore({ claim });
    const { deliver, handled, errors } = await setUpHandler({ seen });
    const hung = deliver();
    await claim.called;
    await vi.advanceTimersByTimeAsync(7_999);
    await expectPending(hung);
    await vi.advanceTimersByTimeAsync(1);
    expect(await hung).toBe(503);
    expect(errors).toEqual([expect.any(CallbackError)]);
    expect((errors[0] as Error).message).toBe("`seen.claim` took longer than 8000 ms.");
    seen.claim = () => "claimed";
    expect([await deliver(), handled]).toEqual([200, [ID]]);
  });

  it("acknowledges nothing before the claim is held, also to those who share it", async () => {
    vi.useFakeTimers();
    const claimed = deferred<string>();
    const work = deferred();
    const claim = awaitable(() => claimed.promise);
    const tasks = { get: vi.fn(COMPLETED.tasks.get) };
    const { deliver, handled } = await setUpHandler({
      evolink: { tasks },
      seen: makeStore({ claim }),
      onTask: () => work.promise,
    });
    const first = deliver();
    await claim.called;
    await vi.advanceTimersByTimeAsync(4_000);
    const read = awaitable(COMPLETED.tasks.get.bind(undefined, ID));
    tasks.get.mockImplementation(read);
    const second = deliver();
    // Its signature is verified in real time, which the clock of the test does not move.
    await read.called;
    await vi.advanceTimersByTimeAsync(3_000);
    claimed.resolve("claimed");
    await vi.advanceTimersByTimeAsync(1_000);
    // The claim is held, and onTask runs: only now is there something to acknowledge.
    expect(await first).toBe(202);
    await expectPending(second);
    work.resolve();
    expect(await second).toBe(200);
    expect([handled, claim.times]).toEqual([[ID], 1]);
  });

  it.each([
    ["gives a claim back that comes up to 30 s late", 30_000, [[`${ID}:completed`, false]]],
    ["leaves a claim alone that comes later, and may have lapsed", 30_001, []],
  ])("%s, and runs nothing", async (_, ageMs, settled) => {
    vi.useFakeTimers();
    const claimed = deferred<string>();
    const settle = vi.fn();
    const claim = awaitable(() => claimed.promise);
    const { deliver, handled } = await setUpHandler({ seen: makeStore({ claim, settle }) });
    // The process has run for a while.
    await vi.advanceTimersByTimeAsync(60_000);
    const late = deliver();
    await claim.called;
    await vi.advanceTimersByTimeAsync(ageMs);
    expect(await late).toBe(503);
    claimed.resolve("claimed");
    await vi.advanceTimersByTimeAsync(0);
    expect([settle.mock.calls, handled]).toEqual([settled, []]);
  });

  it.each(["busy", "done"])("gives no late claim back that was %s", async (result) => {
    vi.useFakeTimers();
    const claimed = deferred<string>();
    const settle = vi.fn();
    const claim = awaitable(() => claimed.promise);
    const { deliver } = await setUpHandler({ seen: makeStore({ claim, settle }) });
    const late = deliver();
    await claim.called;
    await vi.advanceTimersByTimeAsync(8_000);
    expect(await late).toBe(503);
    claimed.resolve(result);
    await vi.advanceTimersByTimeAsync(0);
    expect(settle).not.toHaveBeenCalled();
  });
});

describe("a store whose settle fails", () => {
  const down = new Error("redis down");
  const failing = [
    ["rejects", () => Promise.reject(down)],
    [
      "throws",
      () => {
        throw down;
      },
    ],
  ] as const;

  it.each(failing)(
    "responds with 200 to what onTask handled when it %s, and reports why",
    async (_, settle) => {
      const { deliver, handled, errors } = await setUpHandler({ seen: makeStore({ settle }) });
      expect([await deliver(), handled, errors]).toEqual([200, [ID], [down]]);
    },
  );

  it.each(failing)(
    "responds with 500, and reports the error of onTask first, when it %s",
    async (_, settle) => {
      const failure = new Error("database down");
      const { deliver, errors } = await setUpHandler({
        seen: makeStore({ settle }),
        onTask: () => Promise.reject(failure),
      });
      expect([await deliver(), errors]).toEqual([500, [failure, down]]);
    },
  );

  it("says after 8 s what became of onTask when settle hangs, and frees the task", async () => {
    vi.useFakeTimers();
    const failure = new Error("database down");
    for (const [onTask, status, reported] of [
      [() => {}, 200, 1],
      [() => Promise.reject(failure), 500, 2],
    ] as const) {
      const settle = awaitable(() => new Promise(() => {}));
      const seen = makeStore({ settle });
      const { deliver, errors } = await setUpHandler({ seen, onTask });
      const hung = deliver();
      await settle.called;
      await vi.advanceTimersByTimeAsync(7_999);
      await expectPending(hung);
      await vi.advanceTimersByTimeAsync(1);
      expect(await hung).toBe(status);
      expect(errors).toHaveLength(reported);
      expect((errors.at(-1) as Error).message).toBe("`seen.settle` took longer than 8000 ms.");
      seen.claim = () => "done";
      expect(await deliver()).toBe(200);
    }
  });
});

describe("the memory store", () => {
  it("keeps 10,000 handled tasks", () => {
    const store = createMemoryStore();
    for (let id = 0; id <= 10_000; id++) {
      store.claim(`t${id}`);
      store.settle(`t${id}`, true);
    }
    expect(store.claim("t1")).toBe("done");
    expect(store.claim("t0")).toBe("claimed");
  });

  it("is busy from a claim until it is settled, and gives back what was not handled", () => {
    const store = createMemoryStore();
    expect([store.claim("t"), store.claim("t")]).toEqual(["claimed", "busy"]);
    store.settle("t", false);
    expect([store.claim("t"), store.claim("t")]).toEqual(["claimed", "busy"]);
    store.settle("t", true);
    expect(store.claim("t")).toBe("done");
  });
});
