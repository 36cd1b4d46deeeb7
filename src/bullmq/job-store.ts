import type { TaskRecord } from "../durable/record.ts";
import type { RecordStore } from "../durable/store.ts";
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
if version ~= tonumber(ARGV[1]) then return redis.call("HGET", KEYS[1], "evolink") end
redis.call("HSET", KEYS[1], "evolink", ARGV[2], "evolinkVersion", version + 1, "progress", ARGV[3])
return 0
`,
};

/** Stores the records of a queue's jobs. */
export function createJobStore(queue: TaskQueue): RecordStore {
  return {
    async read(id) {
      const [text, nowMs] = (await runScript(queue, READ, [queue.toKey(id)])) as [string, number];
      return { record: text === "" ? undefined : JSON.parse(text), nowMs };
    },
    async write(id, record) {
      const keys = [queue.toKey(id), queue.toKey("evolink:removed")];
      const args = [record.version - 1, JSON.stringify(record), JSON.stringify(describeProgress(record)), id];
      const there = await runScript(queue, WRITE, [...keys, ...args]);
      if (there === -1) throw new JobRemovedError(id, record);
      return typeof there === "string" ? (JSON.parse(there) as TaskRecord) : undefined;
    },
  };
}

/** What Bull Board and others show of a job that runs. */
function describeProgress({ state, taskId, reading, saved }: TaskRecord): object {
  return { state, taskId, percent: reading?.progress, saved: saved?.length };
}

/** Somebody removed a job while it ran. */
export class JobRemovedError extends Error {
  override readonly name = "JobRemovedError";

  constructor(id: string, { state, taskId }: TaskRecord) {
    const what =
      taskId === undefined ? `at the step ${state}` : `while its task ${taskId} goes on, and is billed`;
    super(`Job ${id} was removed ${what}. Its record is in the hash evolink:removed of the queue.`);
  }
}
