import type { TaskQueue } from "./task-queue.ts";

/** For replicas to say that they have what was written. Other commands of the same connection wait meanwhile. */
const REPLICAS_WITHIN_MS = 1_000;

/** Whether the client of a queue can wait for replicas: that of ioredis can, but not where it stands for a cluster. */
export async function canWaitForReplicas(queue: TaskQueue): Promise<boolean> {
  const { wait, isCluster } = await queue.getBackend().client;
  return wait !== undefined && !isCluster;
}

/** Waits until so many replicas have all that this connection has written, or for a second; then says how many have. */
export async function countReplicas(queue: TaskQueue, replicas: number): Promise<number> {
  const client = await queue.getBackend().client;
  return (await client.wait?.(replicas, REPLICAS_WITHIN_MS)) ?? 0;
}
