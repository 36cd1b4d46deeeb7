import { startOfId } from "../../../openapi/tasks/read-response.ts";
import { jsonResponse, type MockRequest, type MockResponse } from "../../base/http.ts";
import type { PrismOperation } from "../../prism/prism-operations.ts";
import type { TaskForm, TaskResponse } from "../../prism/task-forms.ts";
import { openEnvelope } from "../../tasks/envelope.ts";
import { steerTask } from "../../tasks/steer-task.ts";
import { type TaskRecord, taskStateAt } from "../../tasks/task-life.ts";
import type { MockContext } from "../context.ts";
import { linksAt } from "../control.ts";
import { documentedError } from "../documented-error.ts";
import { renderTask } from "./task-response.ts";

/** A request about a task that exists, or is said to. */
export interface TaskRequest {
  request: MockRequest;
  operation: PrismOperation;
  /** What the path says for the parameter of its template. */
  id: string;
  forms: readonly TaskForm[];
}

/** Responds with how a task stands; a malformed id is the documented 400, one nobody knows the documented 404. */
export function queryTask(asked: TaskRequest, context: MockContext): MockResponse {
  const found = findTask(asked, context);
  if ("response" in found) return found.response;
  return describeTask(found.form.query, found, asked.request, context);
}

/** Ends a task as cancelled, if it has not ended; and says how it stands, where the document has that. */
export function cancelTask(
  asked: TaskRequest,
  respond: () => MockResponse,
  described: TaskResponse | undefined,
  context: MockContext,
): MockResponse {
  const found = findTask(asked, context);
  if ("response" in found) return found.response;
  const steered = steerTask(found.task, "cancel", context.clock.now());
  if ("refused" in steered) {
    const statuses = [409, 400] as const;
    const isDocumented = asked.operation.responses.some(({ code }) =>
      statuses.some((one) => code === `${one}`),
    );
    if (isDocumented) return documentedError(asked.operation, [...statuses], { message: steered.refused });
  } else {
    context.store.replace(steered);
    context.changed(steered);
  }
  const task = "refused" in steered ? found.task : steered;
  return described ? describeTask(described, { ...found, task }, asked.request, context) : respond();
}

/** Forgets a task, and calls off its callback. */
export function deleteTask(
  asked: TaskRequest,
  respond: () => MockResponse,
  context: MockContext,
): MockResponse {
  const found = findTask(asked, context);
  if ("response" in found) return found.response;
  context.remove(found.task);
  return respond();
}

interface FoundTask {
  task: TaskRecord;
  form: TaskForm;
}

function findTask(
  { operation, id, forms }: TaskRequest,
  { store }: MockContext,
): FoundTask | { response: MockResponse } {
  const starts = forms.map(({ documentedId }) => startOfId(documentedId) ?? "");
  const saysMalformed = operation.responses.some(({ code }) => code === "400");
  if (saysMalformed && !starts.some((start) => id.startsWith(start))) {
    const param = operation.request?.path?.[0]?.name ?? "id";
    const message = `${param} must start with "${starts[0]}", got ${JSON.stringify(id)}`;
    return { response: documentedError(operation, [400], { message, param }) };
  }
  const task = store.get(id);
  const form = forms.find(({ name }) => name === task?.operation);
  if (task && form) return { task, form };
  return { response: { ...documentedError(operation, [404]), note: `no task ${id}` } };
}

function describeTask(
  response: TaskResponse,
  { task, form }: FoundTask,
  request: MockRequest,
  { clock, engine, url }: MockContext,
): MockResponse {
  const links = linksAt(task, form.results, request.origin ?? url());
  const body = renderTask(response, form, task, clock.now(), links, engine());
  const { [response.state]: state } = openEnvelope(body, response.envelope) ?? {};
  const percent = response.progress === undefined ? "" : ` ${taskStateAt(task, clock.now()).progress}%`;
  return { ...jsonResponse(response.status, body), note: `${state}${percent}` };
}
