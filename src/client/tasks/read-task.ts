import type { Task } from "../../task.ts";
import { readObject } from "../http/read-object.ts";
import { type Answer, unexpected } from "../http/response.ts";

/**
 * The task in an answer.
 *
 * A task without a status is taken for `pending`: better to ask again than to lose its id.
 *
 * @throws {ApiError} the API said no.
 * @throws {UnexpectedResponseError} it said yes, and named no task.
 */
export function readTask(answer: Answer): Task {
  const task = readObject(answer) as Task;
  if (typeof task.id !== "string" || !task.id) throw unexpected(answer, "without a task");
  return { ...task, status: task.status ?? "pending" };
}
