import { createRequire } from "node:module";
import { join } from "node:path";
import type * as BullMq from "bullmq";
import { createJobStore } from "../../src/bullmq/job-store.ts";
import { readPause } from "../../src/bullmq/redis-gate.ts";
import { settleJob } from "../../src/bullmq/settle-job.ts";
import type { StoredError, TaskRecord } from "../../src/durable/record.ts";
import type { Settlement } from "../../src/durable/settle.ts";
import { type BatchReport, makeReport } from "./batch-report.ts";
import type { BatchOrder } from "./read-orders.ts";

/** Which queue, and where. */
export interface QueueTarget {
  /** `redis://localhost:6379` */
  url: string;
  name: string;
}

/** Jobs that are added, or read, at once. */
const PAGE = 200;

/**
 * Adds the orders of a batch to a queue that workers of `createTaskProcessor` carry out, and reports where they stand. An
 * order that is there is not added again.
 *
 * @throws {Error} bullmq is not installed in the project; or an order was added with another body than it has now.
 */
export async function queueOrders(
  orders: readonly BatchOrder[],
  { url, name }: QueueTarget,
  settlements: ReadonlyMap<string, Settlement>,
): Promise<BatchReport> {
  const { Queue } = loadBullMq();
  // Otherwise a Redis that is not there is tried for ever.
  const connection = { url, maxRetriesPerRequest: 1, enableOfflineQueue: true };
  const queue = new Queue(name, { connection });
  queue.on("error", () => {});
  try {
    for (const page of paginate(orders)) await ensureSameBodies(queue, page);
    for (const page of paginate(orders)) {
      const opts = { removeOnComplete: false, removeOnFail: false };
      await queue.addBulk(
        page.map(({ id, order }) => ({
          name: `${order.body.model ?? "order"}`,
          data: order,
          opts: { ...opts, jobId: jobIdOf(id) },
        })),
      );
    }
    const unsettled: string[] = [];
    for (const [id, settlement] of settlements)
      if (!(await settleJob(queue, jobIdOf(id), settlement))) unsettled.push(id);
    const store = createJobStore(queue);
    const records = new Map<string, TaskRecord | undefined>();
    const stopped = new Map<string, StoredError>();
    for (const page of paginate(orders))
      await Promise.all(
        page.map(async ({ id }) => {
          records.set(id, (await store.read(jobIdOf(id))).record);
          const job = await queue.getJob(jobIdOf(id));
          if (job?.failedReason && (await job.getState()) === "failed")
            stopped.set(id, { name: "Error", message: job.failedReason });
        }),
      );
    const end = { paused: await readPause(queue), stopped };
    return makeReport(orders, (id) => records.get(id), end, unsettled);
  } finally {
    await queue.close();
  }
}

/** A body is fixed once it may have been sent. */
export function changedBody({ id, line }: Pick<BatchOrder, "id" | "line">, what: string): Error {
  return new Error(`Line ${line}: ${id} was ${what} with another body. Give the changed order another id.`);
}

async function ensureSameBodies(queue: BullMq.Queue, page: readonly BatchOrder[]): Promise<void> {
  const jobs = await Promise.all(page.map(({ id }) => queue.getJob(jobIdOf(id))));
  for (const [index, order] of page.entries()) {
    const body: unknown = jobs[index]?.data.body;
    if (body !== undefined && JSON.stringify(body) !== JSON.stringify(order.order.body))
      throw changedBody(order, "added");
  }
}

/** BullMQ takes no job id that is a number. */
const jobIdOf = (id: string) => `order-${id}`;

function* paginate<T>(all: readonly T[]): Generator<T[]> {
  for (let start = 0; start < all.length; start += PAGE) yield all.slice(start, start + PAGE);
}

function loadBullMq(): typeof BullMq {
  try {
    return createRequire(join(process.cwd(), "package.json"))("bullmq");
  } catch (cause) {
    throw new Error("--redis needs BullMQ, which the workers have: npm install bullmq ioredis.", { cause });
  }
}
