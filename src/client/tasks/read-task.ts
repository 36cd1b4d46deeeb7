import { TaskCancelledError, TaskFailedError } from "../../errors/classes.ts";
import type { CompletedTask, Task } from "../../errors/task.ts";
import { endSentence, readText } from "../http/body.ts";
import type { Connection } from "../http/connection.ts";
import { readObject } from "../http/read-response.ts";
import { addressCall, type ClientResponse, unexpected } from "../http/response.ts";
import type { TaskQuery } from "../settings/document.ts";
import { assertOption } from "../settings/options.ts";

/** True for what EvoLink's own clients take for the id of a task; none of these reaches another path. */
export function isTaskId(id: unknown): id is string {
  return typeof id === "string" && /^(?!\.+$)[\w.:-]{1,128}$/.test(id);
}

/** The task in a response. One without the envelope is taken for the task: better to ask again than to lose its id. */
export const openEnvelope = (response: object, envelope: TaskQuery["envelope"] = []) =>
  envelope.reduce((value, key) => Object(value[key] ?? value), response as Record<string, unknown>);

/**
 * The task in a response, with its `id` and its `status`. The key is hidden in it, as errors carry it.
 *
 * A task that says no state in text is taken for one at the first. Where no property is the id, the task is the one that was
 * asked for.
 *
 * @throws {ApiError} the API said no.
 * @throws {UnexpectedResponseError} it said yes, and named another task than was asked for, none, or one whose id no
 *   request can carry. The id as it came is its `rawTaskId`.
 */
export function readTask(response: ClientResponse, { envelope, id: idName, state, first }: TaskQuery): Task {
  const { call, hide } = response;
  const task = openEnvelope(readObject(response, hide), envelope);
  const status = task[state];
  const id = idName ? task[idName] : call.taskId;
  if (call.taskId ? id !== call.taskId : !isTaskId(id)) {
    const pattern = `${idName}`.replace(/\W/g, "\\$&");
    // The text has the digits that a number beyond 2^53 loses.
    const digits = new TextDecoder().decode(response.body).match(`"${pattern}"\\s*:\\s*(\\d{16,})`)?.[1];
    const rawTaskId = typeof id === "string" ? id : (digits ?? JSON.stringify(id));
    const why = call.taskId ? `about another task than ${call.taskId}` : "without a usable task id";
    throw unexpected(response, why, { rawTaskId });
  }
  task.id = id;
  task.status = typeof status === "string" ? status : first;
  return task as Task;
}

/**
 * Reads a task, once, without repeating.
 *
 * @throws {ValidationError} no request can carry the id.
 */
export function fetchTask(
  { send, settings }: Connection,
  query: TaskQuery,
  taskId: string,
  signal: AbortSignal | undefined,
): Promise<Task> {
  assertOption(isTaskId(taskId), "taskId", "1 to 128 of A-Z a-z 0-9 . _ : -", taskId);
  const call = addressCall(settings, "GET", query.path, query.path.replace(/\{.*\}/, taskId));
  call.signal = signal;
  call.taskId = taskId;
  return send(call, (response) => readTask(response, query));
}

// Beginnings of the documented codes, and of the two that EvoLink's own clients know besides.
const CHANGE_INPUT = /^(content_policy|invalid_|image_|generation_failed|resource_not_)/;
const WAIT = /^(service_|generation_timeout|resource_ex|quota_|upstream_|model_un)/;

/** The texts in the places of results. */
export function readLinks(task: object, { results, links }: Pick<TaskQuery, "results" | "links">): string[] {
  const found =
    links?.(task) ??
    results.reduce<unknown[]>(
      (values, key) =>
        values.flatMap((value) => (key !== "*" ? [Object(value)[key]] : Array.isArray(value) ? value : [])),
      [task],
    );
  return found.filter((link) => typeof link === "string");
}

/**
 * The completed task, or undefined while it has not ended.
 *
 * A status this version does not know counts as "not ended": the API may add one.
 *
 * @throws {TaskFailedError | TaskCancelledError} it ended otherwise.
 */
export function readOutcome(task: Task, query: TaskQuery): CompletedTask | undefined {
  const { id: taskId, status } = task;
  const outcome = Object.hasOwn(query.ended, status) && query.ended[status];
  if (!outcome) return;
  if (outcome === "completed") {
    const links = readLinks(task, query);
    return { ...task, results: links, resultsMissing: !links.length };
  }
  const failure = query.failure?.(task) ?? Object(task.error);
  const code = readText(failure.code);
  const reason = readText(failure.message) ?? readText(task.error) ?? "no reason";
  const details = { taskId, task, code, type: readText(failure.type) };
  const what = `Task ${taskId} ended as ${status}: ${code ?? "no code"}: ${reason}`;
  if (outcome === "cancelled" || code === "request_cancelled") throw new TaskCancelledError(what, details);
  const advice = CHANGE_INPUT.test(`${code}`) ? "change-input" : WAIT.test(`${code}`) ? "wait" : "support";
  throw new TaskFailedError(`${endSentence(what)} What helps: ${advice}.`, { ...details, advice });
}
