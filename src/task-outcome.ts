import { TaskCancelledError } from "./errors/task-cancelled-error.ts";
import { type FailureAdvice, TaskFailedError } from "./errors/task-failed-error.ts";
import type { CompletedTask, Task } from "./task.ts";

// The codes of EvoLink's documentation, and the two that its own clients know besides.
const CHANGE_INPUT =
  /^(content_policy_violation|invalid_parameters|image_(processing_error|dimension_mismatch)|generation_failed_no_content|resource_not_found)$/;
const WAIT =
  /^(service_(error|unavailable)|generation_timeout|resource_exhausted|quota_exceeded|upstream_error|model_unavailable)$/;

const ADVICE: Record<FailureAdvice, string> = {
  "change-input": "Change the input, then submit again",
  wait: "Submit again later",
  support: "Ask EvoLink's support, quoting the task id",
};

/**
 * The completed task, or undefined while it has not ended.
 *
 * A status this version does not know counts as "not ended": the API may add one.
 *
 * @throws {TaskFailedError | TaskCancelledError} it ended otherwise.
 */
export function readOutcome(task: Task, taskId: string): CompletedTask | undefined {
  const { status, results, error } = task;
  if (status === "completed") {
    const links = Array.isArray(results) ? results : [];
    return { ...task, results: links, resultsMissing: !links.length };
  }
  const cancelled = status === "cancelled";
  if (!cancelled && status !== "failed") return;
  const code = error?.code === undefined ? undefined : `${error.code}`;
  const details = { taskId, task, code, type: error?.type };
  if (cancelled || code === "request_cancelled") {
    throw new TaskCancelledError(
      `Task ${taskId} was cancelled. Whether it was billed, your account tells.`,
      details,
    );
  }
  const advice = CHANGE_INPUT.test(`${code}`) ? "change-input" : WAIT.test(`${code}`) ? "wait" : "support";
  throw new TaskFailedError(
    `Task ${taskId} failed: ${code ?? "no code"}: ${error?.message ?? "no reason given"}. ${ADVICE[advice]}; that is billed as a new task.`,
    { ...details, advice },
  );
}
