import { isObject, type JsonObject, listAt, toText } from "../json.ts";
import { listParameters, type OperationEntry } from "../operations.ts";
import { resolveFully } from "../references.ts";
import { holdsText, listTaskResponses, readIdStart, startOfId } from "./read-response.ts";
import { listRequestedParts } from "./requested.ts";
import type { TaskCreation } from "./task-operations.ts";

/** Where a request names a task that exists, such as the one to extend. */
export interface NamedTask {
  /** The path that asks for the task. */
  query: string;
  /** A parameter outside of the path, or a part of the body. */
  in: "body" | "header" | "query";
  /** The name of the parameter, or the keys from the body to it; `"*"` is every item of a list. */
  keys: readonly string[];
}

/**
 * Makes what finds where the requests of an operation name tasks: what is called like the id of a query's tasks, with words
 * before it or not (`source_task_id`), and has no example of another form; and what has an example that starts as their
 * ids do, whatever it is called.
 */
export function createNamedTaskFinder(document: JsonObject, creations: readonly TaskCreation[]) {
  const asked = new Set(creations.map(({ query }) => query));
  const queries = (asked.size === 0 ? [] : listTaskResponses(document))
    .filter(({ id }) => asked.has(id))
    .map((query) => ({
      path: query.path,
      names: nameIds(query.path, query.parameter),
      start: readIdStart(query, query.parameter),
    }));

  return (entry: OperationEntry): NamedTask[] => {
    if (queries.length === 0) return [];
    const named = [
      ...listOutsidePath(document, entry),
      ...listRequestedParts(document, entry.operation.requestBody).map((part) => ({
        in: "body" as const,
        ...part,
      })),
    ].flatMap(({ in: place, keys, schema }): NamedTask[] => {
      const query = queries.find((one) => namesTask(keys, schema, one));
      return query === undefined ? [] : [{ query: query.path, in: place, keys }];
    });
    return [...new Map(named.map((one) => [JSON.stringify(one), one])).values()];
  };
}

/** The parameters that are texts, or lists of them. */
const listOutsidePath = (document: JsonObject, entry: OperationEntry) =>
  listParameters(document, entry).flatMap(({ in: given, name, schema, example }) => {
    const place = (["query", "header"] as const).find((one) => one === given);
    if (place === undefined) return [];
    const own = resolveFully(document, schema);
    const text = isObject(own.items) ? resolveFully(document, own.items) : own;
    // A parameter may have the example instead of its schema.
    return [{ in: place, keys: [toText(name)], schema: example === undefined ? text : { ...text, example } }];
  });

function namesTask(
  keys: readonly string[],
  schema: JsonObject,
  { names, start }: { names: readonly string[][]; start: string | undefined },
): boolean {
  // Of a list each item is asked.
  if (isObject(schema.items) || !holdsText(schema)) return false;
  const starts = listTexts(schema).map(startOfId);
  if (start !== undefined && starts.includes(start)) return true;
  if (start !== undefined && starts.length > 0) return false;
  const words = wordsOf(keys.findLast((key) => key !== "*") ?? "");
  return names.some((name) => name.every((word, index) => words.at(index - name.length) === word));
}

/** The documented examples that are texts. */
const listTexts = (schema: JsonObject): string[] =>
  [schema.example, ...listAt(schema, "examples"), schema.default].filter((one) => typeof one === "string");

/** What the ids of a query's tasks are called: as its parameter, if that is more than `id`, and by what its path lists. */
function nameIds(path: string, parameter: string): string[][] {
  const listed = /([^/{}]+)\/\{[^{}]*\}$/.exec(path)?.[1];
  const own = wordsOf(parameter);
  return [...(own.length > 1 ? [own] : []), ...(listed === undefined ? [] : [[...wordsOf(listed), "id"]])];
}

/** `source_task_ids` and `sourceTaskIds` as `source`, `task` and `id`. */
const wordsOf = (name: string): string[] =>
  name
    .split(/(?<=[a-z0-9])(?=[A-Z])|[^A-Za-z0-9]+/)
    .filter(Boolean)
    .map((word) => word.toLowerCase().replace(/(?<=..)s$/, ""));
