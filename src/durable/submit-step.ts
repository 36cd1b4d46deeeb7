import { withTimeout } from "../client/http/abort.ts";
import { readNumber } from "../client/http/body.ts";
import { backOffMs } from "../client/http/retry.ts";
import { SAFETY_POLL_MS } from "../client/limits.ts";
import { planPoll, readEstimateMs, spreadDelay } from "../client/tasks/poll-plan.ts";
import {
  AuthenticationError,
  InsufficientCreditsError,
  RateLimitError,
  SubmissionUncertainError,
} from "../errors/classes.ts";
import { EvolinkError } from "../errors/evolink-error.ts";
import { BUDGET_ERROR } from "./gate.ts";
import { findCollection, type Machine, modelOf, type Outcome } from "./machine.ts";
import { type TaskRecord, toStoredError } from "./record.ts";
import { type DurableTask, NotReplicatedError, SupersededError, UnstoredTaskError } from "./store.ts";

/** While nobody submits, one looks again after so long. */
const PAUSE_MS = 5 * 60_000;

/** Before an intent is stored again for which there were too few replicas. */
const NOT_REPLICATED_MS = 5_000;

/** How often the id of a task is stored for which there are too few replicas; each time they are waited for. */
const MAX_ID_WRITES = 10;

const PAUSED_ERROR = { name: "PausedError", message: "Nobody submits: see why, then resume." };

/** Submits an order: the intent is stored before anything is sent, and the id of the task before anything else is done. */
export async function submitOrder(task: DurableTask, machine: Machine): Promise<Outcome | undefined> {
  const { gate } = machine;
  // Before a place is taken: what cannot be sent must not hold one.
  try {
    findCollection(machine.evolink, task.order);
  } catch (error) {
    await task.write({ state: "failed", error: toStoredError(error) });
    return undefined;
  }
  const entry = await gate.enter(entrantOf(task));
  if (entry === "budget" || entry === "paused")
    return { kind: "paused", error: entry === "budget" ? BUDGET_ERROR : PAUSED_ERROR, delayMs: PAUSE_MS };
  if (entry !== "entered") return { kind: "wait", delayMs: entry.waitMs };
  const { record } = task;
  const isStored = await storeIntent(task, {
    idempotencyKey: record.idempotencyKey ?? (await machine.makeKey(task)),
    sent: record.sent ?? (await machine.makeBody(task)),
    error: undefined,
  });
  if (isStored) return send(task, machine);
  await machine.wake(await gate.leave(entrantOf(task), true));
  return { kind: "wait", delayMs: NOT_REPLICATED_MS };
}

/**
 * Stores an intent where it lasts.
 *
 * @returns false when it does not last there. Then nothing may be sent, and what was stored before is stored again.
 */
async function storeIntent(task: DurableTask, changes: Partial<TaskRecord>): Promise<boolean> {
  const { state, repeated, intentAtMs } = task.record;
  try {
    await task.write({ ...changes, state: "intent", intentAtMs: task.now() });
    return true;
  } catch (error) {
    if (!(error instanceof NotReplicatedError)) throw error;
    await task.write({ state, repeated, intentAtMs });
    return false;
  }
}

/**
 * Goes on with an intent of which nothing more is stored: whether it was sent is unknown. As long as the run that stored
 * it could be at it, it is left alone.
 */
export async function settleIntent(task: DurableTask, machine: Machine): Promise<Outcome | undefined> {
  const { intentAtMs = 0 } = task.record;
  const leftMs = intentAtMs + machine.uncertainAfterMs - task.now();
  if (leftMs > 0 && !machine.isExclusive) return { kind: "wait", delayMs: leftMs };
  await becomeUncertain(task, machine, {
    name: "SubmissionUncertainError",
    message: "The process ended while it submitted: nobody can tell whether the API accepted it.",
  });
  return undefined;
}

/** Leaves an uncertain submission to a person, or repeats it once, with the same key. */
export async function settleUncertain(task: DurableTask, machine: Machine): Promise<Outcome | undefined> {
  const { repeated, intentAtMs = 0, error, credits } = task.record;
  if (!machine.repeatUncertain || repeated) {
    const { id, order } = task;
    return { kind: "over", report: { id, state: "uncertain", credits, error, context: order.context } };
  }
  const leftMs = intentAtMs + machine.uncertainAfterMs - task.now();
  if (leftMs > 0) return { kind: "wait", delayMs: leftMs };
  if (await storeIntent(task, { repeated: true })) return send(task, machine);
  return { kind: "wait", delayMs: NOT_REPLICATED_MS };
}

async function send(task: DurableTask, machine: Machine): Promise<Outcome | undefined> {
  const { idempotencyKey = "", sent = {}, intentAtMs = 0, repeated } = task.record;
  const leftMs = intentAtMs + machine.uncertainAfterMs / 2 - task.now();
  // This process was asleep: another one may hold the order by now.
  if (leftMs <= 0) return { kind: "wait", delayMs: machine.uncertainAfterMs };
  const [late, release] = withTimeout(leftMs, undefined);
  let submitted: Record<string, unknown> & { id: string };
  try {
    const collection = findCollection(machine.evolink, task.order);
    submitted = (await collection.create(sent as never, {
      idempotencyKey,
      attempts: 1,
      signal: late,
    })) as typeof submitted;
  } catch (error) {
    // A key that was used before, which this run does not know of: it was sent, and a store has forgotten it.
    const isKnown = error instanceof EvolinkError && error.code === "idempotency_conflict";
    const isRefused = error instanceof EvolinkError && error.charged === "no" && !isKnown;
    // A refusal of the repetition says nothing about the first attempt.
    if (isRefused && !repeated) return takeRefusal(task, machine, error);
    await becomeUncertain(task, machine, error);
    return undefined;
  } finally {
    release();
  }
  await keepTask(task, machine, submitted);
  return planFirst(task, machine);
}

/**
 * Stores the id of a task whatever another run, or a store that forgets, has stored instead: it was paid for.
 *
 * @throws {UnstoredTaskError} the store takes it not.
 */
export async function keepTask(
  task: DurableTask,
  { gate }: Machine,
  submitted: Record<string, unknown> & { id: string },
): Promise<void> {
  const reserved = readNumber(Object(submitted.usage).credits_reserved);
  const { id: taskId } = submitted;
  const { idempotencyKey, sent, intentAtMs } = task.record;
  const changes = (): Partial<TaskRecord> => {
    const { taskId: known, otherTaskIds = [], credits } = task.record;
    if (known === taskId) return {};
    const sum = reserved === undefined ? credits : (credits ?? 0) + reserved;
    if (known !== undefined) return { otherTaskIds: [...otherTaskIds, taskId], credits: sum };
    return {
      state: "submitted",
      idempotencyKey,
      sent,
      intentAtMs,
      taskId,
      credits: sum,
      submittedAtMs: task.now(),
      estimateMs: readEstimateMs(submitted.task_info),
      reading: { ageMs: 0, progress: readNumber(submitted.progress) },
      failures: undefined,
      error: undefined,
    };
  };
  for (let tries = 1; ; tries++) {
    try {
      await task.write(changes());
      break;
    } catch (error) {
      if (error instanceof SupersededError) continue;
      if (!(error instanceof NotReplicatedError)) throw new UnstoredTaskError(task.id, taskId, error);
      if (tries >= MAX_ID_WRITES) break;
    }
  }
  await gate.charge(entrantOf(task), reserved);
}

function planFirst({ record }: DurableTask, { hasCallbacks }: Machine): Outcome {
  const { reading = { ageMs: 0 }, estimateMs = 0 } = record;
  const plan = planPoll(reading, undefined, estimateMs);
  return { kind: "wait", delayMs: Math.max(hasCallbacks ? SAFETY_POLL_MS : 0, spreadDelay(plan.delayMs)) };
}

async function becomeUncertain(task: DurableTask, machine: Machine, error: unknown): Promise<void> {
  await task.write({ state: "uncertain", error: toStoredError(error) });
  const entrant = entrantOf(task);
  // It may have been accepted: it counts as reserved.
  await machine.gate.charge(entrant, undefined);
  await machine.wake(await machine.gate.leave(entrant));
}

/** What certainly was not accepted goes back to the start, with its key and body, or fails for good. */
async function takeRefusal(task: DurableTask, machine: Machine, error: EvolinkError): Promise<Outcome> {
  const { gate } = machine;
  const failures = (task.record.failures ?? 0) + 1;
  const stored = toStoredError(error);
  const isPassing = error instanceof SubmissionUncertainError || error.retryable;
  const stopsAll = error instanceof InsufficientCreditsError || error instanceof AuthenticationError;
  const state = stopsAll || isPassing ? "new" : "failed";
  await task.write({ state, failures, error: stored });
  const waitMs = error.retryAfterMs ?? backOffMs(failures);
  if (error instanceof RateLimitError) await gate.stop(modelOf(task.order), waitMs);
  await machine.wake(await gate.leave(entrantOf(task), true));
  if (stopsAll) await gate.pause(stored);
  if (stopsAll) return { kind: "paused", error: stored, delayMs: PAUSE_MS };
  if (isPassing) return { kind: "wait", delayMs: waitMs };
  const { id, order } = task;
  return { kind: "over", report: { id, state: "failed", error: stored, context: order.context } };
}

export const entrantOf = ({ id, order }: DurableTask) => ({ id, model: modelOf(order) });
