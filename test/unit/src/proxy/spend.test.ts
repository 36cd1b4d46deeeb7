import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createMemoryStore } from "../../../../src/proxy/store.ts";
import { BODY, failure, json } from "../helpers.ts";
import { codeOf, setUp, submitted } from "./proxying.ts";

beforeEach(() => void vi.useFakeTimers({ now: new Date("2026-01-01T12:00:00Z"), toFake: ["Date"] }));
afterEach(() => void vi.useRealTimers());

const many = async (count: number, post: () => Promise<Response>) => {
  const statuses = await Promise.all(Array.from({ length: count }, async () => (await post()).status));
  return statuses.filter((status) => status === 200).length;
};

describe("a spending limit", () => {
  it("by count lets through so many, however many come at once, and says 402 to the others", async () => {
    const { post, sent } = setUp([submitted()], {
      authorize: () => ({ user: "ann", limit: { submissions: 3 } }),
    });
    expect(await many(100, post)).toBe(3);
    expect(await codeOf(await post())).toBe("402 spending_limit");
    expect(sent).toHaveLength(3);
  });

  it("by credits lets through until they are used, one at a time", async () => {
    const limit = { credits: 25 };
    // Long enough for all to come before the first has a response.
    const slowly = async () => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      return submitted(10);
    };
    const { post, sent } = setUp([slowly], { authorize: () => ({ user: "ann", limit }) });
    expect(await many(20, post)).toBe(3);
    expect(await codeOf(await post())).toBe("402 spending_limit");
    expect(sent).toHaveLength(3);
  });

  it("by credits lets each wait for the one before it, also when another has ended", async () => {
    const responds: ((response: Response) => void)[] = [];
    const pending = () => new Promise<Response>((resolve) => responds.push(resolve));
    const { post, sent } = setUp([pending], { authorize: () => ({ user: "ann", limit: { credits: 15 } }) });
    const responses = [post(), post()];
    await vi.waitFor(() => expect(responds).toHaveLength(1));
    await new Promise((resolve) => setTimeout(resolve, 20));
    responds[0]?.(submitted());
    await vi.waitFor(() => expect(responds).toHaveLength(2));
    await Promise.any(responses);
    responses.push(post());
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(sent).toHaveLength(2);
    responds[1]?.(submitted());
    const statuses = await Promise.all(responses.map(async (one) => (await one).status));
    expect(statuses.sort()).toEqual([200, 200, 402]);
  });

  it.each(["credits", "submissions"] as const)(
    "of %s asks the store for nothing else, and says which it was",
    async (what) => {
      const added: string[] = [];
      const store = createMemoryStore();
      const add = (key: string, amount: number) => {
        added.push(key.split(":")[2] ?? "");
        return store.add(key, amount);
      };
      const { post } = setUp([submitted()], {
        seen: { ...store, add },
        authorize: () => ({ user: "ann", limit: { [what]: 1 } }),
      });
      await post();
      const { error } = (await (await post()).json()) as { error: { message: string } };
      expect(error.message).toBe(`The limit of ${what} is reached.`);
      expect(new Set(added)).toEqual(new Set([what]));
    },
  );

  it("by credits lets nobody wait for another user", async () => {
    let user = "ann";
    let respond = (_: Response) => {};
    const pending = new Promise<Response>((resolve) => {
      respond = resolve;
    });
    const { post, sent } = setUp([() => pending, submitted()], {
      authorize: () => ({ user, limit: { credits: 25 } }),
    });
    const first = post();
    await vi.waitFor(() => expect(sent).toHaveLength(1));
    user = "bob";
    expect((await post()).status).toBe(200);
    respond(submitted());
    expect((await first).status).toBe(200);
  });

  it("does not hold back later what it has refused before", async () => {
    const { post } = setUp([submitted()], {
      authorize: () => ({ user: "ann", limit: { submissions: 1 } }),
    });
    const key = { "idempotency-key": "one-key-of-a-page" };
    expect([(await post()).status, (await post(BODY, key)).status]).toEqual([200, 402]);
    vi.setSystemTime(new Date("2026-01-02T00:00:01Z"));
    expect((await post(BODY, key)).status).toBe(200);
  });

  it.each([{ submissions: 0 }, { credits: 0 }])("of %j lets nothing through", async (limit) => {
    const { post, sent } = setUp([submitted()], { authorize: () => ({ user: "ann", limit }) });
    expect([(await post()).status, sent.length]).toEqual([402, 0]);
  });

  it("counts neither what was refused nor what is repeated", async () => {
    const limit = { submissions: 1 };
    const { post, sent } = setUp([failure(400), submitted()], { authorize: () => ({ user: "ann", limit }) });
    const key = { "idempotency-key": "one-key-of-a-page" };
    expect((await post()).status).toBe(400);
    expect([(await post(BODY, key)).status, (await post(BODY, key)).status]).toEqual([200, 200]);
    expect((await post()).status).toBe(402);
    expect(sent).toHaveLength(2);
  });

  it("counts nothing of what it refused itself, when another is given back", async () => {
    const limit = { submissions: 1 };
    let refuse = (_: Response) => {};
    const pending = new Promise<Response>((resolve) => {
      refuse = resolve;
    });
    const { post, sent } = setUp([() => pending, submitted()], {
      authorize: () => ({ user: "ann", limit }),
    });
    const first = post();
    await vi.waitFor(() => expect(sent).toHaveLength(1));
    expect([(await post()).status, (await post()).status]).toEqual([402, 402]);
    refuse(failure(400));
    expect((await first).status).toBe(400);
    expect([(await post()).status, (await post()).status]).toEqual([200, 402]);
  });

  it.each([
    ["a wrong key", failure(401), 424],
    ["too early", failure(429, { "retry-after": "1" }), 429],
    ["out of credits", failure(402), 402],
    ["unreached", Object.assign(new TypeError("x"), { cause: { syscall: "connect" } }), 424],
  ])("gives back what was refused as %s", async (_, response, status) => {
    const { post, sent } = setUp([response, submitted()], {
      authorize: () => ({ user: "ann", limit: { submissions: 1 } }),
    });
    expect([(await post()).status, (await post()).status]).toEqual([status, 200]);
    expect(sent).toHaveLength(2);
  });

  it("counts what may have been accepted", async () => {
    const limit = { submissions: 1 };
    const { post } = setUp([new TypeError("lost"), submitted()], {
      authorize: () => ({ user: "ann", limit }),
    });
    expect([(await post()).status, (await post()).status]).toEqual([502, 402]);
  });

  it("is each user's own, and starts anew with each day", async () => {
    vi.setSystemTime(new Date("2026-01-01T00:00:01Z"));
    let user = "ann";
    const { post } = setUp([submitted()], { authorize: () => ({ user, limit: { submissions: 1 } }) });
    expect([(await post()).status, (await post()).status]).toEqual([200, 402]);
    user = "bob";
    expect((await post()).status).toBe(200);
    user = "ann";
    vi.setSystemTime(new Date("2026-01-01T23:59:59Z"));
    expect((await post()).status).toBe(402);
    vi.setSystemTime(new Date("2026-01-02T00:00:01Z"));
    expect((await post()).status).toBe(200);
  });

  it("has windows as long as the grant says", async () => {
    const limit = { submissions: 1, windowMs: 60_000 };
    const { post } = setUp([submitted()], { authorize: () => ({ user: "ann", limit }) });
    expect([(await post()).status, (await post()).status]).toEqual([200, 402]);
    vi.setSystemTime(new Date("2026-01-01T12:01:00Z"));
    expect((await post()).status).toBe(200);
  });

  it("holds over several processes by the store, which may give its sums as text", async () => {
    const memory = createMemoryStore();
    const seen = { ...memory, add: async (key: string, amount: number) => `${memory.add(key, amount)}` };
    const limit = { submissions: 3 };
    const authorize = () => ({ user: "ann", limit });
    const [one, other] = [
      setUp([submitted()], { seen, authorize }),
      setUp([submitted()], { seen, authorize }),
    ];
    expect((await many(4, one.post)) + (await many(4, other.post))).toBe(3);
  });

  it.each([() => Promise.reject(new Error("away")), () => "many"])(
    "spends nothing when the store cannot count",
    async (add) => {
      const seen = { ...createMemoryStore(), add };
      const authorize = () => ({ user: "ann", limit: { submissions: 3 } });
      const { post, sent, errors } = setUp([submitted()], { seen, authorize });
      expect(await codeOf(await post())).toBe("424 not_submitted");
      expect([sent.length, errors.length]).toEqual([0, 1]);
    },
  );

  it("goes on after a submission that failed", async () => {
    const authorize = () => ({ user: "ann", limit: { credits: 5 } });
    const { post } = setUp([new TypeError("lost"), json({ said: "hi" }), submitted(5)], { authorize });
    const statuses = [await post(), await post(), await post(), await post()].map(({ status }) => status);
    expect(statuses).toEqual([502, 200, 200, 402]);
  });
});
