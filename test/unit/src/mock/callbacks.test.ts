import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it, vi } from "vitest";
import { createPublicFetch } from "../../../../src/mock/base/public-fetch.ts";
import { readError, startTestMock } from "../../../helpers/mock.ts";

const HOOK = "https://hooks.example.com/done";

/** A receiver that responds with these statuses in turn, the last one for ever. */
function createReceiver(...statuses: (number | "hang")[]) {
  const calls: { atMs: number; url: string; body: unknown }[] = [];
  let now = () => 0;
  const receive = async (url: string, init: RequestInit) => {
    const response = statuses[Math.min(calls.length, statuses.length - 1)];
    calls.push({ atMs: now(), url, body: JSON.parse(String(init.body)) });
    if (response !== "hang") return new Response(null, { status: response ?? 200 });
    return new Promise<Response>((_, reject) => {
      init.signal?.addEventListener("abort", () => reject(init.signal?.reason));
    });
  };
  return { calls, fetch: receive, timeBy: (clock: { now(): number }) => (now = clock.now) };
}

async function startWithReceiver(...statuses: (number | "hang")[]) {
  const receiver = createReceiver(...statuses);
  const mock = await startTestMock({ taskSeconds: 1, fetch: receiver.fetch });
  receiver.timeBy(mock.clock);
  const startMs = mock.clock.now();
  const advance = async (ms: number) => {
    for (let step = 0; step < ms; step += 500) {
      mock.clock.advance(500);
      await sleep(1);
    }
  };
  const times = () => receiver.calls.map(({ atMs }) => atMs - startMs);
  return { mock, receiver, advance, times };
}

describe("a callback", () => {
  it.each(["", "[mock:fail=service_error]", "[mock:cancel]"])(
    "brings the same body as the task query, %s",
    async (tag) => {
      const { mock, receiver, advance } = await startWithReceiver(204);
      const id = await mock.submitted({ callback_url: HOOK, prompt: `x ${tag}` });
      await advance(1_000);
      expect(receiver.calls).toHaveLength(1);
      expect(receiver.calls[0]).toMatchObject({ url: HOOK, body: await mock.task(id) });
    },
  );

  it("is sent once more after 1, 2 and 4 seconds, and then never", async () => {
    const { mock, advance, times } = await startWithReceiver(500);
    await mock.submit({ callback_url: HOOK });
    await advance(60_000);
    expect(times()).toEqual([1_000, 2_000, 4_000, 8_000]);
  });

  it("ends at the first 2xx", async () => {
    const { mock, advance, times } = await startWithReceiver(503, 202);
    await mock.submit({ callback_url: HOOK });
    await advance(60_000);
    expect(times()).toEqual([1_000, 2_000]);
  });

  it("takes a redirect for a failure", async () => {
    const { mock, advance, times } = await startWithReceiver(302, 200);
    await mock.submit({ callback_url: HOOK });
    await advance(10_000);
    expect(times()).toHaveLength(2);
  });

  it("waits 10 seconds for a response", async () => {
    const { mock, advance, times } = await startWithReceiver("hang", 200);
    await mock.submit({ callback_url: HOOK });
    await advance(60_000);
    expect(times()).toEqual([1_000, 12_000]);
  });

  it("is called off by reset", async () => {
    const { mock, advance, times } = await startWithReceiver(200);
    await mock.submit({ callback_url: HOOK });
    mock.reset();
    await advance(60_000);
    expect(times()).toEqual([]);
  });

  it("is never sent for a stuck task", async () => {
    const { mock, advance, times } = await startWithReceiver(200);
    await mock.submit({ callback_url: HOOK, prompt: "[mock:stuck]" });
    await advance(60_000);
    expect(times()).toEqual([]);
  });

  it("is sent after a restart that its task outlives", async () => {
    const folder = await mkdtemp(join(tmpdir(), "mock-"));
    const stateFile = join(folder, "state.json");
    const before = await startTestMock({ taskSeconds: 1, stateFile });
    await before.submit({ callback_url: HOOK });
    await before.close();
    const receiver = createReceiver(200);
    const after = await startTestMock({ stateFile, fetch: receiver.fetch });
    after.clock.advance(1_000);
    await vi.waitFor(() => expect(receiver.calls).toHaveLength(1));
    await rm(folder, { recursive: true });
  });

  it("arrives on this machine when local callbacks are allowed", async () => {
    const received: string[] = [];
    const receiver = createServer((request, response) => {
      request.on("data", (chunk) => received.push(String(chunk))).on("end", () => response.end());
    });
    await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
    const { port } = receiver.address() as AddressInfo;
    const mock = await startTestMock({ taskSeconds: 0, localCallbacks: true });
    await mock.submit({ callback_url: `http://localhost:${port}/done` });
    mock.clock.advance(0);
    await vi.waitFor(() => expect(received.join("")).toContain('"completed"'));
    await new Promise((resolve) => receiver.close(resolve));
  });
});

describe("callback_url", () => {
  const refused = [
    "http://example.com/done",
    "https://127.0.0.1/done",
    "https://127.1/done",
    "https://0x7f000001/done",
    "https://2130706433/done",
    "https://[::1]/done",
    "https://[::ffff:10.0.0.1]/done",
    "https://localhost/done",
    "https://10.1.2.3/done",
    "https://172.16.0.1/done",
    "https://192.168.1.1/done",
    `https://example.com/${"a".repeat(2048)}`,
  ];

  it.each(refused)("%s is refused as the real API refuses it", async (url) => {
    const mock = await startTestMock();
    const response = await mock.submit({ callback_url: url });
    expect(response.status).toBe(400);
    expect(await readError(response)).toMatchObject({ code: "invalid_request", param: "callback_url" });
    expect(mock.tasks()).toEqual([]);
  });

  it("of 2048 characters is taken", async () => {
    const mock = await startTestMock();
    const url = "https://example.com/".padEnd(2048, "a");
    expect((await mock.submit({ callback_url: url })).status).toBe(200);
  });

  it("on a private network is refused even when local callbacks are allowed", async () => {
    const mock = await startTestMock({ localCallbacks: true });
    expect((await mock.submit({ callback_url: "http://127.0.0.1:9/done" })).status).toBe(200);
    expect((await mock.submit({ callback_url: "http://192.168.1.1/done" })).status).toBe(400);
  });
});

describe("createPublicFetch", () => {
  it("sends nothing to a name that stands for this machine", async () => {
    await expect(createPublicFetch(false)("https://localhost/done", { method: "POST" })).rejects.toThrow(
      /^localhost stands for (127\.0\.0\.1|::1)\. /,
    );
  });
});
