import { EventSourceParserStream } from "eventsource-parser/stream";
import { describe, expect, it, vi } from "vitest";
import type { Update } from "../../../../../src/mock/console/wire.ts";
import { startTestMock, type TestMock } from "../../../../helpers/mock.ts";

/** Listens as the page does, and returns all that was told so far. */
async function listen(mock: TestMock): Promise<{ updates: Update[]; stop: () => Promise<void> }> {
  const { body } = await fetch(`${mock.url}/_mock/events`);
  const updates: Update[] = [];
  const reader = body
    ?.pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream())
    .getReader();
  const read = async () => {
    for (let next = await reader?.read(); next && !next.done; next = await reader?.read())
      updates.push(JSON.parse(next.value.data));
  };
  read().catch(() => {});
  await vi.waitFor(() => expect(updates).not.toHaveLength(0));
  return { updates, stop: async () => reader?.cancel() };
}

describe("/_mock/events", () => {
  it("tells everything first, and then what changes", async () => {
    const mock = await startTestMock();
    const before = await mock.submitted();
    const { updates, stop } = await listen(mock);
    expect(updates[0]).toMatchObject({
      isReset: true,
      facts: { url: mock.url, document: { title: "api.evolink.ai" } },
      settings: { speed: 1, nowMs: mock.clock.now() },
      tasks: [
        { id: before, model: "gemini-omni-flash-text-to-video", results: [`/_mock/files/${before}.mp4`] },
      ],
      requests: [{ method: "POST", status: 200, model: "gemini-omni-flash-text-to-video" }],
      callbacks: [],
    });
    const id = await mock.submitted();
    await mock.task(id);
    await vi.waitFor(() => {
      expect(updates.flatMap(({ tasks = [] }) => tasks).map((task) => task.id)).toEqual([before, id]);
      const told = updates.flatMap(({ requests = [] }) => requests);
      expect(told.map(({ method, isPoll }) => [method, isPoll])).toEqual([
        ["POST", undefined],
        ["POST", undefined],
        ["GET", true],
      ]);
    });
    expect(updates.slice(1).some(({ facts, isReset }) => facts ?? isReset)).toBe(false);
    await stop();
  });

  it("tells changes of clock and faults, each try of a callback, and that all is forgotten", async () => {
    const outcomes = [500, 204];
    const mock = await startTestMock({
      fetch: async () => new Response(null, { status: outcomes.shift() ?? 204 }),
    });
    const { updates, stop } = await listen(mock);
    const post = (route: string, body: object) =>
      fetch(`${mock.url}/_mock/${route}`, { method: "POST", body: JSON.stringify(body) });
    await post("faults", { slow: 0.5 });
    await post("clock", { speed: 0 });
    await vi.waitFor(() =>
      expect(updates.at(-1)?.settings).toMatchObject({ speed: 0, faults: { slow: 0.5 } }),
    );
    await post("faults", {});
    await post("clock", { speed: 1 });
    await mock.submitted({ callback_url: "https://example.com/hook" });
    mock.clock.advance(8_000);
    await vi.waitFor(() =>
      expect(updates.flatMap(({ callbacks = [] }) => callbacks)).toMatchObject([
        { attempt: 1, said: "500", isDelivered: false, retryAfterMs: 1_000 },
      ]),
    );
    mock.clock.advance(1_000);
    await vi.waitFor(() =>
      expect(updates.flatMap(({ callbacks = [] }) => callbacks)[1]).toMatchObject({
        attempt: 2,
        said: "204",
        isDelivered: true,
      }),
    );
    mock.reset();
    await vi.waitFor(() => expect(updates.at(-1)).toMatchObject({ isReset: true, tasks: [], callbacks: [] }));
    await stop();
  });

  it("tells of many changes at once the newest, in one message", async () => {
    const mock = await startTestMock();
    const { updates, stop } = await listen(mock);
    const ids: string[] = [];
    for (let index = 0; index < 260; index += 1) {
      const response = await mock.fetch(`${mock.url}/v1/videos/generations`, {
        method: "POST",
        headers: { authorization: "Bearer any", "content-type": "application/json" },
        body: JSON.stringify({ model: "gemini-omni-flash-text-to-video", prompt: "A marble" }),
      });
      ids.push(((await response.json()) as { id: string }).id);
    }
    await vi.waitFor(() => expect(updates.flatMap(({ tasks = [] }) => tasks).at(-1)?.id).toBe(ids.at(-1)));
    expect(updates.length).toBeLessThan(60);
    for (const { tasks = [], requests = [] } of updates)
      expect(Math.max(tasks.length, requests.length)).toBeLessThanOrEqual(200);
    await stop();
  });

  it("ends when the mock does", async () => {
    const mock = await startTestMock();
    const { body } = await fetch(`${mock.url}/_mock/events`);
    await mock.close();
    await expect(new Response(body).text()).rejects.toThrow();
  });
});
