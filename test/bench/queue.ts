import { Queue, Worker } from "bullmq";
import { createTaskProcessor, TASK_WORKER_OPTIONS, type TaskOrder } from "../../src/bullmq/index.ts";
import { createEvolink } from "../../src/index.ts";
import { hasRedis, startRedis } from "../helpers/redis.ts";
import { formatSpread, summarise } from "./measure.ts";

const JOBS = 3_000;
const ROUNDS = 3;
const CONCURRENCY = 50;
/** How many jobs are compared as to how often their tasks are read. */
const READ_JOBS = 200;
const READ_SECONDS = 6;

export const BODY = { model: "gemini-omni-flash-text-to-video", prompt: "A kite" } as const;

/** An API in this process: tasks of a length, and how often they were read. */
export function createApi(seconds: number) {
  const counts = { tasks: 0, reads: 0 };
  const created = new Map<string, number>();
  const fetch = async (url: unknown, init?: RequestInit) => {
    const isNew = init?.method === "POST";
    const id = isNew ? `task-unified-${++counts.tasks}` : `${url}`.replace(/.*\//, "");
    if (isNew) created.set(id, performance.now());
    else counts.reads += 1;
    const share = (performance.now() - (created.get(id) ?? 0)) / (seconds * 1000 || 1);
    const isOver = !isNew && share >= 1;
    if (isOver) created.delete(id);
    const task_info = { can_cancel: false, estimated_time: seconds };
    return Response.json({
      id,
      created: Math.floor(Date.now() / 1000),
      status: isOver ? "completed" : "processing",
      progress: Math.min(100, Math.floor(share * 100)),
      task_info,
      ...(isNew && { usage: { credits_reserved: 10 } }),
      ...(isOver && { results: ["https://example.com/1.mp4"] }),
    });
  };
  const evolink = createEvolink({ apiKey: "sk-bench-12345", fetch: fetch as never });
  return { evolink, counts };
}

interface Round {
  perSecond: number;
  commands: number;
  bytes: number;
}

/** `npm run bench -- queue`: jobs per second of one worker beside a processor that does nothing, and what Redis has to do. */
export async function benchQueue(): Promise<void> {
  if (!hasRedis()) return;
  const redis = await startRedis();
  const connection = { port: redis.port, host: "127.0.0.1", maxRetriesPerRequest: null };

  const run = async (jobs: number, processorOf: (queue: Queue<TaskOrder>) => never): Promise<Round> => {
    const queue = new Queue<TaskOrder>(`bench-${Math.random()}`, { connection });
    const data = { body: { ...BODY } };
    await queue.addBulk(Array.from({ length: jobs }, () => ({ name: "clip", data, opts: {} })));
    const before = await readStats(queue);
    const startedAt = performance.now();
    const worker = new Worker(queue.name, processorOf(queue), {
      connection,
      concurrency: CONCURRENCY,
      ...TASK_WORKER_OPTIONS,
    });
    let left = jobs;
    await new Promise<void>((resolve) => worker.on("completed", () => --left === 0 && resolve()));
    const seconds = (performance.now() - startedAt) / 1000;
    const after = await readStats(queue);
    await worker.close();
    await queue.obliterate({ force: true });
    await queue.close();
    return {
      perSecond: jobs / seconds,
      commands: (after.commands - before.commands) / jobs,
      bytes: (after.bytes - before.bytes) / jobs,
    };
  };
  const bare = () => (async () => "done") as never;
  const own =
    ({ evolink }: ReturnType<typeof createApi>) =>
    (queue: Queue<TaskOrder>) =>
      createTaskProcessor({
        evolink,
        queue,
        save: () => null,
        limits: { perSecond: 1_000_000, concurrency: 1_000_000 },
      }) as never;

  const rounds: Record<"bare" | "own", Round[]> = { bare: [], own: [] };
  for (let round = 0; round < ROUNDS; round++) {
    rounds.bare.push(await run(JOBS, bare));
    rounds.own.push(await run(JOBS, own(createApi(0))));
  }
  for (const [name, all] of Object.entries(rounds)) {
    const spreadOf = (key: keyof Round) => formatSpread(summarise(all.map((one) => one[key])), 1);
    console.log(
      `  ${name === "own" ? "task processor" : "does nothing"}: ${spreadOf("perSecond")} jobs/s, ${spreadOf("commands")} commands and ${spreadOf("bytes")} bytes of Redis per job`,
    );
  }

  const waited = createApi(READ_SECONDS);
  const queued = createApi(READ_SECONDS);
  await Promise.all(Array.from({ length: READ_JOBS }, () => waited.evolink.videos.generate({ ...BODY })));
  await run(READ_JOBS, own(queued));
  const perTask = ({ counts }: typeof waited) => (counts.reads / counts.tasks).toFixed(2);
  console.log(`  GETs per task of ${READ_SECONDS} s: ${perTask(queued)}; generate has ${perTask(waited)}`);
  await redis.stop();
}

/** What Redis has done so far: commands, those within scripts too, and bytes in and out. */
async function readStats(queue: Queue): Promise<{ commands: number; bytes: number }> {
  const text = await (await queue.getBackend().client).info();
  const read = (name: string) => Number(new RegExp(`${name}:(\\d+)`).exec(text)?.[1]);
  return {
    commands: read("total_commands_processed"),
    bytes: read("total_net_input_bytes") + read("total_net_output_bytes"),
  };
}
