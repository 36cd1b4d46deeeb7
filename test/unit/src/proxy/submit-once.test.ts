import { afterEach, describe, expect, it, vi } from "vitest";
import { digestBytes } from "../../../../src/proxy/bytes.ts";
import { createMemoryStore, type ProxyStore, storeKeys } from "../../../../src/proxy/store.ts";
import { BODY, failure, json, task } from "../helpers.ts";
import { CREATE, codeOf, setUp, submitted } from "./proxying.ts";

const key = { "idempotency-key": "one-key-of-a-page" };
const lost = new TypeError("fetch failed");

afterEach(() => void vi.useRealTimers());

describe("a repeated submission", () => {
  it("gets the response of the first, which is sent once, at the same time and later", async () => {
    const { post, sent } = setUp([submitted(), json(task({ id: "another-task" }))]);
    const responses = await Promise.all([post(BODY, key), post(BODY, key)]);
    responses.push(await post(BODY, key));
    const ids = await Promise.all(responses.map(async (one) => ((await one.json()) as { id: string }).id));
    expect(new Set(ids).size).toBe(1);
    // Of the two that come together either may be the one that is sent.
    const replayed = responses.map((one) => one.headers.get("idempotency-replayed"));
    expect(replayed.slice(0, 2).sort()).toEqual([null, "true"]);
    expect(replayed[2]).toBe("true");
    expect(sent).toHaveLength(1);
  });

  it.each<[string, () => Response, string]>([
    ["the failure of the first", () => failure(400), "400 refused"],
    [
      "none of a stream",
      () => new Response("data: 1\n\n", { headers: { "content-type": "text/event-stream" } }),
      "409 idempotency_conflict",
    ],
  ])("gets %s while that is on its way, and is not sent", async (_, answer, code) => {
    let respond = (_: Response) => {};
    const pending = new Promise<Response>((resolve) => {
      respond = resolve;
    });
    const { post, sent } = setUp([() => pending, submitted()]);
    const first = post(BODY, key);
    await vi.waitFor(() => expect(sent).toHaveLength(1));
    const second = post(BODY, key);
    await new Promise((resolve) => setTimeout(resolve, 20));
    respond(answer());
    await first;
    expect(await codeOf(await second)).toBe(code);
    expect(sent).toHaveLength(1);
  });

  it("gets it from another process too, by the store alone", async () => {
    const seen = createMemoryStore();
    let respond = (_: Response) => {};
    const pending = new Promise<Response>((resolve) => {
      respond = resolve;
    });
    const first = setUp([() => pending], { seen });
    const second = setUp([submitted()], { seen });
    const responses = [first.post(BODY, key)];
    await vi.waitFor(() => expect(first.sent).toHaveLength(1));
    responses.push(second.post(BODY, key));
    await new Promise((resolve) => setTimeout(resolve, 20));
    respond(submitted());
    expect((await Promise.all(responses)).map(({ status }) => status)).toEqual([200, 200]);
    expect(second.sent).toHaveLength(0);
  });

  it("is another one for another user, and goes on under another key", async () => {
    let user = "ann";
    const { post, sent } = setUp([submitted()], { authorize: () => ({ user }) });
    await post(BODY, key);
    user = "bob";
    await post(BODY, key);
    const keys = sent.map(({ headers }) => headers.get("idempotency-key"));
    expect(new Set(keys).size).toBe(2);
    expect(keys.every((one) => /^[\w.-]{16,96}$/.test(`${one}`))).toBe(true);
  });

  it("is refused with another body", async () => {
    const { post, sent } = setUp([submitted()]);
    await post(BODY, key);
    expect(await codeOf(await post({ ...BODY, prompt: "another" }, key))).toBe("400 idempotency_key_reused");
    expect(sent).toHaveLength(1);
  });

  it("is refused with another body while the first is on its way", async () => {
    let respond = (_: Response) => {};
    const pending = new Promise<Response>((resolve) => {
      respond = resolve;
    });
    const { post, sent } = setUp([() => pending]);
    const first = post(BODY, key);
    await vi.waitFor(() => expect(sent).toHaveLength(1));
    const other = post({ ...BODY, prompt: "another" }, key);
    setTimeout(() => respond(submitted()), 50);
    expect(await codeOf(await other)).toBe("400 idempotency_key_reused");
    expect((await first).status).toBe(200);
  });

  it("is refused with another query", async () => {
    const { post, sent } = setUp([submitted()]);
    expect((await post(BODY, key, `${CREATE}?quality=low`)).status).toBe(200);
    expect(await codeOf(await post(BODY, key, `${CREATE}?quality=high`))).toBe("400 idempotency_key_reused");
    expect(sent).toHaveLength(1);
  });

  it.each([
    ["whose response was lost", lost, 502],
    ["that EvoLink failed at", failure(500), 500],
    ["that timed out at a gateway", failure(408), 408],
  ])("is not sent again after one %s", async (_, response, status) => {
    const { post, sent } = setUp([response, submitted()]);
    expect([(await post(BODY, key)).status, (await post(BODY, key)).status]).toEqual([status, status]);
    expect(sent).toHaveLength(1);
  });

  it.each([
    ["was refused", failure(400)],
    ["came too early", failure(429, { "retry-after": "1" })],
    ["never left", Object.assign(new TypeError("x"), { cause: { syscall: "connect" } })],
  ])("is sent again after one that %s", async (_, response) => {
    const { post, sent } = setUp([response, submitted()]);
    await post(BODY, key);
    expect((await post(BODY, key)).status).toBe(200);
    expect(sent).toHaveLength(2);
  });

  it("is sent without a key of the page, once for each request", async () => {
    const { post, sent } = setUp([submitted()]);
    await Promise.all([post(), post()]);
    expect(new Set(sent.map(({ headers }) => headers.get("idempotency-key"))).size).toBe(2);
  });

  it.each(["short", "a".repeat(97), "a key with blanks"])("is refused with the key %j", async (bad) => {
    const { post, sent } = setUp([submitted()]);
    expect(await codeOf(await post(BODY, { "idempotency-key": bad }))).toBe("400 invalid_idempotency_key");
    expect(sent).toHaveLength(0);
  });

  it("goes on when the browser leaves, and keeps its response for the repetition", async () => {
    const { proxy, post, sent } = setUp([
      async () => {
        leave.abort();
        return submitted();
      },
    ]);
    const leave = new AbortController();
    const headers = { "content-type": "application/json", ...key };
    const init = { method: "POST", headers, body: JSON.stringify(BODY), signal: leave.signal };
    const path = "https://app.example.com/evolink/v1/videos/generations";
    expect((await proxy(new Request(path, init))).status).toBe(200);
    expect((await post(BODY, key)).status).toBe(200);
    expect(sent).toHaveLength(1);
  });

  it("passes its work on to the runtime's waitUntil", async () => {
    const { proxy } = setUp([submitted()]);
    const works: unknown[] = [];
    const request = new Request("https://app.example.com/evolink/v1/tasks/x");
    const response = proxy(request, { waitUntil: (work: unknown) => works.push(work) });
    expect(works).toEqual([response]);
    await expect(
      proxy(request.clone(), { waitUntil: () => Promise.reject(new Error()) }),
    ).resolves.toBeDefined();
  });
});

/** WebCrypto takes real time, which fake timers do not pass. */
async function untilCalled(mock: { mock: { calls: unknown[] } }): Promise<void> {
  while (!mock.mock.calls.length) await new Promise((resolve) => setImmediate(resolve));
}

describe("a store", () => {
  const broken = (changes: Partial<ProxyStore>): ProxyStore => ({ ...createMemoryStore(), ...changes });
  const throws = () => {
    throw new Error("redis away");
  };

  it.each([
    { claim: throws },
    { claim: () => false, get: throws },
    { claim: () => "OK" as never, get: throws },
  ])("that cannot say whose a key is keeps a submission from being sent: %j", async (changes) => {
    const { post, sent, errors } = setUp([submitted()], { seen: broken(changes) });
    expect(await codeOf(await post(BODY, key))).toBe("424 not_submitted");
    expect([sent.length, errors.length]).toEqual([0, 1]);
  });

  it("that hangs is waited for 8 s", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
    const claim = vi.fn(() => new Promise<never>(() => {}));
    const { post, sent } = setUp([submitted()], { seen: broken({ claim }) });
    const response = post(BODY, key);
    await untilCalled(claim);
    await vi.advanceTimersByTimeAsync(8_000);
    expect(await codeOf(await response)).toBe("424 not_submitted");
    expect(sent).toHaveLength(0);
  });

  it("that cannot keep a response does not withhold it", async () => {
    const { post, errors } = setUp([submitted()], { seen: broken({ settle: throws }) });
    expect((await post(BODY, key)).status).toBe(200);
    expect(errors).toHaveLength(2);
  });

  it("whose claim of another process does not end is a conflict, after the time of a request", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
    const claim = vi.fn(() => false);
    const { post, sent } = setUp([submitted()], { seen: broken({ claim }) });
    const response = post(BODY, key);
    await untilCalled(claim);
    await vi.advanceTimersByTimeAsync(61_000);
    expect(await codeOf(await response)).toBe("409 idempotency_conflict");
    expect(claim.mock.calls.length).toBeGreaterThan(100);
    expect(sent).toHaveLength(0);
  });

  it.each(["{", "{}"])("that gives back %s, which nobody kept, is a conflict", async (text) => {
    const { post, sent } = setUp([submitted()], { seen: broken({ claim: () => false, get: () => text }) });
    expect(await codeOf(await post(BODY, key))).toBe("409 idempotency_conflict");
    expect(sent).toHaveLength(0);
  });

  it("of one process drops the oldest of more than 10,000", () => {
    const store = createMemoryStore();
    for (let index = 0; index <= 10_000; index++) store.settle(`${index}`, "x");
    expect([store.get("0"), store.get("1")]).toEqual([undefined, "x"]);
  });

  it("of one process keeps what is still in use, such as the sum of what was spent", () => {
    const store = createMemoryStore();
    const fill = (from: number) => {
      for (let index = from; index < from + 9_000; index++) store.add(`${index}`, 1);
    };
    store.add("spent", 5);
    fill(0);
    store.add("spent", 5);
    fill(9_000);
    expect(store.add("spent", 0)).toBe(10);
  });

  it("has digests of one length, whatever bytes are in them", async () => {
    const lengths = Array.from(
      { length: 30 },
      async (_, byte) => (await digestBytes(Uint8Array.of(byte))).length,
    );
    expect(new Set(await Promise.all(lengths))).toEqual(new Set([64]));
  });

  it("has keys of one user that no other user has, whatever they are called", () => {
    const [one, other] = [storeKeys("ann"), storeKeys("ann:task:x")];
    expect(one.task("/q", "x:task:y")).not.toBe(other.task("/q", "y"));
    expect(one.task("/q", "y")).not.toBe(one.task("/q:y", "y"));
    const kinds = [
      one.submission("y"),
      one.task("/q", "y"),
      one.spent("credits", "y"),
      one.spent("submissions", "y"),
    ];
    expect(new Set(kinds).size).toBe(4);
  });
});
