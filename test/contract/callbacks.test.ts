import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { createCallbacks, toNodeListener } from "../../src/callback/index.ts";
import { createEvolink, type Task } from "../../src/index.ts";
import { saveResult } from "../../src/node/index.ts";
import { BODY, startTestMock } from "../helpers/mock.ts";

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** A mock, a client of it, and a server of ours with the callback route. */
async function setUp(onTask: (task: Task, context: unknown) => unknown = () => {}) {
  const mock = await startTestMock({ localCallbacks: true, taskSeconds: 10 });
  const evolink = createEvolink({ apiKey: "any", baseUrl: mock.url });
  const callbacks = createCallbacks({ secret: "a secret nobody can guess", evolink, allowLoopback: true });
  const handled: { task: Task; context: unknown }[] = [];
  const statuses: number[] = [];
  const errors: unknown[] = [];
  const handler = callbacks.handler({
    onTask(task, context) {
      handled.push({ task, context });
      return onTask(task, context);
    },
    onError: (error) => errors.push(error),
  });
  const listen = toNodeListener(handler);
  const server = createServer(async (request, response) => {
    await listen(request, response);
    statuses.push(response.statusCode);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks/evolink`;
  const url = await callbacks.url(base, { context: { order: 17 } });
  return { mock, evolink, callbacks, handled, statuses, errors, url, server };
}

/** Lets real connections come and go until something has happened. */
const until = async (happened: () => boolean) => {
  for (let turn = 0; turn < 500 && !happened(); turn++)
    await new Promise((resolve) => setTimeout(resolve, 5));
  expect(happened()).toBe(true);
};

describe("a callback of the mock, over real HTTP", () => {
  it("goes the whole way round: submitted, called back, woken, read again, saved", async () => {
    const { mock, evolink, callbacks, handled, statuses, url } = await setUp();
    const submitted = await evolink.videos.create({ ...BODY, callback_url: url });
    const waiting = evolink.tasks.wait(submitted.id, { callbacks });
    await until(() => mock.requests().some(({ method }) => method === "GET"));
    mock.clock.advance(10_000);
    const task = await waiting;
    expect(task.status).toBe("completed");
    await until(() => statuses.length === 1);
    expect(statuses).toEqual([200]);
    expect(handled).toEqual([
      { task: expect.objectContaining({ id: submitted.id, status: "completed" }), context: { order: 17 } },
    ]);

    const folder = await mkdtemp(join(tmpdir(), "callbacks-"));
    closers.push(() => rm(folder, { recursive: true }));
    const saved = await saveResult(task, join(folder, "clip.mp4"), { evolink });
    expect(saved.contentType).toBe("video/mp4");
    expect((await readFile(saved.path)).length).toBe(saved.bytes);
    const again = saveResult(task, join(folder, "clip.mp4"), { evolink });
    await expect(again).rejects.toMatchObject({ code: "file_exists" });
  });

  it("comes again after 1, 2 and 4 s while onTask throws, and is handled at the third retry", async () => {
    let times = 0;
    const { mock, evolink, handled, statuses, errors, url } = await setUp(() => {
      if (++times < 4) throw new Error(`failure ${times}`);
    });
    await evolink.videos.create({ ...BODY, callback_url: url });
    mock.clock.advance(10_000);
    for (const [index, delayMs] of [1_000, 2_000, 4_000].entries()) {
      await until(() => statuses.length === index + 1);
      // The mock plans its retry when it has read the response.
      await new Promise((resolve) => setTimeout(resolve, 30));
      mock.clock.advance(delayMs - 1);
      await new Promise((resolve) => setTimeout(resolve, 30));
      expect(statuses).toHaveLength(index + 1);
      mock.clock.advance(1);
    }
    await until(() => statuses.length === 4);
    expect(statuses).toEqual([500, 500, 500, 200]);
    expect([handled.length, errors.length]).toEqual([4, 3]);
  });

  it("is not believed when forged, and not handled again when replayed", async () => {
    const { mock, evolink, handled, statuses, url } = await setUp();
    const { id } = await evolink.videos.create({ ...BODY, callback_url: url });
    const forge = (body: object, to = url) =>
      fetch(to, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      });
    const done = { id, status: "completed", results: ["https://evil.example/a.mp4"] };
    expect((await forge(done)).status).toBe(503);
    expect((await forge({ ...done, id: "task-unified-1-nobody" })).status).toBe(400);
    expect((await forge(done, url.replace(/.{5}$/, "AAAAA"))).status).toBe(401);
    expect(handled).toEqual([]);
    mock.clock.advance(10_000);
    await until(() => handled.length === 1);
    expect((await forge(done)).status).toBe(200);
    expect(handled).toHaveLength(1);
    expect(handled[0]?.task.results).not.toContain("https://evil.example/a.mp4");
    expect(statuses.at(-1)).toBe(200);
  });

  it("is handled once for each of 100 tasks in a flood of 1,000 deliveries", async () => {
    const { mock, evolink, handled, url } = await setUp();
    const ids: string[] = [];
    for (let index = 0; index < 100; index++) ids.push((await evolink.videos.create({ ...BODY })).id);
    mock.clock.advance(10_000);
    const statuses = await Promise.all(
      Array.from({ length: 1000 }, async (_, index) => {
        const body = JSON.stringify({ id: ids[index % 100] });
        const init = { method: "POST", headers: { "content-type": "application/json" }, body };
        return (await fetch(url, init)).status;
      }),
    );
    expect(statuses.filter((status) => status !== 200)).toEqual([]);
    expect(handled.map(({ task }) => task.id).sort()).toEqual([...ids].sort());
  });

  it("gets 503 while the API is away, and handled when it is back", async () => {
    const { mock, evolink, handled, url } = await setUp();
    const { id } = await evolink.videos.create({ ...BODY });
    const away = createCallbacks({
      secret: "a secret nobody can guess",
      evolink: createEvolink({ apiKey: "any", baseUrl: "http://127.0.0.1:9", retry: { attempts: 1 } }),
    }).handler({ onTask() {}, onError() {} });
    const delivery = () =>
      new Request(url, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ id }),
      });
    expect((await away(delivery())).status).toBe(503);
    mock.clock.advance(10_000);
    expect((await fetch(delivery())).status).toBe(200);
    expect(handled).toHaveLength(1);
  });
});
