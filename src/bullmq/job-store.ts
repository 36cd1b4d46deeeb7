import { sleep } from "../client/http/abort.ts";
import { backOffMs } from "../client/http/retry.ts";
import { NEW_RECORD, type TaskRecord } from "../durable/record.ts";
import { NotReplicatedError, OrderRemovedError, type RecordStore } from "../durable/store.ts";
import { countReplicas } from "./replicas.ts";
import { type RedisScript, runScript, type TaskQueue } from "./task-queue.ts";

const READ: RedisScript = {
  name: "evolinkRead",
  keys: 1,
  lua: `
local time = redis.call("TIME")
return {redis.call("HGET", KEYS[1], "evolink") or "", time[1] * 1000 + math.floor(time[2] / 1000)}
`,
};

/**
 * The record stands in the hash of its job: it is backed up, moved and removed with it. A job that was removed meanwhile
 * leaves its record in a hash of the queue, because a task may have been paid for.
 */
const WRITE: RedisScript = {
  name: "evolinkWrite",
  keys: 2,
  lua: `
if redis.call("EXISTS", KEYS[1]) == 0 then
  redis.call("HSET", KEYS[2], ARGV[4], ARGV[2])
  return -1
end
local version = tonumber(redis.call("HGET", KEYS[1], "evolinkVersion") or 0)
if version ~= tonumber(ARGV[1]) then return redis.call("HGET", KEYS[1], "evolink") or "" end
redis.call("HSET", KEYS[1], "evolink", ARGV[2], "evolinkVersion", version + 1, "progress", ARGV[3])
return 0
`,
};

/** How the records of jobs are stored. */
export interface JobStoreOptions {
  /** How many replicas must have what must last. Default: 0. */
  replicas?: number | undefined;
  /** How long a write is tried, in milliseconds. Default: 2 minutes; a failover takes one. */
  patienceMs?: number | undefined;
}

const DEFAULT_PATIENCE_MS = 2 * 60_000;

/** Stores the records of a queue's jobs. */
export function createJobStore(
  queue: TaskQueue,
  { replicas = 0, patienceMs = DEFAULT_PATIENCE_MS }: JobStoreOptions = {},
): RecordStore {
  const read: RecordStore["read"] = async (id) => {
    const [text, nowMs] = (await runScript(queue, READ, [queue.toKey(id)])) as [string, number];
    return { record: text === "" ? undefined : JSON.parse(text), nowMs };
  };
  /** Whether enough replicas have a record. It is read again, because a primary that was just made knows nothing of it. */
  const isReplicated = async (id: string, { version, run }: TaskRecord) => {
    if ((await countReplicas(queue, replicas)) < replicas) return false;
    const { record } = await read(id);
    return record?.version === version && record.run === run;
  };
  return {
    read,
    async write(id, record, mustLast) {
      const keys = [queue.toKey(id), queue.toKey("evolink:removed")];
      const args = [record.version - 1, JSON.stringify(record), JSON.stringify(describeProgress(record)), id];
      const there = await persist(() => runScript(queue, WRITE, [...keys, ...args]), patienceMs);
      if (there === -1) throw new OrderRemovedError(describeRemoved(id, record));
      if (typeof there === "string") return there === "" ? NEW_RECORD : (JSON.parse(there) as TaskRecord);
      if (!mustLast || replicas === 0) return undefined;
      if (await isReplicated(id, record).catch(() => false)) return undefined;
      throw new NotReplicatedError(
        `Version ${record.version} of ${id} is not on ${replicas} replicas of Redis.`,
      );
    },
  };
}

/** A write that was taken in though its reply was lost is recognised: trying it again changes nothing. */
async function persist<T>(write: () => Promise<T>, patienceMs: number): Promise<T> {
  const startedAt = performance.now();
  for (let failures = 1; ; failures++) {
    try {
      return await write();
    } catch (error) {
      const delayMs = backOffMs(failures);
      if (performance.now() - startedAt + delayMs > patienceMs) throw error;
      await sleep(delayMs, undefined);
    }
  }
}

/** What Bull Board and others show of a job that runs. */
function describeProgress({ state, taskId, reading, saved }: TaskRecord): object {
  return { state, taskId, percent: reading?.progress, saved: saved?.length };
}

function describeRemoved(id: string, { state, taskId }: TaskRecord): string {
  const what =
    taskId === undefined ? `at the step ${state}` : `while its task ${taskId} goes on, and is billed`;
  return `Job ${id} was removed ${what}. Its record is in the hash evolink:removed of the queue.`;
}
