import { TaskCancelledError, TaskFailedError } from "../../errors/classes.ts";
import type { CompletedTask, Task } from "../../task.ts";
import { readObject } from "../http/read-response.ts";
import { type ClientResponse, unexpected } from "../http/response.ts";

/**
 * The task in an answer.
 *
 * A task without a status is taken for `pending`: better to ask again than to lose its id.
 *
 * @throws {ApiError} the API said no.
 * @throws {UnexpectedResponseError} it said yes, and named no task.
 */
export function readTask(answer: ClientResponse): Task {
  const task = readObject(answer) as Task;
  if (typeof task.id !== "string" || !task.id) throw unexpected(answer, "without a task");
  return { ...task, status: task.status ?? "pending" };
}

// Beginnings of the documented codes, and of the two that EvoLink's own clients know besides.
const CHANGE_INPUT = /^(content_policy|invalid_|image_|generation_failed|resource_not_)/;
const WAIT = /^(service_|generation_timeout|resource_ex|quota_|upstream_|model_un)/;

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
  if (status !== "failed" && status !== "cancelled") return;
  const code = error?.code && `${error.code}`;
  const details = { taskId, task, code, type: error?.type };
  const what = `Task ${taskId} ended as ${status}: ${code ?? "no code"}: ${error?.message ?? "no reason"}`;
  if (status === "cancelled" || code === "request_cancelled") throw new TaskCancelledError(what, details);
  const advice = CHANGE_INPUT.test(`${code}`) ? "change-input" : WAIT.test(`${code}`) ? "wait" : "support";
  throw new TaskFailedError(`${what}. What helps: ${advice}.`, { ...details, advice });
}
