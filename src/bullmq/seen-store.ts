import type { SeenResult, SeenStore } from "../callback/seen-store.ts";
import { type RedisScript, runScript, type TaskQueue } from "./task-queue.ts";

/** Longer than `onTask` ever takes: it stores an id and wakes a job. */
const BUSY_MS = 60_000;

/** Callbacks of one task come within minutes. */
const DONE_MS = 2 * 24 * 60 * 60_000;

const CLAIM: RedisScript = {
  name: "evolinkClaim",
  keys: 1,
  lua: `
if redis.call("SET", KEYS[1], "busy", "NX", "PX", ARGV[1]) then return "claimed" end
return redis.call("GET", KEYS[1])
`,
};

const SETTLE: RedisScript = {
  name: "evolinkSettle",
  keys: 1,
  lua: `
if ARGV[1] == "1" then return redis.call("SET", KEYS[1], "done", "PX", ARGV[2]) end
return redis.call("DEL", KEYS[1])
`,
};

/** Stores which callbacks were handled, in the Redis of a queue: for `callbacks.handler({ seen })`. */
export function createSeenStore(queue: TaskQueue): SeenStore {
  const keyOf = (key: string) => queue.toKey(`evolink:seen:${key}`);
  return {
    claim: (key) => runScript(queue, CLAIM, [keyOf(key), BUSY_MS]) as Promise<SeenResult>,
    settle: (key, handled) => runScript(queue, SETTLE, [keyOf(key), handled ? "1" : "0", DONE_MS]),
  };
}
