import { describe, it } from "vitest";
import { createQueueCallbacks, type TaskProcessorOptions } from "../../../../src/bullmq/index.ts";
import { createCallbacks } from "../../../../src/callback/index.ts";
import { COMPLETED, ORDER, SUBMITTED } from "../../../helpers/durable.ts";
import { hasRedis } from "../../../helpers/redis.ts";
import { useRedis } from "../../../helpers/task-queue.ts";

const URL = "https://example.com/hooks/evolink";

/** Callbacks of a client that knows every task as completed. */
const callbacks = createCallbacks({
  secret: "a secret of more than sixteen characters",
  evolink: { tasks: { get: async (id: string) => ({ ...COMPLETED, id }) } },
});
const callback: TaskProcessorOptions["callback"] = { url: URL, callbacks };

const call = (url: string, id: string) =>
  new Request(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ ...COMPLETED, id }),
  });

describe.skipIf(!hasRedis())("createQueueCallbacks", { concurrent: true }, () => {
  const { setUp } = useRedis();

  it("wakes the job, long before it would have read its task", async ({ expect }) => {
    const { queue, add, over, create, check } = setUp({ callback });
    create.mockResolvedValue({ ...SUBMITTED, task_info: { estimated_time: 100 } } as never);
    await add();
    await expect.poll(() => queue.getDelayedCount(), { timeout: 5_000 }).toBe(1);
    const { callback_url } = Object(create.mock.calls[0]?.[0]);
    expect(callback_url.startsWith(URL)).toBe(true);
    const response = await createQueueCallbacks(queue, callbacks)(call(callback_url, "task-1"));
    expect(response.status).toBe(200);
    await over();
    expect(check).toHaveBeenCalledOnce();
  });

  it("settles a submission of which nobody knew whether it was accepted", async ({ expect }) => {
    const { queue, add, over, create } = setUp({ callback });
    create.mockRejectedValue(new TypeError("unknown"));
    await add();
    await over("1", "failed");
    const { callback_url } = Object(create.mock.calls[0]?.[0]);
    await createQueueCallbacks(queue, callbacks)(call(callback_url, "task-1"));
    await over();
    expect(create).toHaveBeenCalledOnce();
    expect((await queue.getJob("order-1"))?.returnvalue).toMatchObject({ taskId: "task-1" });
  });

  it("goes on with a task whose intent a Redis that failed over has forgotten", async ({ expect }) => {
    const { queue, worker, over, create } = setUp({ callback });
    await worker.pause(true);
    await queue.add("kite", ORDER, { jobId: "order-1" });
    const url = await callbacks.url(URL, { context: { job: "order-1", submission: 1 } });
    await createQueueCallbacks(queue, callbacks)(call(url, "task-1"));
    worker.resume();
    await over();
    expect(create).not.toHaveBeenCalled();
    expect((await queue.getJob("order-1"))?.returnvalue).toMatchObject({ taskId: "task-1" });
  });

  it("has the same body when a submission is made again", async ({ expect }) => {
    const { queue, add, create } = setUp({ callback });
    await add();
    await expect.poll(() => queue.getDelayedCount(), { timeout: 5_000 }).toBe(1);
    await (await queue.getJob("order-1"))?.remove();
    await add();
    await expect.poll(() => create.mock.calls.length, { timeout: 5_000 }).toBe(2);
    const [first, second] = create.mock.calls;
    expect(second).toEqual([first?.[0], { ...first?.[1], signal: expect.anything() }]);
  });

  it("handles what two processes get once, in the Redis of the queue", async ({ expect }) => {
    const { queue, add, over, create } = setUp({ callback });
    await add();
    await expect.poll(() => queue.getDelayedCount(), { timeout: 5_000 }).toBe(1);
    const { callback_url } = Object(create.mock.calls[0]?.[0]);
    const handlers = [createQueueCallbacks(queue, callbacks), createQueueCallbacks(queue, callbacks)];
    await handlers[0]?.(call(callback_url, "task-1"));
    await over();
    expect((await handlers[1]?.(call(callback_url, "task-1")))?.status).toBe(200);
    const client = await queue.getBackend().client;
    expect(await client.get(queue.toKey("evolink:seen:task-1:completed"))).toBe("done");
  });
});
