import { isRecord, type JsonObject } from "../../openapi/json.ts";
import { readFixedValues, readProperty } from "../../openapi/json-schema.ts";
import { resolveFully } from "../../openapi/references.ts";
import type { Random } from "../base/random.ts";
import { bundleOf, responseContents } from "./contents.ts";
import { chooseExample } from "./examples.ts";
import { preferNull } from "./prefer-null.ts";
import type { PrismOperation } from "./prism-operations.ts";
import { sampleSchema } from "./sample.ts";

const SUCCESS = 200;
const FALLBACK_ID = "task-1000000000-aaaaaaaa";

const samples = new WeakMap<PrismOperation, unknown>();

/**
 * What an operation's successful response looks like by its document: every property's example, and the model's own. The
 * object is the caller's; what is in it is the document's.
 */
export function sampleSuccess(operation: PrismOperation, model?: string): Record<string, unknown> {
  const [content] = responseContents(operation, SUCCESS) ?? [];
  if (!content) return {};
  const sampled = samples.get(operation) ?? sampleContent(content.schema, bundleOf(operation));
  samples.set(operation, sampled);
  const example = chooseExample(operation, content, model);
  return { ...(isRecord(sampled) && sampled), ...(isRecord(example) && example) };
}

function sampleContent(content: JsonObject, bundle: JsonObject): unknown {
  const preferred = preferNull(content, bundle);
  return sampleSchema(preferred.schema, preferred.bundle);
}

/** Whether the `status` of a response may be one of the mock's own. */
export function takesStatus(operation: PrismOperation, status: string): boolean {
  const [content] = responseContents(operation, SUCCESS) ?? [];
  const schema = resolveFully(bundleOf(operation), content?.schema);
  const values = readFixedValues(readProperty(schema, "status"));
  return values === undefined || values.includes(status);
}

/** The operation that reads a task: a GET by path parameter that responds with id, status and results. */
export function findTaskQuery(operations: readonly PrismOperation[]): PrismOperation | undefined {
  return operations.find((operation) => {
    if (operation.method.toLowerCase() !== "get" || operation.request?.path?.length !== 1) return false;
    const body = sampleSuccess(operation);
    return "id" in body && "status" in body && "results" in body && takesStatus(operation, "completed");
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

/**
 * A fresh id of the documented form: a random word for its end, and for its digits the time.
 *
 * @param seconds of the time. Default: the documented digits, so that a seed repeats the whole id.
 */
export function mintTaskId(documentedId: string, random: Random, seconds?: number): string {
  const digits = seconds ?? /\d+/.exec(documentedId)?.[0] ?? 0;
  return `${taskIdPrefix(documentedId)}${digits}-${random.word(8)}`;
}
