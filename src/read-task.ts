import { type Answer, parseBody, unexpected } from "./answer.ts";
import { readApiError } from "./errors/read-api-error.ts";
import type { Task } from "./task.ts";

/**
 * The task in an answer.
 *
 * A task without a status is taken for `pending`: better to ask again than to lose its id.
 *
 * @throws {ApiError} the API said no.
 * @throws {UnexpectedResponseError} it said yes, and named no task.
 */
export function readTask(answer: Answer): Task {
  if (answer.status >= 400) throw readApiError(answer);
  const task: Task = Object(parseBody(answer));
  if (typeof task.id !== "string" || !task.id) throw unexpected(answer, "without a task");
  return { ...task, status: task.status ?? "pending" };
}
