import { Queue, Worker } from "bullmq";
import { saveToFolder } from "../../../scripts/batch/save-to-folder.ts";
import { createTaskProcessor, TASK_WORKER_OPTIONS } from "../../../src/bullmq/index.ts";
import { createEvolink } from "../../../src/index.ts";

/** What a worker process is told. */
export interface WorkerOrder {
  port: number;
  queue: string;
  url: string;
  folder: string;
  uncertainAfterMs: number;
  replicas: number | undefined;
}

const order: WorkerOrder = JSON.parse(process.argv[2] ?? "");
const connection = { port: order.port, host: "127.0.0.1", maxRetriesPerRequest: null };
const queue = new Queue(order.queue, { connection });
const worker = new Worker(
  order.queue,
  createTaskProcessor({
    evolink: createEvolink({ apiKey: "sk-chaos-12345", baseUrl: order.url, timeoutMs: 5_000 }),
    queue,
    save: saveToFolder(order.folder),
    limits: { perSecond: 1_000_000, concurrency: 1_000_000 },
    uncertainAfterMs: order.uncertainAfterMs,
    replicas: order.replicas,
  }),
  {
    connection,
    concurrency: 12,
    // Short, so that what a killed worker held is soon another's.
    lockDuration: 2_000,
    stalledInterval: 1_000,
    drainDelay: 1,
    ...TASK_WORKER_OPTIONS,
  },
);
queue.on("error", () => {});
worker.on("error", () => {});
