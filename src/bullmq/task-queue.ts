/** What is needed of Redis. The clients that BullMQ makes fit. */
export interface RedisCommands {
  defineCommand(name: string, definition: { numberOfKeys: number; lua: string }): void;
  runCommand(name: string, args: (string | number)[]): Promise<unknown>;
  /** Where the client has the command. */
  wait?(replicas: number, timeoutMs: number): Promise<number>;
  readonly isCluster?: boolean;
}

/** What is needed of a BullMQ `Queue` (from BullMQ 6 on). Every process that works on the queue makes its own. */
export interface TaskQueue {
  readonly name: string;
  readonly qualifiedName: string;
  toKey(type: string): string;
  getBackend(): { readonly client: Promise<RedisCommands>; promote(jobId: string): Promise<unknown> };
  getJob(jobId: string): Promise<QueuedJob | undefined>;
  getFailed(start?: number, end?: number): Promise<(QueuedJob | undefined)[]>;
}

/** What is needed of one of its jobs. */
export interface QueuedJob {
  id?: string | undefined;
  data: unknown;
  retry(state?: "failed"): Promise<unknown>;
}

/** A script of Redis: what it does, it does at once, with nobody in between. */
export interface RedisScript {
  name: string;
  keys: number;
  lua: string;
}

const defined = new WeakMap<RedisCommands, Set<string>>();

/** Runs a script on the Redis of a queue. Keys come first. */
export async function runScript(
  queue: TaskQueue,
  { name, keys, lua }: RedisScript,
  args: (string | number)[],
): Promise<unknown> {
  const client = await queue.getBackend().client;
  const names = defined.get(client) ?? new Set();
  defined.set(client, names);
  if (!names.has(name)) client.defineCommand(name, { numberOfKeys: keys, lua });
  names.add(name);
  return client.runCommand(name, args);
}

/** Lets a job that waits for its time run now. One that runs, or is over, is left alone. */
export async function promoteJob(queue: TaskQueue, jobId: string): Promise<void> {
  await queue
    .getBackend()
    .promote(jobId)
    .catch(() => {});
}
