import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { BatchReport } from "../../../scripts/batch/batch-report.ts";
import { createDraw } from "../../helpers/draw.ts";
import { type AttackOptions, type ChaosReport, createPromiseCounter } from "../report.ts";
import { startWitness } from "./witness.ts";

const TASK_SECONDS = 2;
const ORDERS_PER_KILL = 8;
const PER_SECOND = 6;

/** What a killed process held of the journal is free after 4 s; then it has some time to work before it is killed. */
const KILL_AFTER_MS = 2_500;
const KILL_SPREAD_MS = 5_000;

const PROMISES = ["submitted twice", "task lost", "result missing", "unfinished"] as const;

/**
 * Kills the process of a batch again and again, and runs the same command once more each time, while connections and
 * responses are lost and rates are limited. Then settles what is uncertain as the witness says.
 *
 * @param options `count`: how many kills.
 */
export async function attackBatch({ seed, count }: AttackOptions): Promise<ChaosReport> {
  const counter = createPromiseCounter("kills of a batch", PROMISES);
  const root = await mkdtemp(join(tmpdir(), "chaos-batch-"));
  const witness = await startWitness(seed, TASK_SECONDS);
  const draw = createDraw(`${seed} batch`);
  const file = join(root, "orders.jsonl");
  const ids = Array.from({ length: count * ORDERS_PER_KILL }, (_, index) => `order-${index}`);
  const model = "gemini-omni-flash-text-to-video";
  const lines = ids.map((id) => JSON.stringify({ id, body: { model, prompt: id } }));

  /** Runs the command, and kills it after some time. */
  const run = async (killAfterMs: number, ...more: string[]): Promise<BatchReport | undefined> => {
    const command = [
      "scripts/run.js",
      "scripts/cli/batch.ts",
      file,
      "--per-second",
      `${PER_SECOND}`,
      "--json",
    ];
    const child = spawn(process.execPath, [...command, ...more], {
      env: { ...process.env, EVOLINK_API_KEY: "sk-chaos-12345", EVOLINK_BASE_URL: witness.url },
      stdio: ["ignore", "pipe", "inherit"],
    });
    let output = "";
    child.stdout.on("data", (text) => {
      output += text;
    });
    const closed = once(child, "close");
    const done = new AbortController();
    sleep(killAfterMs, undefined, { signal: done.signal }).then(
      () => child.kill("SIGKILL"),
      () => {},
    );
    await closed;
    done.abort();
    return output === "" ? undefined : (JSON.parse(output) as BatchReport);
  };

  try {
    await writeFile(file, `${lines.join("\n")}\n`);
    for (let kill = 0; kill < count; kill++) await run(KILL_AFTER_MS + draw(KILL_SPREAD_MS));
    witness.calm();
    const limitMs = 60_000 + ids.length * 1_000;
    const first = await run(limitMs);
    const settlements = (first?.orders ?? [])
      .filter(({ state }) => state === "uncertain")
      .flatMap(({ id }) => ["--settle", `${id}=${witness.accepted.get(id)?.[0] ?? "again"}`]);
    const last = settlements.length === 0 ? first : await run(limitMs, ...settlements);

    const files = new Set(await readdir(join(root, "orders")));
    for (const id of ids) {
      const tasks = witness.accepted.get(id) ?? [];
      const order = last?.orders.find((one) => one.id === id);
      if (tasks.length > 1) counter.break("submitted twice", `${id}: ${tasks.join(", ")}`);
      for (const task of tasks) if (order?.taskId !== task) counter.break("task lost", `${id}: ${task}`);
      if (order?.state !== "done" || !files.has(`${order.taskId}.mp4`))
        counter.break("result missing", `${id}: ${order?.state} ${order?.error?.message}`);
    }
    if (last?.done !== ids.length) counter.break("unfinished", `${last?.done} of ${ids.length}`);
    const report = counter.report(count);
    const settled = settlements.length / 2;
    const attack = `${report.attack} of ${ids.length} orders: ${witness.countFaults()} faults, ${settled} settled by hand`;
    return { ...report, attack };
  } finally {
    await witness.close();
    await rm(root, { recursive: true, force: true });
  }
}
