import { sample } from "@stoplight/json-schema-sampler";
import { isObject } from "../../openapi/document.ts";
import type { Random } from "../base/random.ts";
import { responseContents } from "../prism/contents.ts";
import { chooseExample } from "../prism/examples.ts";
import type { PrismOperation } from "../prism/prism.ts";
import { type TaskRecord, type TaskState, taskStateAt } from "../tasks/task-life.ts";
import { isRecord } from "./documented-error.ts";

const SUCCESS = 200;
const FALLBACK_ID = "task-1000000000-aaaaaaaa";

/** What an operation's successful answer looks like by its document: every property's example, and the model's own. */
function sampleSuccess(operation: PrismOperation, model?: string): Record<string, unknown> {
  const [content] = responseContents(operation, SUCCESS) ?? [];
  if (!content) return {};
  const sampled = sample(content.schema, {}, operation);
  const example = chooseExample(operation, content, model);
  return structuredClone({ ...(isRecord(sampled) && sampled), ...(isRecord(example) && example) });
}

/** The operation that answers how a task stands: a GET by path parameter that answers id, status and results. */
export function findTaskQuery(operations: readonly PrismOperation[]): PrismOperation | undefined {
  return operations.find((operation) => {
    if (operation.method.toLowerCase() !== "get" || operation.request?.path?.length !== 1) return false;
    const body = sampleSuccess(operation);
    return "id" in body && "status" in body && "results" in body;
  });
}

/** The id an operation documents, from which fresh ones are formed. */
export function documentedTaskId(operation: PrismOperation | undefined): string {
  const { id } = operation ? sampleSuccess(operation) : {};
  return typeof id === "string" && id !== "" ? id : FALLBACK_ID;
}

/** What every id of that form starts with: `task-unified-` of `task-unified-1757169743-7cvnl5zw`. */
export function taskIdPrefix(documentedId: string): string {
  return /^\D*/.exec(documentedId)?.[0] ?? "";
}

/** A fresh id of the documented form: now for its digits, a random word for its end. */
export function mintTaskId(documentedId: string, nowSeconds: number, random: Random): string {
  return `${taskIdPrefix(documentedId)}${nowSeconds}-${random.word(8)}`;
}

/** What is known of a task when its submission is answered. */
export interface Submission {
  id: string;
  createdMs: number;
  model: string | undefined;
  /** How long it will take: the estimate clients plan their polling by. */
  seconds: number;
}

/** The body that answers a submission. */
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
    ...("created" in body && { created: Math.floor(createdMs / 1000) }),
    ...(model !== undefined && "model" in body && { model }),
    ...("progress" in body && { progress: 0 }),
    ...(isRecord(info) &&
      "estimated_time" in info && { task_info: { ...info, estimated_time: Math.ceil(seconds) } }),
  };
}

/**
 * The body that answers a task query: the properties it documents, each from the task where the task has it.
 * A `status` the document does not list is told the documented way: cancelled as failed with `request_cancelled`.
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
  const properties = content?.schema.properties;
  const status = isObject(properties) ? properties.status : undefined;
  const listed = isObject(status) && Array.isArray(status.enum) ? status.enum : undefined;
  return listed && !listed.includes(state.status) ? { ...state, status: "failed" } : state;
}
