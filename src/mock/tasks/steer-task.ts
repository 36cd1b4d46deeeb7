import { type TaskRecord, taskStateAt } from "./task-life.ts";

/** What can be done to a task by hand. */
export const ACTIONS = {
  finish: "it completes now",
  fail: "it fails now, with a code",
  cancel: "it ends now, as cancelled",
  stick: "it never ends, until something else is done to it",
  expire: "the links of its results expire now",
} as const;

export type Action = keyof typeof ACTIONS;

/** As tasks fail most often. */
export const DEFAULT_FAILURE = "content_policy_violation";

/**
 * The task as it is once something was done to it; or why it cannot be done. What has ended has ended: its callback
 * was sent, and whoever waited for it has read it.
 *
 * @param code Of a failure.
 */
export function steerTask(
  task: TaskRecord,
  action: Action,
  nowMs: number,
  code = DEFAULT_FAILURE,
): TaskRecord | { refused: string } {
  const { status, progress } = taskStateAt(task, nowMs);
  const hasEnded = status !== "pending" && status !== "processing";
  if (action === "expire") {
    if (status !== "completed") return { refused: `Only a completed task has links; this one is ${status}.` };
    return { ...task, linksExpired: true };
  }
  if (hasEnded) return { refused: `The task has ended already, as ${status}.` };

  const { fail: _fail, cancel: _cancel, stuck: _stuck, ...scenario } = task.scenario;
  if (action === "stick") return { ...task, scenario: { ...task.scenario, stuck: true }, stuckAt: progress };
  const ended = { ...task, seconds: (nowMs - task.createdMs) / 1000 };
  if (action === "fail") return { ...ended, scenario: { ...scenario, fail: code } };
  if (action === "cancel") return { ...ended, scenario: { ...scenario, cancel: true } };
  return { ...ended, scenario };
}
