import { Worker } from "bullmq";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type ProcessedJob, TASK_WORKER_OPTIONS } from "../../../../src/bullmq/index.ts";
import { createJobStore } from "../../../../src/bullmq/job-store.ts";
import { COMPLETED, ORDER } from "../../../helpers/durable.ts";
import { hasRedis } from "../../../helpers/redis.ts";
import { useRedis } from "../../../helpers/task-queue.ts";

const HOUR_MS = 60 * 60_000;

describe.skipIf(!hasRedis())("a job whose workers die", () => {
  const { setUp, portOf } = useRedis();

  it("is another's each time, which goes on from the stored step", { timeout: 20_000 }, async () => {
    const { queue, worker: unused, processor, add, over, create, check, save } = setUp();
    await unused.close();
    check.mockReturnValue(new Promise(() => {}));
    const connection = { port: portOf() };
    const work = () => {
      const options = { lockDuration: 300, stalledInterval: 100, drainDelay: 1, ...TASK_WORKER_OPTIONS };
      const worker = new Worker(queue.name, processor, { connection, ...options });
      worker.on("error", () => {});
      return worker;
    };
    await add();
    for (let deaths = 1; deaths <= 3; deaths++) {
      const worker = work();
      await expect.poll(() => check.mock.calls.length, { timeout: 5_000 }).toBe(deaths);
      await worker.close(true);
    }
    check.mockResolvedValue({ task: COMPLETED, completed: COMPLETED });
    const last = work();
    await over();
    await last.close();
    expect(create).toHaveBeenCalledOnce();
    expect(save).toHaveBeenCalledOnce();
  });
});

describe.skipIf(!hasRedis())("a worker whose clock is wrong", () => {
  const { setUp } = useRedis();
  afterEach(() => void vi.useRealTimers());

  /** Lets a worker run a job for which an intent of some age is stored, or none. */
  async function runSkewed(skewMs: number, ageMs?: number) {
    const { queue, worker, processor, create } = setUp();
    await worker.pause(true);
    await queue.add("kite", ORDER, { jobId: "order-1" });
    const store = createJobStore(queue);
    const intentAtMs = Date.now() - (ageMs ?? 0);
    const intent = { state: "intent", version: 1, submission: 1, intentAtMs } as const;
    if (ageMs !== undefined) await store.write("order-1", intent, true);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + skewMs });
    const job: ProcessedJob = { id: "order-1", data: ORDER, moveToDelayed: async () => {} };
    await processor(job).catch(() => {});
    vi.useRealTimers();
    return { record: (await store.read("order-1")).record, create };
  }

  it.each([-HOUR_MS, HOUR_MS])(
    "by %i ms counts the age of an intent by the clock of Redis",
    async (skewMs) => {
      expect((await runSkewed(skewMs, 290_000)).record).toMatchObject({ state: "intent" });
      expect((await runSkewed(skewMs, 310_000)).record).toMatchObject({ state: "uncertain" });
    },
  );

  it.each([-HOUR_MS, HOUR_MS])("by %i ms submits, and dates what it stores by that clock", async (skewMs) => {
    const { record, create } = await runSkewed(skewMs);
    expect(create).toHaveBeenCalledOnce();
    expect(Math.abs(Number(record?.submittedAtMs) - Date.now())).toBeLessThan(60_000);
  });
});
