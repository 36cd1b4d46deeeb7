import { once } from "node:events";
import { createBullBoard } from "@bull-board/api";
import { BullMQAdapter } from "@bull-board/api/bullMQAdapter";
import { ExpressAdapter } from "@bull-board/express";
import express from "express";
import { describe, expect, it } from "vitest";
import { SUBMITTED } from "../../../helpers/durable.ts";
import { readExamples } from "../../../helpers/readme.ts";
import { hasRedis } from "../../../helpers/redis.ts";
import { useRedis } from "../../../helpers/task-queue.ts";

describe.skipIf(!hasRedis())("Bull Board", () => {
  const { setUp } = useRedis();

  it("shows as it is where each order stands, and why one needs a person", async () => {
    const { queue, add, over, create } = setUp();
    create.mockResolvedValueOnce(SUBMITTED).mockRejectedValue(new TypeError("unknown"));
    await add("1");
    await expect.poll(() => queue.getDelayedCount()).toBe(1);
    await add("2");
    await over("2", "failed");

    // As TEN-THOUSAND.md says, but for its imports.
    const [example = ""] = readExamples("js", "TEN-THOUSAND.md");
    const app = express();
    const parts = { createBullBoard, BullMQAdapter, ExpressAdapter, queue, app };
    new Function(...Object.keys(parts), example.replace(/^import .*$/gm, ""))(...Object.values(parts));
    const server = app.listen(0, "127.0.0.1");
    await once(server, "listening");
    const url = `http://127.0.0.1:${Object(server.address()).port}/queues/api/queues?activeQueue=${queue.name}&status=`;
    const read = async (status: string) => (await (await fetch(url + status)).json()).queues[0].jobs;
    expect(await read("delayed")).toMatchObject([
      { id: "order-1", progress: { state: "submitted", taskId: "task-1" }, data: { context: { order: 17 } } },
    ]);
    expect(await read("failed")).toMatchObject([
      { id: "order-2", progress: { state: "uncertain" }, failedReason: "uncertain: unknown" },
    ]);
    server.close();
  });
});
