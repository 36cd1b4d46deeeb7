import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { Queue, Worker } from "bullmq";
import { createTaskProcessor, TASK_WORKER_OPTIONS, type TaskOrder } from "../../src/bullmq/index.ts";
import { hasRedis, startRedis } from "../helpers/redis.ts";
import { BODY, createApi } from "./queue.ts";

/** After so many orders memory is read; the first time all that is loaded once is there. */
const READ_AFTER = [1_000, 5_000, 10_000, 15_000, 20_000];
const JOBS_AT_ONCE = 500;
const TASK_SECONDS = 0.2;

/** What may be more of the heap in the end than after the first reading, in MB: noise of the collector. */
const MAX_GROWTH_MB = 3;

/** `npm run bench -- queue-memory`: the memory of one worker after more and more orders. */
export async function benchQueueMemory(): Promise<boolean | undefined> {
  if (!hasRedis()) return undefined;
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const redis = await startRedis();
  const connection = { port: redis.port, host: "127.0.0.1", maxRetriesPerRequest: null };
  const queue = new Queue<TaskOrder>("memory", { connection });
  const { evolink, counts } = createApi(TASK_SECONDS);
  const limits = { perSecond: 1_000_000, concurrency: 1_000_000 };
  const processor = createTaskProcessor({ evolink, queue, save: () => null, limits });
  const worker = new Worker(queue.name, processor, { connection, concurrency: 50, ...TASK_WORKER_OPTIONS });
  let done = 0;
  worker.on("completed", () => {
    done += 1;
  });
  const heaps: number[] = [];
  const total = READ_AFTER.at(-1) ?? 0;
  for (let added = 0; added < total; ) {
    const jobs = Array.from({ length: JOBS_AT_ONCE }, () => ({ name: "clip", data: { body: { ...BODY } } }));
    await queue.addBulk(jobs);
    added += JOBS_AT_ONCE;
    while (done < added) await new Promise((resolve) => setTimeout(resolve, 20));
    if (!READ_AFTER.includes(added)) continue;
    collect();
    const { heapUsed, rss } = process.memoryUsage();
    heaps.push(heapUsed / 2 ** 20);
    const shown = [heapUsed, rss].map((bytes) => (bytes / 2 ** 20).toFixed(1));
    console.log(`  ${added} orders, ${counts.reads} readings: heap ${shown[0]} MB, resident ${shown[1]} MB`);
  }
  await worker.close();
  await queue.close();
  await redis.stop();
  const [first = 0] = heaps;
  return Math.max(...heaps) - first <= MAX_GROWTH_MB;
}
