import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openJournal } from "../../../../scripts/batch/journal.ts";
import { runBatch } from "../../../../scripts/batch/run-batch.ts";
import { saveToFolder } from "../../../../scripts/batch/save-to-folder.ts";
import { createEvolink } from "../../../../src/index.ts";
import { type Mock, startMock } from "../../../../src/mock/index.ts";
import { BODY } from "../../../helpers/mock.ts";
import { hasRedis } from "../../../helpers/redis.ts";
import { useRedis } from "../../../helpers/task-queue.ts";

let mock: Mock;
let folder: string;
/** A link that the mock has let expire: of another task, because it makes no second one for the same. */
let expired: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "links-"));
  mock = await startMock({ taskSeconds: 0.05 });
  const other = await createEvolink({ apiKey: "sk-test-12345", baseUrl: mock.url }).videos.generate(BODY);
  expired = `${other.results[0]}`;
  await fetch(`${mock.url}/_mock/tasks/${other.id}/expire`, { method: "POST" });
  expect((await fetch(expired)).status).toBe(403);
});
afterEach(async () => {
  await mock.close();
  await rm(folder, { recursive: true, force: true });
});

/** A client to which each task first says a link that has expired by the time it is saved. */
function createClient() {
  const ends = new Map<string, number>();
  const changed: typeof fetch = async (...args) => {
    const response = await fetch(...args);
    const id = /\/v1\/tasks\/(.+)$/.exec(`${args[0]}`)?.[1];
    if (id === undefined) return response;
    const task = await response.json();
    if (task.status === "completed") ends.set(id, (ends.get(id) ?? 0) + 1);
    return Response.json(ends.get(id) === 1 ? { ...task, results: [expired] } : task);
  };
  return { ends, evolink: createEvolink({ apiKey: "sk-test-12345", baseUrl: mock.url, fetch: changed }) };
}

const posts = () => mock.requests().filter(({ method, path }) => method === "POST" && path.startsWith("/v1"));

describe.skipIf(!hasRedis())("createTaskProcessor, of a link that expired in the queue", () => {
  const { setUp } = useRedis();

  it("asks the task for another one, saves that, and reports once", { timeout: 15_000 }, async () => {
    const { evolink, ends } = createClient();
    const { queue, add, over, events } = setUp({
      evolink,
      save: async ({ open }) => (await new Response((await open()).stream).arrayBuffer()).byteLength,
    });
    await add("1", { body: { ...BODY } });
    await over();
    const { returnvalue } = (await queue.getJob("order-1")) ?? {};
    expect(returnvalue).toMatchObject({ state: "done" });
    expect(returnvalue?.results?.[0]).toBeGreaterThan(1_000);
    expect([...ends.values()]).toEqual([2]);
    expect(events.filter(({ type }) => type === "over")).toHaveLength(1);
    // One for the order, and one for the link.
    expect(posts()).toHaveLength(2);
  });
});

describe("runBatch, of a link that expired meanwhile", () => {
  it("asks the task for another one, and saves that", async () => {
    const { evolink, ends } = createClient();
    const journal = await openJournal(join(folder, "journal"));
    const orders = [{ id: "one", line: 1, order: { body: { ...BODY } } }];
    await runBatch(orders, journal, {
      evolink,
      save: saveToFolder(folder),
      limits: {},
      repeatUncertain: false,
      signal: new AbortController().signal,
      onStep() {},
    });
    const { state, taskId } = journal.records.get("one") ?? {};
    await journal.close();
    expect(state).toBe("saved");
    expect((await readFile(join(folder, `${taskId}.mp4`))).length).toBeGreaterThan(1_000);
    expect([...ends.values()]).toEqual([2]);
    expect(posts()).toHaveLength(2);
  });
});
