import { describe, expect, it } from "vitest";
import { resumeSubmissions } from "../../../../src/bullmq/index.ts";
import { createRedisGate } from "../../../../src/bullmq/redis-gate.ts";
import { hasRedis } from "../../../helpers/redis.ts";
import { useRedis } from "../../../helpers/task-queue.ts";
import { describeGate } from "../durable/gate.ts";

describe.skipIf(!hasRedis())("with a Redis", () => {
  const { makeQueue } = useRedis();
  describeGate("createRedisGate", (limits) => createRedisGate(makeQueue(), limits));

  it("resumeSubmissions lets everybody in again", async () => {
    const queue = makeQueue();
    const gate = createRedisGate(queue, {});
    await gate.pause({ name: "Error", message: "why" });
    await resumeSubmissions(queue);
    expect(await gate.enter({ id: "1", model: "kite-1" })).toBe("entered");
  });

  it("is one for all workers of a queue", async () => {
    const queue = makeQueue();
    const gates = [createRedisGate(queue, { concurrency: 1 }), createRedisGate(queue, { concurrency: 1 })];
    const entries = await Promise.all(
      gates.map((gate, index) => gate.enter({ id: `${index}`, model: "kite-1" })),
    );
    expect(entries.filter((entry) => entry === "entered")).toHaveLength(1);
  });
});
