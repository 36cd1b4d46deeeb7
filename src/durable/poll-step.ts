import { readNumber } from "../client/http/body.ts";
import { backOffMs } from "../client/http/retry.ts";
import { MAX_FAILURES, SAFETY_POLL_MS } from "../client/limits.ts";
import { planPoll, readEstimateMs, spreadDelay } from "../client/tasks/poll-plan.ts";
import { AuthenticationError, TaskCancelledError, TaskFailedError } from "../errors/classes.ts";
import { EvolinkError } from "../errors/evolink-error.ts";
import { findCollection, type Machine, type Outcome } from "./machine.ts";
import { type StoredError, toStoredError } from "./record.ts";
import type { DurableTask } from "./store.ts";
import { entrantOf } from "./submit-step.ts";

/** The longest pause after readings that failed. */
const MAX_FAILURE_MS = 120_000;

/** Before an order is submitted anew whose task failed for a reason that passes; twice as long each time. */
const RESUBMIT_MS = 60_000;

/** Reads the task of an order, once: it has ended, or the poll plan says when to look again. */
export async function pollTask(task: DurableTask, machine: Machine): Promise<Outcome | undefined> {
  const { record } = task;
  const { taskId = "" } = record;
  // The run that submitted it may have died before it said so.
  if (record.reading?.ageMs === 0) await machine.gate.charge(entrantOf(task), record.credits);
  const { create: _, check } = findCollection(machine.evolink, task.order);
  let seen: Awaited<ReturnType<typeof check>>;
  try {
    seen = await check(taskId, { signal: machine.signal });
  } catch (error) {
    return takeFailure(task, machine, error);
  }
  if (seen.completed) {
    await task.write({ state: "ended", task: { ...seen.completed }, failures: undefined, error: undefined });
    await machine.wake(await machine.gate.leave(entrantOf(task)));
    return undefined;
  }
  const ageMs = ageOf(task);
  if (ageMs > machine.taskTimeoutMs) return stopLate(task, machine, seen.task.status);
  const reading = { ageMs, progress: readNumber(Object(seen.task).progress) };
  const { task_info } = Object(seen.task) as { task_info?: unknown };
  const estimateMs = task_info ? readEstimateMs(task_info) : (record.estimateMs ?? readEstimateMs(undefined));
  const plan = planPoll(reading, record.reading, estimateMs);
  const delayMs = Math.max(machine.hasCallbacks ? SAFETY_POLL_MS : 0, spreadDelay(plan.delayMs));
  await task.write({ reading, estimateMs, failures: undefined, error: undefined });
  return { kind: "wait", delayMs };
}

/** Milliseconds since the submission. */
function ageOf(task: DurableTask): number {
  const { submittedAtMs = task.now() } = task.record;
  return Math.max(0, task.now() - submittedAtMs);
}

function stopLate(task: DurableTask, { taskTimeoutMs }: Machine, why: string): Promise<Outcome> {
  const message = `Task ${task.record.taskId} took over ${taskTimeoutMs} ms (${why}). It goes on, and is billed: retry this job to go on reading it.`;
  return stop(task, { name: "TaskTimeoutError", message });
}

/** Leaves the task to a person, at the step where it stands. */
async function stop(task: DurableTask, error: StoredError): Promise<Outcome> {
  await task.write({ error, failures: undefined });
  return { kind: "stopped", error };
}

async function takeFailure(task: DurableTask, machine: Machine, thrown: unknown): Promise<Outcome> {
  if (machine.signal?.aborted) return { kind: "wait", delayMs: 0 };
  const error = toStoredError(thrown);
  const failures = (task.record.failures ?? 0) + 1;
  if (thrown instanceof TaskFailedError || thrown instanceof TaskCancelledError)
    return takeTaskFailure(task, machine, thrown);
  if (thrown instanceof AuthenticationError) {
    await machine.gate.pause(error);
    return { kind: "paused", error, delayMs: MAX_FAILURE_MS };
  }
  // What it costs to try again is a request; the task has been paid for.
  if (!(thrown instanceof EvolinkError && thrown.retryable)) return stop(task, error);
  // A machine that was asleep has no network at first.
  if (failures >= MAX_FAILURES && ageOf(task) > machine.taskTimeoutMs)
    return stopLate(task, machine, error.message);
  await task.write({ failures, error });
  return {
    kind: "wait",
    delayMs: Math.min(MAX_FAILURE_MS, Math.max(backOffMs(failures), thrown.retryAfterMs ?? 0)),
  };
}

/** What helps decides: "wait" submits anew, later, as another submission; all else is over. */
async function takeTaskFailure(
  task: DurableTask,
  machine: Machine,
  thrown: TaskFailedError | TaskCancelledError,
): Promise<Outcome> {
  const { submission, taskId = "", otherTaskIds = [], credits } = task.record;
  const error = toStoredError(thrown);
  const isPassing = thrown instanceof TaskFailedError && thrown.advice === "wait";
  const again = isPassing && submission < machine.maxSubmissions;
  await task.write({
    ...(again
      ? {
          state: "new",
          submission: submission + 1,
          idempotencyKey: undefined,
          repeated: undefined,
          taskId: undefined,
          reading: undefined,
          otherTaskIds: [...otherTaskIds, taskId],
        }
      : { state: "failed" }),
    failures: undefined,
    error,
  });
  await machine.wake(await machine.gate.leave(entrantOf(task)));
  if (again) return { kind: "wait", delayMs: RESUBMIT_MS * 2 ** (submission - 1) };
  const { id, order } = task;
  return { kind: "over", report: { id, state: "failed", taskId, credits, error, context: order.context } };
}
