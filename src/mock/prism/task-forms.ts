import { isRecord, type JsonObject } from "../../openapi/json.ts";
import { readFixedValues } from "../../openapi/json-schema.ts";
import { isJson } from "../../openapi/media-types.ts";
import { type Endings, nameStages, type Stage } from "../../openapi/tasks/endings.ts";
import { findTaskPlace, type TaskPlace } from "../../openapi/tasks/envelope.ts";
import type { Failure } from "../../openapi/tasks/failure.ts";
import { findProgress, type Progress } from "../../openapi/tasks/progress.ts";
import { preferNull } from "../samples/prefer-null.ts";
import { sampleSchema } from "../samples/sample.ts";
import { fillEnvelope, openEnvelope } from "../tasks/envelope.ts";
import { bundleOf, listSuccesses, type MediaContent } from "./contents.ts";
import { chooseExample } from "./examples.ts";
import type { PrismOperation } from "./prism-operations.ts";

/** A task as a document describes it. */
export interface TaskForm {
  /** The operation that creates it, as a task keeps it: `POST /v1/tasks`. */
  name: string;
  create: TaskResponse;
  query: TaskResponse;
  /** The keys that lead to the links of its results, for each place of some. */
  results: readonly (readonly string[])[];
  /** The keys that lead to why it failed, where that is not its `error`. */
  failure: Failure | undefined;
  /** The keys in a request's body that lead to the URL of its callback. */
  callbackUrl: readonly string[];
  /** An id as the document writes them. */
  documentedId: string;
}

/** A response that describes a task. */
export interface TaskResponse extends TaskPlace {
  operation: PrismOperation;
  status: number;
  content: MediaContent;
  /** The property that is the task's id, where it has one. */
  id: string | undefined;
  /** The property that says how the task stands, and its words for that. */
  state: string;
  words: Readonly<Record<Stage, string>>;
  /** Where it says how far the task is. */
  progress: Progress | undefined;
}

/** What a response has of a task, by the names that its document has for that. */
export interface TaskNames {
  id: string | undefined;
  state: string;
  ended: Endings["ended"];
}

/** The first response of success that describes a task. */
export function findTaskResponse(operation: PrismOperation, names: TaskNames): TaskResponse | undefined {
  return listJson(operation).flatMap(
    ({ status, content }) => readTaskResponse(operation, status, content, names) ?? [],
  )[0];
}

/** The JSON that an operation responds with when all went well, one for each status. */
export function listJson(operation: PrismOperation): { status: number; content: MediaContent }[] {
  return listSuccesses(operation).flatMap(({ status, contents }) => {
    const content = contents.find(({ mediaType }) => isJson(mediaType));
    return content ? [{ status, content }] : [];
  });
}

/** What a content has of a task; undefined where it does not say how one stands. */
export function readTaskResponse(
  operation: PrismOperation,
  status: number,
  content: MediaContent,
  { id, state, ended }: TaskNames,
): TaskResponse | undefined {
  const { envelope, properties } = findTaskPlace(bundleOf(operation), content.schema);
  if (!Object.hasOwn(properties, state)) return undefined;
  return {
    operation,
    status,
    content,
    envelope,
    properties,
    id,
    state,
    words: nameStages(readFixedValues(properties[state]) ?? [], ended),
    progress: findProgress(bundleOf(operation), { queried: { envelope, properties }, requested: [] }),
  };
}

const samples = new WeakMap<MediaContent, unknown>();

/**
 * What a response about a task looks like by its document: every property's example, and the model's own. The objects around
 * the task and it itself are the caller's; what is in them is the document's.
 */
export function sampleTask(
  { operation, content, envelope, properties }: Pick<TaskResponse, "operation" | "content" | keyof TaskPlace>,
  model?: string,
): Record<string, unknown> {
  const bundle = bundleOf(operation);
  const sampled = samples.get(content) ?? sampleContent(content.schema, bundle);
  samples.set(content, sampled);
  const example = chooseExample(operation, content, model);
  const body = { ...(isRecord(sampled) && sampled), ...(isRecord(example) && example) };
  const task = openEnvelope(sampled, envelope) ?? sampleContent({ type: "object", properties }, bundle);
  const shown = openEnvelope(example, envelope);
  return fillEnvelope(body, envelope, { ...(isRecord(task) && task), ...shown }) as typeof body;
}

function sampleContent(content: JsonObject, bundle: JsonObject): unknown {
  const preferred = preferNull(content, bundle);
  return sampleSchema(preferred.schema, preferred.bundle);
}
