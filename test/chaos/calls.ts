import { getEventListeners, setMaxListeners } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { inspect } from "node:util";
import { createEvolink, type Evolink, EvolinkError, SubmissionUncertainError } from "../../src/index.ts";
import { createRaw } from "../../src/raw/index.ts";
import type { Draw } from "../helpers/draw.ts";
import { createDraw } from "../helpers/draw.ts";
import { BEHAVIOURS, type Behaviour, WELL } from "./faults/behaviours.ts";
import { type FaultPlace, openFaultPlaces } from "./faults/fault-places.ts";
import { type AttackOptions, type ChaosReport, createPromiseCounter } from "./report.ts";

const KEY = "sk-chaos-0123456789abcdef";
const BODY = { model: "gemini-omni-flash-text-to-video", prompt: "A paper boat in the rain" } as const;

/** Of one request. A server that is silent costs this much. */
const TIMEOUT_MS = 250;
/** Of a wait; its polls are a second apart. */
const WAIT_MS = 2_500;
/** Longer than the slowest way through a call: three attempts and a wait, eight times over. */
const HUNG_MS = 60_000;
/** More would make timers late, and then calls look hung that are not. */
const CONCURRENCY = 200;
/** How often a user's loop generates again while an error says that it may. */
const MAX_ROUNDS = 3;

const PROMISES = [
  "paid twice",
  "said it was not charged",
  "said to try again",
  "lost the task",
  "lost the idempotency key",
  "gave another task",
  "hung",
  "leaked the key",
  "threw a bare error",
  "rejected unhandled",
  "left a listener",
  "left a connection",
] as const;

/** What a user may call. Each gives the id of the task that it resolved with, where it has one. */
const CALLS: Readonly<
  Record<string, (evolink: Evolink, place: FaultPlace, signal?: AbortSignal) => Promise<unknown>>
> = {
  create: async (evolink, _place, signal) => (await evolink.videos.create(BODY, { signal })).id,
  generate: async (evolink, _place, signal) =>
    (await evolink.videos.generate(BODY, { signal, timeoutMs: WAIT_MS })).id,
  "generate in a loop": async (evolink) => {
    for (let round = 1; ; round += 1) {
      try {
        return (await evolink.videos.generate(BODY, { timeoutMs: WAIT_MS })).id;
      } catch (error) {
        if (!(error instanceof EvolinkError && error.retryable) || round >= MAX_ROUNDS) throw error;
      }
    }
  },
  wait: async (evolink, { taskId }, signal) =>
    (await evolink.tasks.wait(taskId, { signal, timeoutMs: WAIT_MS })).id,
  get: async (evolink, { taskId }, signal) => (await evolink.tasks.get(taskId, { signal })).id,
  "raw POST": async (evolink, _place, signal) => {
    await createRaw(evolink).POST("/v1/videos/generations", { body: BODY, signal: signal ?? null });
  },
};

/** Calls the client over real sockets, while the server goes wrong in every way it can. */
export async function attackCalls({ seed, count }: AttackOptions): Promise<ChaosReport> {
  const counter = createPromiseCounter("calls under faults", PROMISES);
  const places = await openFaultPlaces();
  const shared = new AbortController();
  setMaxListeners(0, shared.signal);
  const onUnhandled = (reason: unknown) => counter.break("rejected unhandled", inspect(reason));
  process.on("unhandledRejection", onUnhandled);

  const attack = async (number: number): Promise<void> => {
    const draw = createDraw(`${seed} call ${number}`);
    const names = Object.keys(CALLS);
    // In turn, so that each kind of call meets each fault however few there are.
    const name = names[number % names.length] ?? "";
    const fault = BEHAVIOURS[Math.floor(number / names.length) % BEHAVIOURS.length] ?? WELL;
    const place = places.open(...placeFaults(fault, name, draw));
    const evolink = createEvolink({ apiKey: KEY, baseUrl: place.url, timeoutMs: TIMEOUT_MS });
    const abort = draw(10) === 0 ? new AbortController() : undefined;
    if (abort) setTimeout(() => abort.abort(new Error("the user went away")), draw(400)).unref();
    const signal = abort?.signal ?? (draw(2) === 0 ? shared.signal : undefined);
    const outcome = await settle(() => CALLS[name]?.(evolink, place, signal) ?? Promise.resolve());
    examine(outcome, name, place, signal, (promise, words) =>
      counter.break(promise, `${name} (${number}) under ${place.names.join(", ")}: ${words}`),
    );
    places.drop(place);
  };

  let next = 0;
  const work = async () => {
    while (next < count) await attack(next++);
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  await sleep(TIMEOUT_MS);
  const listeners = getEventListeners(shared.signal, "abort").length;
  if (listeners > 0) counter.break("left a listener", `${listeners} on the shared signal`);
  if (places.countBusy() > 0) counter.break("left a connection", `${places.countBusy()} wait for a response`);
  process.off("unhandledRejection", onUnhandled);
  await places.close();
  return counter.report(count);
}

/** The fault meets the submission, or else the first readings after one that went well. */
function placeFaults(fault: Behaviour, call: string, draw: Draw): [post: Behaviour, gets: Behaviour[]] {
  const others = Array.from({ length: draw(3) }, () => BEHAVIOURS[draw(BEHAVIOURS.length)] ?? WELL);
  if (call === "wait" || call === "get") return [WELL, [fault, ...others]];
  // Eight times the same: that ends a wait.
  return draw(2) === 0 ? [fault, others] : [WELL, draw(2) === 0 ? Array(9).fill(fault) : [fault, ...others]];
}

interface Outcome {
  value?: unknown;
  error?: unknown;
  elapsedMs: number;
}

async function settle(call: () => Promise<unknown>): Promise<Outcome> {
  const startedAt = performance.now();
  let timer: NodeJS.Timeout | undefined;
  const hung = new Promise((resolve) => {
    timer = setTimeout(resolve, HUNG_MS);
  });
  try {
    const value = await Promise.race([call(), hung]);
    return { value, elapsedMs: performance.now() - startedAt };
  } catch (error) {
    return { error, elapsedMs: performance.now() - startedAt };
  } finally {
    clearTimeout(timer);
  }
}

function examine(
  { value, error, elapsedMs }: Outcome,
  call: string,
  { accepted, isDelivered, taskId }: FaultPlace,
  signal: AbortSignal | undefined,
  broke: (promise: (typeof PROMISES)[number], words: string) => void,
): void {
  if (elapsedMs >= HUNG_MS) broke("hung", `${Math.round(elapsedMs)} ms`);
  if (accepted > 1) broke("paid twice", `${accepted} submissions`);
  if (typeof value === "string" && value !== taskId && call !== "create") broke("gave another task", value);
  if (error === undefined || (signal?.aborted && error === signal.reason)) return;
  const shown = `${inspect(error, { depth: 9, showHidden: true })} ${JSON.stringify(error)} ${(error as Error).stack}`;
  if (shown.includes(KEY)) broke("leaked the key", shown.slice(0, 200));
  if (!(error instanceof EvolinkError)) {
    broke("threw a bare error", shown.slice(0, 400));
    return;
  }
  if (error instanceof SubmissionUncertainError && !error.idempotencyKey)
    broke("lost the idempotency key", error.message);
  if (accepted > 0 && error.charged === "no") broke("said it was not charged", error.message);
  if (accepted > 0 && error.retryable) broke("said to try again", error.message);
  const isKnown = isDelivered && call.startsWith("generate");
  if (isKnown && error.taskId !== taskId && !(error instanceof SubmissionUncertainError))
    broke("lost the task", error.message);
}
