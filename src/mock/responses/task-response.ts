import { isRecord } from "../../openapi/json.ts";
import { readFixedValues, readProperty } from "../../openapi/json-schema.ts";
import { responseContents } from "../prism/contents.ts";
import type { PrismOperation } from "../prism/prism-operations.ts";
import { sampleSuccess } from "../prism/task-query.ts";
import { type TaskRecord, type TaskState, taskStateAt } from "../tasks/task-life.ts";

const SUCCESS = 200;

/** What is known of a task at the response to its submission. */
export interface Submission {
  id: string;
  createdMs: number;
  model: string | undefined;
  /** How long it will take: the estimate clients plan their polling by. */
  seconds: number;
}

/** The body of the response to a submission. */
export function renderSubmitted(
  operation: PrismOperation,
  { id, createdMs, model, seconds }: Submission,
): Record<string, unknown> {
  const body = sampleSuccess(operation, model);
  const { task_info: info } = body;
  return {
    ...body,
    id,
    status: "pending",
    ...(typeof body.created === "number" && { created: Math.floor(createdMs / 1000) }),
    ...(model !== undefined && "model" in body && { model }),
    ...("progress" in body && { progress: 0 }),
    ...(isRecord(info) &&
      "estimated_time" in info && { task_info: { ...info, estimated_time: Math.ceil(seconds) } }),
  };
}

/**
 * The body of the response to a task query: the properties it documents, each from the task where the task has it.
 * A `status` the document does not list is written the documented way: cancelled as failed with `request_cancelled`.
 */
export function renderTask(
  query: PrismOperation,
  task: TaskRecord,
  nowMs: number,
  results: (task: TaskRecord) => string[],
): Record<string, unknown> {
  const body = sampleSuccess(query);
  const state = inDocumentedWords(query, taskStateAt(task, nowMs));
  for (const key of Object.keys(body)) if (key in task.submitted) body[key] = task.submitted[key];
  const { error, results: _documented, ...rest } = body;
  return {
    ...rest,
    id: task.id,
    status: state.status,
    ...("progress" in body && { progress: state.progress }),
    ...(state.status === "completed" && !task.scenario.noResults && { results: results(task) }),
    ...(state.status === "failed" && {
      error: { ...(isRecord(error) && error), ...describeFailure(task) },
    }),
  };
}

function describeFailure({ scenario }: TaskRecord): { code: string; message: string } {
  const code = scenario.fail ?? "request_cancelled";
  return { code, message: `The mock ended this task with ${code}, as a tag in its request asks.` };
}

function inDocumentedWords(query: PrismOperation, state: TaskState): TaskState {
  const [content] = responseContents(query, SUCCESS) ?? [];
  const listed = readFixedValues(readProperty(content?.schema, "status"));
  return listed && !listed.includes(state.status) ? { ...state, status: "failed" } : state;
}
