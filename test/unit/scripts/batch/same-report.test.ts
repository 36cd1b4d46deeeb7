import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Queue, Worker } from "bullmq";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { BatchReport } from "../../../../scripts/batch/batch-report.ts";
import { carryOut } from "../../../../scripts/batch/carry-out.ts";
import { readOrders } from "../../../../scripts/batch/read-orders.ts";
import { saveToFolder } from "../../../../scripts/batch/save-to-folder.ts";
import { createTaskProcessor, TASK_WORKER_OPTIONS } from "../../../../src/bullmq/index.ts";
import { createEvolink } from "../../../../src/index.ts";
import { type Mock, startMock } from "../../../../src/mock/index.ts";
import { hasRedis, startRedis, type TestRedis } from "../../../helpers/redis.ts";

const MODEL = "gemini-omni-flash-text-to-video";

const ordersOf = (...prompts: string[]) =>
  readOrders(
    prompts
      .map((prompt, index) =>
        JSON.stringify({ id: `${index}`, body: { model: MODEL, prompt }, context: [index] }),
      )
      .join("\n"),
  );

describe.skipIf(!hasRedis())("a batch and a queue", () => {
  let redis: TestRedis;
  let mock: Mock;
  let folder: string;
  beforeAll(async () => {
    [redis, mock, folder] = await Promise.all([
      startRedis(),
      startMock({ taskSeconds: 0.1 }),
      mkdtemp(join(tmpdir(), "same-report-")),
    ]);
    vi.stubEnv("EVOLINK_BASE_URL", mock.url);
    vi.stubEnv("EVOLINK_API_KEY", "sk-test-12345");
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await Promise.all([redis.stop(), mock.close(), rm(folder, { recursive: true, force: true })]);
  });

  /** A report with the same name for every task, and the same key for every submission. */
  const withoutIds = (report: BatchReport): unknown =>
    JSON.parse(JSON.stringify(report).replaceAll(/task-unified-[\w-]+|\b[0-9a-f]{64}\b/g, "ID"));

  /** Carries out the same orders over a journal and over a queue, until the latter is where the former ended. */
  async function carryOutTwice(
    name: string,
    prompts: string[],
    limits: { budget?: number; concurrency?: number } = {},
  ) {
    const orders = ordersOf(...prompts);
    const out = join(folder, name);
    const options = {
      ...limits,
      document: "generated/openapi.yaml",
      folder: out,
      settle: new Map(),
      repeatUncertain: false,
      perSecond: 1_000,
      signal: new AbortController().signal,
    };
    const batch = await carryOut(orders, {
      ...options,
      journal: join(folder, `${name}.journal`),
      queue: undefined,
    });

    const connection = { port: redis.port, maxRetriesPerRequest: null };
    const queue = new Queue(name, { connection });
    const processor = createTaskProcessor({
      evolink: createEvolink(),
      queue,
      save: saveToFolder(out),
      limits: { ...limits, perSecond: 1_000 },
    });
    const worker = new Worker(name, processor, { connection, drainDelay: 1, ...TASK_WORKER_OPTIONS });
    worker.on("error", () => {});
    const target = { url: `redis://127.0.0.1:${redis.port}`, name };
    const report = () => carryOut(orders, { ...options, journal: "", queue: target });
    const isThere = ({ open, paused }: BatchReport) =>
      open === batch.open && Boolean(paused) === Boolean(batch.paused);
    await expect.poll(async () => isThere(await report()), { timeout: 10_000, interval: 100 }).toBe(true);
    const last = await report();
    await worker.close();
    await queue.close();
    return { batch, queue: last };
  }

  it("report the same of the same orders", { timeout: 30_000 }, async () => {
    const { batch, queue } = await carryOutTwice("orders", [
      "A kite",
      "[mock:fail=content_policy_violation]",
      "[mock:fail=unknown_error]",
      "[mock:status=400]",
      "[mock:status=503]",
      "[mock:no-results]",
    ]);
    expect(batch).toMatchObject({ failed: 3, uncertain: 1 });
    expect(withoutIds(queue)).toEqual(withoutIds(batch));
  });

  it("report the same when the credits are used up", { timeout: 30_000 }, async () => {
    const { batch, queue } = await carryOutTwice("credits", ["[mock:status=402]"]);
    expect(batch.paused).toMatchObject({ name: "InsufficientCreditsError" });
    expect(withoutIds(queue)).toEqual(withoutIds(batch));
  });

  it("report the same when the budget is used up", { timeout: 30_000 }, async () => {
    const { batch, queue } = await carryOutTwice("budget", ["One", "Two"], { budget: 1, concurrency: 1 });
    expect(batch.paused).toMatchObject({ name: "BudgetError" });
    expect(withoutIds(queue)).toEqual(withoutIds(batch));
  });
});
