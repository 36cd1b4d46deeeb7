import { isObject, type Json, type JsonObject, objectsAt } from "../../../src/openapi/json.ts";
import { readProperties } from "../../../src/openapi/json-schema.ts";
import { toIdentifier } from "../../../src/openapi/names/identifier.ts";
import { resolveFully } from "../../../src/openapi/references.ts";
import { GOES_ON, type TaskCreation } from "../../../src/openapi/task-operations.ts";
import type { QueryFunctions } from "../client/collections.ts";
import type { OperationFacts } from "../shared/facts.ts";
import { tableText } from "../shared/source-text.ts";

type Outcome = "completed" | "failed" | "cancelled";

/** What states are called with which a task has ended, in any letter case. */
const ENDINGS: readonly [Outcome, RegExp][] = [
  ["cancelled", /^(?:cancel|abort|stopped|revoked)/i],
  ["failed", /^(?:fail|err|reject|expire|time[_ -]?d?[_ -]?out)/i],
  ["completed", /^(?:complete|succe|done|finish|ready|ok$)/i],
];

/** Documents often leave ends out, and APIs end tasks so all the same. */
const OUTCOMES: readonly Outcome[] = ["completed", "failed", "cancelled"];

/** What the states of a task mean. */
interface Endings {
  /** The state that is assumed of a task that says none: the first that goes on. */
  first: string;
  ended: Record<string, Outcome>;
}

/**
 * Reads from the names of a task's states which of them end it, and how. Where none is called like a success, the last
 * that is no other end is one: states are listed in the order in which they are passed through.
 */
export function readEndings({ states }: Pick<TaskCreation, "states">): Endings {
  const names = states.filter((state) => typeof state === "string");
  const found = new Map(names.map((name) => [name, ENDINGS.find(([, words]) => words.test(name))?.[0]]));
  if (![...found.values()].includes("completed")) {
    const last = names.findLast((name) => found.get(name) === undefined && !GOES_ON.test(name));
    if (last !== undefined) found.set(last, "completed");
  }
  const ended = [...found].flatMap(([name, outcome]) =>
    outcome === undefined ? [] : [[name, outcome] as const],
  );
  const said = new Set(found.values());
  const unsaid = OUTCOMES.filter((outcome) => !said.has(outcome) && !found.has(outcome));
  return {
    first: names.find((name) => found.get(name) === undefined) ?? "",
    ended: Object.fromEntries([...ended, ...unsaid.map((outcome) => [outcome, outcome] as const)]),
  };
}

/** Name of the constant that holds what is known of the tasks of a query. */
export const queryName = ({ id }: OperationFacts) => `${toIdentifier(id)}Query`;

/** What the runtime is told of the tasks of a query. */
export function readQuery(document: JsonObject, { operation, task }: QueryFunctions) {
  const { first, ended } = readEndings(task);
  return {
    path: operation.path,
    ...(task.queriedId !== undefined && { id: task.queriedId }),
    state: task.state,
    first,
    ended,
    results: findResults(document, task.queried, task.created),
  };
}

/** The same as text. */
export const renderQuery = (document: JsonObject, query: QueryFunctions): string =>
  `${tableText(Object.entries(readQuery(document, query)))} as const satisfies TaskQuery`;

/** What properties are called that hold a result, or lead to one. */
const RESULT = /^(?:results?|outputs?|urls?|links?|files?|videos?|images?|audios?|data|artifacts?)$/i;

/** Links that are no results. */
const OTHER_LINK = /callback|webhook|error|input|request|status|^self$|thumbnail|cover|poster/i;

/** Deeper than this, in properties, lists and branches, no API hides its results. */
const MAX_DEPTH = 6;

/** Where text stands that may be a link to a result, and how likely it is one. */
interface Candidate {
  keys: string[];
  score: number;
}

/**
 * Finds the keys, with `"*"` for every item of a list, that lead from a task to the links of its results: to text, or a list of texts, that says it is a URI or
 * is called like a result. What a task has at its creation already is none. Of several the likeliest, then the first.
 */
export function findResults(document: JsonObject, query: JsonObject, created: JsonObject): string[] {
  const candidates = Object.entries(query)
    .filter(([name]) => !Object.hasOwn(created, name))
    .flatMap(([name, property]) => listTexts(document, property, [name]))
    .filter(({ keys, score }) => score > 0 && !keys.some((key) => OTHER_LINK.test(key)))
    .sort((one, other) => other.score - one.score || one.keys.length - other.keys.length);
  return candidates[0]?.keys ?? ["results", "*"];
}

function listTexts(document: JsonObject, value: Json | undefined, keys: string[], depth = 0): Candidate[] {
  const schema = resolveFully(document, value);
  const types = [schema.type].flat();
  const branches = ["anyOf", "oneOf", "allOf"].flatMap((keyword) => objectsAt(schema, keyword));
  const named = keys.filter((key) => RESULT.test(key)).length;
  const own =
    types.includes("string") && schema.enum === undefined && schema.const === undefined
      ? [{ keys, score: named + (schema.format === "uri" || schema.format === "url" ? 2 : 0) }]
      : [];
  if (depth >= MAX_DEPTH) return own;
  const below = (inner: Json, more: string[] = []) =>
    listTexts(document, inner, [...keys, ...more], depth + 1);
  return [
    ...own,
    ...branches.flatMap((branch) => below(branch)),
    ...(isObject(schema.items) ? below(schema.items, ["*"]) : []),
    ...Object.entries(readProperties(schema)).flatMap(([name, property]) => below(property, [name])),
  ];
}
