import { Worker } from "node:worker_threads";
import createClient from "openapi-fetch";
import type { paths } from "../../generated/schema.ts";
import { createEvolink } from "../../src/index.ts";
import { createRaw } from "../../src/raw/index.ts";

const TASK = {
  id: "task-unified-1757169743-7cvnl5zw",
  object: "video.generation.task",
  created: 1757169743,
  model: "gemini-omni-flash-text-to-video",
  type: "video",
  status: "processing",
  progress: 40,
  task_info: { can_cancel: false, estimated_time: 60 },
};

/** In a thread of its own, so that its work is not counted as the clients'. */
const SERVER = `
  const { parentPort } = require("node:worker_threads");
  const body = ${JSON.stringify(JSON.stringify(TASK))};
  const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
  const server = require("node:http").createServer((request, response) => response.writeHead(200, headers).end(body));
  server.keepAliveTimeout = 60000;
  server.listen(0, "127.0.0.1", () => parentPort.postMessage(server.address().port));
`;

const ROUNDS = 40;
const TURNS_PER_ROUND = 10;
/** Few, so that what else the machine does falls on all clients alike. */
const CALLS_PER_TURN = 15;
/** Of raw fetch. A fetch that can be aborted and has a time limit costs about 1.10 itself. */
const LIMITS: Readonly<Record<string, number>> = { "ours, tasks.get": 1.1, "ours, raw.GET": 1.25 };

export interface CallResult {
  name: string;
  /** Median over the rounds, in microseconds. */
  microseconds: number;
  /** Median over the rounds of this client's time divided by raw fetch's in the same round. */
  ratio: number;
  /** The same, divided by the time of a fetch that can no more hang than ours. */
  ratioOfLimited: number;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** What every call of ours has to do besides: nothing may hang. */
async function fetchWithLimit(url: string, headers: HeadersInit): Promise<unknown> {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), 60_000);
  try {
    return await (await fetch(url, { headers, signal: limit.signal })).json();
  } finally {
    clearTimeout(timer);
  }
}

/** Microseconds of one turn. */
async function measure(call: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  for (let index = 0; index < CALLS_PER_TURN; index++) await call();
  return (performance.now() - startedAt) * 1000;
}

/** Time per call of raw fetch, openapi-fetch and ours, turn by turn against one server. */
export async function measureCalls(): Promise<CallResult[]> {
  const worker = new Worker(SERVER, { eval: true });
  const port = await new Promise((resolve) => worker.once("message", resolve));
  const baseUrl = `http://127.0.0.1:${port}`;
  const headers = { authorization: "Bearer sk-bench" };
  const openapi = createClient<paths>({ baseUrl, headers });
  const evolink = createEvolink({ baseUrl, apiKey: "sk-bench" });
  const raw = createRaw(evolink);
  const params = { path: { task_id: TASK.id } };
  const clients: [name: string, call: () => Promise<unknown>][] = [
    ["raw fetch", async () => (await fetch(`${baseUrl}/v1/tasks/${TASK.id}`, { headers })).json()],
    ["fetch with limit", () => fetchWithLimit(`${baseUrl}/v1/tasks/${TASK.id}`, headers)],
    ["openapi-fetch", () => openapi.GET("/v1/tasks/{task_id}", { params })],
    ["ours, tasks.get", () => evolink.tasks.get(TASK.id)],
    ["ours, raw.GET", () => raw.GET("/v1/tasks/{task_id}", { params })],
  ];
  const times = clients.map((): number[] => []);
  const measureRound = async () => {
    const sums = clients.map(() => 0);
    for (let turn = 0; turn < TURNS_PER_ROUND; turn++) {
      // Each follows every other one in turn, whose garbage it collects: their number is a prime.
      const step = 1 + (turn % (clients.length - 1));
      for (let place = 0; place < clients.length; place++) {
        const index = (turn + place * step) % clients.length;
        const call = clients[index]?.[1];
        if (call) sums[index] = (sums[index] ?? 0) + (await measure(call));
      }
    }
    return sums.map((sum) => sum / TURNS_PER_ROUND / CALLS_PER_TURN);
  };
  await measureRound();
  for (let round = 0; round < ROUNDS; round++)
    for (const [index, time] of (await measureRound()).entries()) times[index]?.push(time);
  await worker.terminate();
  const [base = [], limited = []] = times;
  return clients.map(([name], index) => {
    const own = times[index] ?? [];
    const compare = (other: readonly number[]) =>
      median(own.map((time, round) => time / (other[round] ?? time)));
    return { name, microseconds: median(own), ratio: compare(base), ratioOfLimited: compare(limited) };
  });
}

/** `npm run bench -- call`. False above the limits. */
export async function benchCall(): Promise<boolean> {
  const results = await measureCalls();
  console.log(
    `Time per GET of a task, median of ${ROUNDS} rounds of ${TURNS_PER_ROUND} turns of ${CALLS_PER_TURN} calls`,
  );
  for (const { name, microseconds, ratio, ratioOfLimited } of results) {
    console.log(
      `  ${name.padEnd(16)} ${microseconds.toFixed(0).padStart(6)} us  ${ratio.toFixed(2)} x raw fetch` +
        `  ${ratioOfLimited.toFixed(2)} x fetch with limit`,
    );
  }
  const fast = results.every(({ name, ratio }) => ratio <= (LIMITS[name] ?? Number.POSITIVE_INFINITY));
  const aims = Object.entries(LIMITS).map(([name, limit]) => `${name} ${limit}`);
  console.log(`${fast ? "ok" : "MISSED"}: the aims are ${aims.join(", ")}`);
  return fast;
}
