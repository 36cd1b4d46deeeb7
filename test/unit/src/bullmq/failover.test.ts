import { setTimeout as sleep } from "node:timers/promises";
import { Queue, Worker } from "bullmq";
import { afterAll, beforeAll, describe, it } from "vitest";
import {
  createTaskProcessor,
  TASK_WORKER_OPTIONS,
  type TaskOrder,
  type TaskReport,
} from "../../../../src/bullmq/index.ts";
import { createJobStore } from "../../../../src/bullmq/job-store.ts";
import { COMPLETED, SUBMITTED } from "../../../helpers/durable.ts";
import { hasRedis } from "../../../helpers/redis.ts";
import { type ReplicatedRedis, startReplicatedRedis } from "../../../helpers/redis-failover.ts";

const ORDERS = 80;
const LOST_MS = 300;

/** An API that knows its keys, as EvoLink's may: what is sent again with the same key is the same task. */
function createApi() {
  const keysOf = new Map<string, string[]>();
  const idOf = new Map<string, string>();
  return {
    keysOf,
    idOf,
    evolink: {
      kites: {
        async create(body: { prompt: string }, { idempotencyKey }: { idempotencyKey: string }) {
          keysOf.set(body.prompt, [...(keysOf.get(body.prompt) ?? []), idempotencyKey]);
          const id = idOf.get(idempotencyKey) ?? `task-${idOf.size + 1}`;
          idOf.set(idempotencyKey, id);
          await sleep(40);
          return { ...SUBMITTED, id, task_info: { estimated_time: 0.1 } };
        },
        check: async (id: string) => ({ task: { ...COMPLETED, id }, completed: { ...COMPLETED, id } }),
      },
    },
  };
}

describe.skipIf(!hasRedis())("createTaskProcessor, while Redis fails over", { concurrent: true }, () => {
  const redises: ReplicatedRedis[] = [];
  const closing: { close(force?: boolean): Promise<void> }[] = [];
  beforeAll(async () => {
    redises.push(...(await Promise.all([startReplicatedRedis(), startReplicatedRedis()])));
  });
  afterAll(async () => {
    await Promise.all(closing.reverse().map((one) => one.close(true)));
    await Promise.all(redises.map((redis) => redis.stop()));
  });

  /** Carries out orders, and fails over when a third of them was sent. Gives what is stored of each in the end. */
  async function failOverAmong(redis: ReplicatedRedis, replicas?: number) {
    const { evolink, keysOf, idOf } = createApi();
    const connection = { port: redis.port, maxRetriesPerRequest: null };
    const queue = new Queue<TaskOrder, TaskReport>("kites", { connection });
    const ids = Array.from({ length: ORDERS }, (_, index) => `order-${index}`);
    await queue.addBulk(
      ids.map((id) => ({ name: "kite", data: { body: { prompt: id } }, opts: { jobId: id } })),
    );
    await redis.inStep();
    const processor = createTaskProcessor({
      evolink: evolink as object,
      queue,
      replicas,
      save: () => null,
      limits: { perSecond: 1_000_000 },
      uncertainAfterMs: 4_000,
    });
    const worker = new Worker<TaskOrder, TaskReport>(queue.name, processor, {
      connection,
      concurrency: 4,
      lockDuration: 1_500,
      stalledInterval: 500,
      drainDelay: 1,
      ...TASK_WORKER_OPTIONS,
    });
    queue.on("error", () => {});
    worker.on("error", () => {});
    closing.push(queue, worker);
    while (keysOf.size < ORDERS / 3) await sleep(5);
    const lostBytes = await redis.failOver(LOST_MS);
    const isOpen = async () => {
      const counts = await queue.getJobCounts("waiting", "active", "delayed", "prioritized");
      return Object.values(counts).some((count) => count > 0);
    };
    while (await isOpen()) await sleep(50);
    const store = createJobStore(queue);
    const records = await Promise.all(
      ids.map(async (id) => ({ id, keys: keysOf.get(id) ?? [], record: (await store.read(id)).record })),
    );
    return { lostBytes, idOf, records, sentTwice: records.filter(({ keys }) => keys.length > 1) };
  }

  it("sends nothing twice, where it waits for a replica to have each intent", { timeout: 40_000 }, async ({
    expect,
  }) => {
    const { lostBytes, idOf, records, sentTwice } = await failOverAmong(redises[0] as never, 1);
    expect(lostBytes).toBeGreaterThan(0);
    expect(sentTwice).toEqual([]);
    for (const { keys, record } of records) {
      expect(["saved", "uncertain"]).toContain(record?.state);
      expect(keys).toEqual([record?.idempotencyKey]);
      if (record?.state === "saved") expect(record.taskId).toBe(idOf.get(`${keys[0]}`));
      else expect(record?.error).toBeDefined();
    }
  });

  it("sends what was forgotten again with the same key, where it waits for none", {
    timeout: 40_000,
  }, async ({ expect }) => {
    const { idOf, records, sentTwice } = await failOverAmong(redises[1] as never);
    // Otherwise this test would show nothing.
    expect(sentTwice.length).toBeGreaterThan(0);
    for (const { keys, record } of records) {
      expect(["saved", "uncertain"]).toContain(record?.state);
      expect(new Set(keys)).toEqual(new Set([record?.idempotencyKey]));
      if (record?.state === "saved") expect(record.taskId).toBe(idOf.get(`${keys[0]}`));
    }
    expect(idOf.size).toBe(ORDERS);
  });
});
