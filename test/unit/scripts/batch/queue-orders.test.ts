import { describe, expect, it } from "vitest";
import { queueOrders } from "../../../../scripts/batch/queue-orders.ts";
import { readOrders } from "../../../../scripts/batch/read-orders.ts";
import { hasRedis } from "../../../helpers/redis.ts";
import { useRedis } from "../../../helpers/task-queue.ts";

const text = ["1", "2", "3"]
  .map((id) => JSON.stringify({ id, body: { model: "kite-1", prompt: id }, context: id }))
  .join("\n");

describe.skipIf(!hasRedis())("queueOrders", () => {
  const { setUp, portOf } = useRedis();

  it("adds each order once, and reports as a batch without Redis does", async () => {
    const { queue, create, worker } = setUp();
    const target = { url: `redis://127.0.0.1:${portOf()}`, name: queue.name };
    const orders = readOrders(text);
    await worker.pause(true);
    expect(await queueOrders(orders, target, new Map())).toMatchObject({ done: 0, open: 3, credits: 0 });
    create.mockImplementationOnce(async () => {
      throw new TypeError("unknown");
    });
    worker.resume();
    const report = () => queueOrders(orders, target, new Map());
    await expect.poll(async () => (await report()).open, { timeout: 8_000 }).toBe(0);
    const found = await report();
    expect(found).toMatchObject({ done: 2, uncertain: 1, credits: 10 });
    const [uncertain] = found.orders.filter(({ state }) => state === "uncertain");
    await queueOrders(orders, target, new Map([[`${uncertain?.id}`, { taskId: "task-1" }]]));
    await expect.poll(async () => (await report()).done, { timeout: 8_000 }).toBe(3);
    expect(create).toHaveBeenCalledTimes(3);
    const changed = readOrders(text.replace('"prompt":"2"', '"prompt":"5"'));
    await expect(queueOrders(changed, target, new Map())).rejects.toThrow(
      /^Line 2: 2 was added with another body/,
    );
    expect((await report()).orders[0]).toMatchObject({ id: "1", line: 1, state: "done", context: "1" });
  });
});
