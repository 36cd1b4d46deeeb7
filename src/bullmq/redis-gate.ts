import {
  BUDGET_ERROR,
  BUDGET_WAIT_MS,
  type Entrant,
  type Entry,
  type Gate,
  type Limits,
  MAX_WOKEN,
  PLACE_LIFE_MS,
  PLACE_WAIT_MS,
  resolveLimits,
} from "../durable/gate.ts";
import type { StoredError } from "../durable/record.ts";
import { type RedisScript, runScript, type TaskQueue } from "./task-queue.ts";

/*
 * Keys, in this order:
 *   open      sorted set of the orders of a model that have a place, by the time they got it
 *   waiting   sorted set of those that wait for one, by the time they came
 *   slots     hash of a model: next, until (when it may go on), and s:ID, the moment that an order was given
 *   credits   hash of the queue: used, pending (in all), paused (why), lack (whether the budget is used up),
 *             and by model largest:M, n:M (how many are pending) and u:M (of how many the API has not said what they
 *             reserved: each counts as the largest),
 *             and p:ID, what an order counts as until the API has said what it reserved
 */
const NOW = `
local time = redis.call("TIME")
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local id, model = ARGV[1], ARGV[2]
local function credit(name) return tonumber(redis.call("HGET", KEYS[4], name) or nil) end
local function settle()
  local expected = credit("p:" .. id)
  if not expected then return nil end
  redis.call("HDEL", KEYS[4], "p:" .. id)
  redis.call("HINCRBYFLOAT", KEYS[4], "pending", -expected)
  redis.call("HINCRBY", KEYS[4], "n:" .. model, -1)
  return expected
end
`;

const ENTER: RedisScript = {
  name: "evolinkEnter",
  keys: 4,
  lua: `${NOW}
if redis.call("HEXISTS", KEYS[4], "paused") == 1 then return "paused" end
redis.call("ZREMRANGEBYSCORE", KEYS[1], "-inf", now - tonumber(ARGV[8]))
if not redis.call("ZSCORE", KEYS[1], id) then
  if redis.call("ZCARD", KEYS[1]) >= tonumber(ARGV[3]) then
    redis.call("ZADD", KEYS[2], "NX", now, id)
    return ARGV[6]
  end
  redis.call("ZADD", KEYS[1], now, id)
end
redis.call("ZREM", KEYS[2], id)
local stopped = tonumber(redis.call("HGET", KEYS[3], "until") or 0)
local slot = tonumber(redis.call("HGET", KEYS[3], "s:" .. id) or nil)
if not slot or slot < stopped then
  slot = math.max(now, stopped, tonumber(redis.call("HGET", KEYS[3], "next") or 0))
  redis.call("HSET", KEYS[3], "next", tostring(slot + tonumber(ARGV[4])), "s:" .. id, tostring(slot))
end
if slot > now then return tostring(math.ceil(slot - now)) end
local largest = credit("largest:" .. model)
if not credit("p:" .. id) then
  local budget = tonumber(ARGV[5])
  if budget then
    local used, pending, next = credit("used") or 0, credit("pending") or 0, largest or 0
    if used + next > budget or used >= budget then
      redis.call("HSET", KEYS[4], "lack", 1)
      return "budget"
    end
    local first = not largest and (credit("n:" .. model) or 0) > 0
    if first or used + pending + next > budget then return ARGV[7] end
  end
  redis.call("HSET", KEYS[4], "p:" .. id, largest or 0)
  redis.call("HINCRBYFLOAT", KEYS[4], "pending", largest or 0)
  redis.call("HINCRBY", KEYS[4], "n:" .. model, 1)
end
redis.call("HDEL", KEYS[3], "s:" .. id)
redis.call("HDEL", KEYS[4], "lack")
return "entered"
`,
};

const CHARGE: RedisScript = {
  name: "evolinkCharge",
  keys: 4,
  lua: `${NOW}
if not settle() then return 0 end
local credits, largest = tonumber(ARGV[3]), credit("largest:" .. model)
redis.call("HINCRBYFLOAT", KEYS[4], "used", credits or largest or 0)
if not credits then redis.call("HINCRBY", KEYS[4], "u:" .. model, 1) end
if credits and credits > (largest or -1) then
  redis.call("HSET", KEYS[4], "largest:" .. model, credits)
  redis.call("HINCRBYFLOAT", KEYS[4], "used", (credit("u:" .. model) or 0) * (credits - (largest or 0)))
end
return 1
`,
};

const LEAVE: RedisScript = {
  name: "evolinkLeave",
  keys: 4,
  lua: `${NOW}
if ARGV[4] == "1" then settle() end
redis.call("ZREM", KEYS[1], id)
redis.call("ZREM", KEYS[2], id)
redis.call("HDEL", KEYS[3], "s:" .. id)
local free = math.min(tonumber(ARGV[3]) - redis.call("ZCARD", KEYS[1]), tonumber(ARGV[5]))
if free <= 0 then return {} end
return redis.call("ZRANGE", KEYS[2], 0, free - 1)
`,
};

const STOP: RedisScript = {
  name: "evolinkStop",
  keys: 4,
  lua: `${NOW}
local stopped = tonumber(redis.call("HGET", KEYS[3], "until") or 0)
redis.call("HSET", KEYS[3], "until", tostring(math.max(stopped, now + tonumber(ARGV[3]))))
return 0
`,
};

const PAUSE: RedisScript = {
  name: "evolinkPause",
  keys: 4,
  lua: `
if ARGV[3] ~= "" then redis.call("HSET", KEYS[4], "paused", ARGV[3]) else redis.call("HDEL", KEYS[4], "paused") end
return 0
`,
};

const READ_PAUSE: RedisScript = {
  name: "evolinkReadPause",
  keys: 4,
  lua: `
return {redis.call("HGET", KEYS[4], "paused") or "", redis.call("HEXISTS", KEYS[4], "lack")}
`,
};

/** The gate of all workers of a queue. What they know stands in its Redis, and the time is that of Redis. */
export function createRedisGate(queue: TaskQueue, limits: Limits): Gate {
  const run = (script: RedisScript, { id, model }: Entrant, ...args: (string | number)[]) =>
    runScript(queue, script, [...gateKeys(queue, model), id, model, ...args]);
  return {
    async enter(entrant) {
      const { concurrency, spacingMs } = resolveLimits(limits, entrant.model);
      const placeWaitMs = Math.round(PLACE_WAIT_MS * (1 + Math.random()));
      const entry = `${await run(
        ENTER,
        entrant,
        concurrency,
        spacingMs,
        limits.budget ?? "",
        placeWaitMs,
        BUDGET_WAIT_MS,
        PLACE_LIFE_MS,
      )}`;
      const waitMs = Number(entry);
      return Number.isNaN(waitMs) ? (entry as Entry) : { waitMs };
    },
    async charge(entrant, credits) {
      await run(CHARGE, entrant, credits ?? "");
    },
    async leave(entrant, refused = false) {
      const { concurrency } = resolveLimits(limits, entrant.model);
      return (await run(LEAVE, entrant, concurrency, refused ? "1" : "0", MAX_WOKEN)) as string[];
    },
    async stop(model, ms) {
      await run(STOP, { id: "", model }, ms);
    },
    pause: (reason) => setPaused(queue, JSON.stringify(reason)),
  };
}

/**
 * Lets the workers of a queue submit again, after credits were used up or a key was wrong. Tasks under way were never
 * paused. Each order looks again within five to ten minutes.
 */
export const resumeSubmissions = (queue: TaskQueue): Promise<void> => setPaused(queue, "");

async function setPaused(queue: TaskQueue, reason: string): Promise<void> {
  await runScript(queue, PAUSE, [...gateKeys(queue, ""), "", "", reason]);
}

/** Why nobody submits to a queue at the moment; undefined when somebody may. */
export async function readPause(queue: TaskQueue): Promise<StoredError | undefined> {
  const [reason, lacks] = (await runScript(queue, READ_PAUSE, gateKeys(queue, ""))) as [string, number];
  if (reason !== "") return JSON.parse(reason);
  return lacks === 1 ? BUDGET_ERROR : undefined;
}

function gateKeys(queue: TaskQueue, model: string): string[] {
  const ofModel = ["open", "waiting", "slots"].map((name) => queue.toKey(`evolink:${name}:${model}`));
  return [...ofModel, queue.toKey("evolink:credits")];
}
