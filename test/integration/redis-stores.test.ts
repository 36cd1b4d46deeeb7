import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createCallbacks } from "../../src/callback/index.ts";
import type { SeenStore } from "../../src/callback/seen-store.ts";
import type { ProxyStore } from "../../src/proxy/index.ts";
import { installedPart } from "../helpers/integration.ts";
import { hasRedis, startRedis, type TestRedis } from "../helpers/redis.ts";
import { BODY, failure } from "../unit/src/helpers.ts";
import { codeOf, setUp, submitted } from "../unit/src/proxy/proxying.ts";

/** What is needed of node-redis, the client that the documented stores are written for. */
interface RedisClient {
  connect(): Promise<unknown>;
  destroy(): void;
  keys(pattern: string): Promise<string[]>;
  ttl(key: string): Promise<number>;
  pTTL(key: string): Promise<number>;
  get(key: string): Promise<string | null>;
}

/** The store that stands as the example of a file, over a client. */
function readExample<Store>(file: string, redis: RedisClient): Store {
  const [, example = ""] = /@example\n([\s\S]*?)\n \*\//.exec(readFileSync(file, "utf8")) ?? [];
  return new Function("redis", `${example.replace(/^ \* ?/gm, "")}\nreturn seen;`)(redis);
}

describe.skipIf(!installedPart("redis") || !hasRedis())("the stores of the documentation, over Redis", () => {
  let server: TestRedis;
  const clients: RedisClient[] = [];
  /** A store over a connection of its own, as another process has it. */
  const openStore = async <Store>(file: string): Promise<Store> => {
    const { createClient } = (await import("redis" as string)) as {
      createClient(options: object): RedisClient;
    };
    const client = createClient({ url: `redis://127.0.0.1:${server.port}` });
    await client.connect();
    clients.push(client);
    return readExample<Store>(file, client);
  };
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(async () => {
    for (const client of clients) client.destroy();
    await server.stop();
  });

  const key = { "idempotency-key": "one-key-of-a-page" };

  /** Two processes that serve one user of the proxy. */
  async function openProxies(user: string, responses: Parameters<typeof setUp>[0], limit?: object) {
    const stores = await Promise.all(["one", "other"].map(() => openStore<ProxyStore>("src/proxy/store.ts")));
    const authorize = () => ({ user, ...(limit && { limit }) });
    return stores.map((seen) => setUp(responses, { seen, authorize }));
  }

  it("send a submission once for its key, whichever process is asked, and give its response to all", async () => {
    const [one, other] = await openProxies("ann", [submitted()]);
    const responses = await Promise.all([one?.post(BODY, key), other?.post(BODY, key), one?.post(BODY, key)]);
    responses.push(await other?.post(BODY, key));
    expect(responses.map((response) => response?.status)).toEqual([200, 200, 200, 200]);
    expect((one?.sent.length ?? 0) + (other?.sent.length ?? 0)).toBe(1);
  });

  it("give a claim back after a refusal, and what it counted", async () => {
    const [one, other] = await openProxies("bob", [failure(400), submitted()], { submissions: 1 });
    expect((await one?.post(BODY, key))?.status).toBe(400);
    expect((await one?.post(BODY, key))?.status).toBe(200);
    expect(await codeOf((await other?.post()) as Response)).toBe("402 spending_limit");
  });

  it("count credits over all processes, and know whose task it is", async () => {
    const [one, other] = await openProxies("cat", [submitted(7.5)], { credits: 10 });
    expect((await one?.post())?.status).toBe(200);
    expect((await other?.post())?.status).toBe(200);
    expect(await codeOf((await one?.post()) as Response)).toBe("402 spending_limit");
    expect((await other?.get())?.status).toBe(200);
    const [stranger] = await openProxies("dog", [submitted()]);
    expect((await stranger?.get())?.status).toBe(404);
  });

  it("let what they claim and keep lapse by itself", async () => {
    const store = await openStore<ProxyStore>("src/proxy/store.ts");
    expect([await store.claim("claimed"), await store.claim("claimed")]).toEqual([true, false]);
    await store.settle("kept", "text");
    const [client] = clients;
    expect(await client?.ttl("claimed")).toBeGreaterThan(60);
    expect(await client?.ttl("kept")).toBeGreaterThan(86_400);
  });

  it("handle a callback once, whichever process gets it, and again when that failed", async () => {
    const stores = await Promise.all(
      ["one", "other"].map(() => openStore<SeenStore>("src/callback/seen-store.ts")),
    );
    const evolink = { tasks: { get: async (id: string) => ({ id, status: "completed" }) } };
    const handled: string[] = [];
    let fails = true;
    const processes = stores.map((seen) => {
      const callbacks = createCallbacks({ secret: "a secret nobody can guess", evolink });
      const onTask = ({ id }: { id: string }) => {
        if (fails) throw new Error("not yet");
        handled.push(id);
      };
      return { callbacks, handler: callbacks.handler({ seen, onTask, onError: () => {} }) };
    });
    const deliver = async (index: number) => {
      const made = processes[index];
      const url = `${await made?.callbacks.url("https://example.com/hooks")}`;
      const headers = { "content-type": "application/json" };
      const request = new Request(url, { method: "POST", headers, body: '{"id":"task-1"}' });
      return (await made?.handler(request))?.status;
    };
    expect(await deliver(0)).toBe(500);
    fails = false;
    const statuses = await Promise.all([deliver(0), deliver(1)]);
    expect(statuses).toContain(200);
    expect(await deliver(1)).toBe(200);
    expect(handled).toEqual(["task-1"]);
    expect(await clients[0]?.pTTL("task-1:completed")).toBeGreaterThan(86_400_000);
  });
});
