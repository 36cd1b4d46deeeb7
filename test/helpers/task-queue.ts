import { Queue, Worker } from "bullmq";
import { afterAll, beforeAll, vi } from "vitest";
import {
  createTaskProcessor,
  TASK_WORKER_OPTIONS,
  type TaskEvent,
  type TaskOrder,
  type TaskProcessorOptions,
  type TaskReport,
} from "../../src/bullmq/index.ts";
import type { DurableCollection, SaveResult } from "../../src/durable/machine.ts";
import { COMPLETED, ORDER, SUBMITTED } from "./durable.ts";
import { startRedis, type TestRedis } from "./redis.ts";

/** Sets up a Redis for a test file. */
export function useRedis() {
  let redis: TestRedis;
  const closing: { close(): Promise<void> }[] = [];
  let count = 0;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(async () => {
    await Promise.all(closing.reverse().map((one) => one.close()));
    await redis.stop();
  });
  const makeQueue = () => {
    count += 1;
    const queue = new Queue<TaskOrder, TaskReport>(`kites-${count}`, { connection: { port: redis.port } });
    closing.push(queue);
    return queue;
  };

  const setUp = (options: Partial<TaskProcessorOptions> = {}) => {
    const queue = makeQueue();
    const create = vi.fn<DurableCollection["create"]>(async () => ({
      ...SUBMITTED,
      task_info: { estimated_time: 0.1 },
    }));
    const check = vi.fn<DurableCollection["check"]>(async () => ({ task: COMPLETED, completed: COMPLETED }));
    const save = vi.fn<SaveResult>(({ index }) => `saved ${index}`);
    const events: TaskEvent[] = [];
    const processor = createTaskProcessor({
      evolink: { kites: { create, check } } as object,
      queue,
      save,
      limits: { perSecond: 1_000_000 },
      onEvent: (event) => events.push(event),
      ...options,
    });
    const worker = new Worker<TaskOrder, TaskReport>(queue.name, processor, {
      connection: { port: redis.port },
      concurrency: 20,
      drainDelay: 1,
      ...TASK_WORKER_OPTIONS,
    });
    worker.on("error", () => {});
    closing.push(worker);
    const state = async (id: string) => (await queue.getJob(id))?.getState();
    return {
      queue,
      worker,
      processor,
      create,
      check,
      save,
      events,
      add: async (id = "1", order = ORDER) => queue.add("kite", order, { jobId: `order-${id}` }),
      /** Waits until a job is over. */
      over: (id = "1", expected = "completed") =>
        vi.waitUntil(async () => (await state(`order-${id}`)) === expected, { timeout: 8_000, interval: 20 }),
    };
  };
  return { makeQueue, setUp, portOf: () => redis.port };
}
