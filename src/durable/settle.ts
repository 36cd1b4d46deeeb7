import type { TaskRecord } from "./record.ts";
import type { DurableTask } from "./store.ts";

/**
 * What a person found out about an uncertain submission.
 *
 * `taskId`: it was accepted, as this task. `submitAgain`: it was not, or may be paid twice: it is submitted with a new
 * key. `giveUp`: the order is over.
 */
export type Settlement = { taskId: string } | { submitAgain: true } | { giveUp: true };

/**
 * Takes in what a person has found out about an order that is uncertain, that has failed, or whose task cannot be read,
 * as when they had mistyped its id. An order that goes on by itself is left alone.
 *
 * @param isExclusive whether nobody else carries out the order: then an intent is of a submission that ended without outcome.
 * @returns whether it was one to settle.
 */
export async function settleTask(
  task: DurableTask,
  settlement: Settlement,
  isExclusive = false,
): Promise<boolean> {
  const { state, error, failures } = task.record;
  const isStopped = state === "submitted" && error !== undefined && failures === undefined;
  const isLost = isExclusive && state === "intent";
  if (state !== "uncertain" && state !== "failed" && !isStopped && !isLost) return false;
  await task.write(changesOf(settlement, task));
  return true;
}

function changesOf(settlement: Settlement, task: DurableTask): Partial<TaskRecord> {
  const { submission, taskId, otherTaskIds = [] } = task.record;
  if ("giveUp" in settlement) return { state: "failed" };
  const isOther = taskId !== undefined && taskId !== Object(settlement).taskId;
  const others = isOther ? [...otherTaskIds, taskId] : otherTaskIds;
  const fresh = { repeated: undefined, failures: undefined, reading: undefined, error: undefined };
  if ("taskId" in settlement)
    return {
      ...fresh,
      state: "submitted",
      taskId: settlement.taskId,
      submittedAtMs: task.record.intentAtMs ?? task.now(),
      otherTaskIds: others.length === 0 ? undefined : others,
    };
  return {
    ...fresh,
    state: "new",
    submission: submission + 1,
    idempotencyKey: undefined,
    taskId: undefined,
    otherTaskIds: others.length === 0 ? undefined : others,
  };
}
