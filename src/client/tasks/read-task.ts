import { TaskCancelledError, TaskFailedError } from "../../errors/classes.ts";
import type { CompletedTask, Task } from "../../task.ts";
import { readObject, readText } from "../http/read-response.ts";
import { type ClientResponse, unexpected } from "../http/response.ts";

/**
 * The task in an answer.
 *
 * A task without a status that is text is taken for `pending`: better to ask again than to lose its id.
 *
 * @throws {ApiError} the API said no.
 * @throws {UnexpectedResponseError} it said yes, and named no task, none that can be asked for, or another one than
 *   was asked for.
 */
export function readTask(response: ClientResponse): Task {
  const task = readObject(response) as Task;
  const { id, status } = task as { id?: unknown; status?: unknown };
  if (id === undefined || id === null) throw unexpected(response, "without a task");
  if (typeof id !== "string" || !isTaskId(id)) {
    const rawTaskId = typeof id === "string" ? id : JSON.stringify(id);
    throw unexpected(response, `with the task id ${rawTaskId}, which cannot be asked for`, { rawTaskId });
  }
  const { taskId = id } = response.call;
  if (id !== taskId) throw unexpected(response, `about another task than ${taskId}`);
  return { ...task, status: typeof status === "string" ? status : "pending" };
}

/** What EvoLink's client code accepts as the id of a task, and what reaches no other path. */
export function isTaskId(id: string): boolean {
  return /^(?!\.+$)[\w.:-]{1,128}$/.test(id);
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
    const links = Array.isArray(results) ? results.filter((link) => typeof link === "string") : [];
    return { ...task, results: links, resultsMissing: !links.length };
  }
  if (status !== "failed" && status !== "cancelled") return;
  const fields = Object(error) as Record<"code" | "message" | "type", unknown>;
  const [code, message, type] = [readText(fields.code), readText(fields.message), readText(fields.type)];
  const details = { taskId, task, code, type };
  const what = `Task ${taskId} ended as ${status}: ${code ?? "no code"}: ${message ?? "no reason"}`;
  if (status === "cancelled" || code === "request_cancelled") throw new TaskCancelledError(what, details);
  const advice = CHANGE_INPUT.test(`${code}`) ? "change-input" : WAIT.test(`${code}`) ? "wait" : "support";
  throw new TaskFailedError(`${what}. What helps: ${advice}.`, { ...details, advice });
}
