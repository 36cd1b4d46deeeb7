import { describe, expect, it } from "vitest";
import { hasRedis } from "../../helpers/redis.ts";
import { attackBatch } from "./batch.ts";
import { attackQueue } from "./queue.ts";

describe.skipIf(!hasRedis())("a queue under attack", () => {
  it("submits nothing twice, and loses neither a task nor a result", { timeout: 180_000 }, async () => {
    const seed = Number(process.env.CHAOS_SEED ?? Math.floor(Math.random() * 2 ** 31));
    const { examples, kills } = await attackQueue({
      seed,
      count: 150,
      killEveryMs: 500,
      uncertainAfterMs: 6_000,
    });
    expect(kills).toBeGreaterThan(2);
    expect({ seed, examples }).toEqual({ seed, examples: [] });
  });
});

describe("a batch under attack", () => {
  it("submits nothing twice, and loses neither a task nor a result", { timeout: 180_000 }, async () => {
    const seed = Number(process.env.CHAOS_SEED ?? Math.floor(Math.random() * 2 ** 31));
    const { examples } = await attackBatch({ seed, count: 2 });
    expect({ seed, examples }).toEqual({ seed, examples: [] });
  });
});
