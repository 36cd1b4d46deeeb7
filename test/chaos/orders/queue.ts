import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Queue } from "bullmq";
import { build } from "esbuild";
import { settleJob, type TaskRecord } from "../../../src/bullmq/index.ts";
import { createJobStore } from "../../../src/bullmq/job-store.ts";
import { createDraw } from "../../helpers/draw.ts";
import { startRedis } from "../../helpers/redis.ts";
import { startReplicatedRedis } from "../../helpers/redis-failover.ts";
import { type AttackOptions, type ChaosReport, createPromiseCounter } from "../report.ts";
import type { WorkerOrder } from "./queue-worker-child.ts";
import { startWitness, type Witness } from "./witness.ts";

const WORKERS = 4;
const TASK_SECONDS = 1;
const LOOK_EVERY_MS = 200;

/** A run that has not come to its end after so long, and this much for each job, hangs. */
const HUNG_MS = 90_000;
const HUNG_MS_PER_JOB = 250;

export const QUEUE_PROMISES = [
  "submitted twice",
  "task lost",
  "result missing",
  "uncertain without a reason",
  "unfinished",
] as const;

/** How many attacks a Redis with a replica fails over in, and for how long the replica gets nothing before. */
const FAILOVERS = 3;
const LOST_MS = 1_000;

/** How to attack a queue. */
export interface QueueAttackOptions extends AttackOptions {
  killEveryMs?: number;
  /** Leaves a busy machine time for a submission. */
  uncertainAfterMs?: number;
  /** Whether Redis has a replica and fails over to it; else it is killed, and started again on its data. */
  failsOver?: boolean;
}

/** What an attack on the queue did besides. */
export interface QueueReport extends ChaosReport {
  kills: number;
  uncertain: number;
}

/** The same with a Redis that fails over, again and again, to a replica which has not got the last writes. */
export const attackFailover = (options: AttackOptions) => attackQueue({ ...options, failsOver: true });

/** A Redis that is broken now and then. */
async function startBreakingRedis(failsOver: boolean) {
  if (!failsOver) {
    const redis = await startRedis();
    return { ...redis, breakOnce: redis.crash, breaks: 1, inStep: async () => {} };
  }
  const redis = await startReplicatedRedis();
  return { ...redis, breakOnce: () => redis.failOver(LOST_MS), breaks: FAILOVERS };
}

/**
 * Kills worker processes, restarts Redis, loses connections and responses and limits rates, while they carry out orders.
 * Then settles what is uncertain as the witness says, in peace, and looks whether every order has its one task and result.
 *
 * @param options `count`: how many orders.
 */
export async function attackQueue({
  seed,
  count,
  killEveryMs = 1_000,
  uncertainAfterMs = 40_000,
  failsOver = false,
}: QueueAttackOptions): Promise<QueueReport> {
  const counter = createPromiseCounter("orders of a queue, its workers killed", QUEUE_PROMISES);
  const root = await mkdtemp(join(tmpdir(), "chaos-queue-"));
  const results = join(root, "results");
  const [redis, witness, program] = await Promise.all([
    startBreakingRedis(failsOver),
    startWitness(seed, TASK_SECONDS),
    bundleWorker(root),
  ]);
  const queue = new Queue("chaos", { connection: { port: redis.port, maxRetriesPerRequest: null } });
  queue.on("error", () => {});
  const told: WorkerOrder = {
    port: redis.port,
    queue: queue.name,
    url: witness.url,
    folder: results,
    uncertainAfterMs,
    replicas: failsOver ? 1 : undefined,
  };
  const draw = createDraw(`${seed} kills`);
  const workers: ChildProcess[] = [];
  const start = (index: number) => {
    workers[index] = spawn(process.execPath, [program, JSON.stringify(told)], { stdio: "ignore" });
  };
  const ids = Array.from({ length: count }, (_, index) => `order-${index}`);
  const model = "gemini-omni-flash-text-to-video";
  let kills = 0;
  let breaks = 0;
  let uncertain = 0;
  try {
    for (let at = 0; at < count; at += 500)
      await queue.addBulk(
        ids.slice(at, at + 500).map((id) => ({
          name: "clip",
          data: { body: { model, prompt: id } },
          opts: { jobId: id },
        })),
      );
    // What was added is not what is tried.
    await redis.inStep();
    for (let index = 0; index < WORKERS; index++) start(index);

    const deadline = performance.now() + HUNG_MS + count * HUNG_MS_PER_JOB;
    let killAt = performance.now() + killEveryMs;
    /** Waits until nothing is under way. */
    const settle = async (isAttacked: boolean) => {
      while (performance.now() < deadline) {
        await sleep(LOOK_EVERY_MS);
        const counts = await queue.getJobCounts("waiting", "active", "delayed", "prioritized");
        const open = Object.values(counts).reduce((sum, one) => sum + one, 0);
        if (open === 0) return;
        if (!isAttacked) continue;
        if (breaks < redis.breaks && open < count * (1 - (breaks + 1) / (redis.breaks + 1))) {
          breaks += 1;
          await redis.breakOnce();
        }
        if (performance.now() < killAt) continue;
        killAt = performance.now() + killEveryMs;
        kills += 1;
        const index = draw(WORKERS);
        workers[index]?.kill("SIGKILL");
        start(index);
      }
      counter.break("unfinished", `${JSON.stringify(await queue.getJobCounts())}`);
    };
    await settle(true);
    witness.calm();
    const complain = (words: string) => counter.break("uncertain without a reason", words);
    // On a busy machine a submission may become uncertain once more.
    for (let found = -1; found !== 0 && performance.now() < deadline; uncertain += found) {
      found = await settleUncertain(queue, ids, witness, complain);
      await settle(false);
    }
    await judge(queue, ids, witness, results, counter.break);
    const report = counter.report(count);
    const broken = `${breaks} ${failsOver ? "failovers" : "restarts of Redis"}`;
    const attack = `${report.attack}: ${kills} kills, ${broken}, ${witness.countFaults()} faults, ${uncertain} settled by hand`;
    return { ...report, attack, kills, uncertain };
  } finally {
    for (const worker of workers) worker.kill("SIGKILL");
    await queue.close();
    await Promise.all([redis.stop(), witness.close()]);
    await rm(root, { recursive: true, force: true });
  }
}

/** Does what a person would: asks the API's own books about each uncertain order. */
async function settleUncertain(
  queue: Queue,
  ids: readonly string[],
  { accepted }: Witness,
  complain: (words: string) => void,
): Promise<number> {
  let uncertain = 0;
  for (const id of ids) {
    const record = await readRecord(queue, id);
    if (record?.state !== "uncertain") continue;
    uncertain += 1;
    if (record.intentAtMs === undefined || record.error === undefined) complain(id);
    const [taskId] = accepted.get(id) ?? [];
    await settleJob(queue, id, taskId === undefined ? { submitAgain: true } : { taskId });
  }
  return uncertain;
}

async function judge(
  queue: Queue,
  ids: readonly string[],
  { accepted, countTasks }: Witness,
  results: string,
  broke: (promise: (typeof QUEUE_PROMISES)[number], words: string) => void,
): Promise<void> {
  const files = new Set(await readdir(results));
  for (const id of ids) {
    const record = await readRecord(queue, id);
    const tasks = accepted.get(id) ?? [];
    if (tasks.length > 1) broke("submitted twice", `${id}: ${tasks.join(", ")}`);
    for (const task of tasks)
      if (record?.taskId !== task) broke("task lost", `${id}: ${task}, not ${record?.taskId}`);
    const job = await queue.getJob(id);
    const isReported = job?.returnvalue?.state === "done";
    if (record?.state !== "saved" || !isReported || !files.has(`${record.taskId}.mp4`))
      broke("result missing", `${id}: ${record?.state} ${job?.failedReason}`);
  }
  const written = [...accepted.values()].reduce((sum, tasks) => sum + new Set(tasks).size, 0);
  if (countTasks() !== written)
    broke("task lost", `the mock has ${countTasks()} tasks, the witness ${written}`);
}

async function readRecord(queue: Queue, id: string): Promise<TaskRecord | undefined> {
  return (await createJobStore(queue).read(id)).record;
}

async function bundleWorker(folder: string): Promise<string> {
  const program = join(folder, "worker.mjs");
  await build({
    entryPoints: ["test/chaos/orders/queue-worker-child.ts"],
    bundle: true,
    platform: "node",
    format: "esm",
    // What is bundled is partly CommonJS, and requires modules of Node.
    banner: {
      js: `import { createRequire } from "node:module"; import { fileURLToPath } from "node:url"; const require = createRequire(import.meta.url); const __filename = fileURLToPath(import.meta.url);`,
    },
    logLevel: "error",
    outfile: program,
    external: ["@opentelemetry/api"],
  });
  return program;
}
