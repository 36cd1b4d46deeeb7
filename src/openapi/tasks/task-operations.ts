import { type Json, type JsonObject, objectAt } from "../json.ts";
import { CALLED_STATE, countStates } from "./endings.ts";
import type { TaskPlace } from "./envelope.ts";
import {
  findIdName,
  holdsText,
  isCalledLike,
  listTaskResponses,
  type ReadResponse,
  readIdStart,
} from "./read-response.ts";
import { listRequested } from "./requested.ts";

/** An operation that creates a task, and the one that asks for it again. */
export interface TaskCreation {
  /** Operations by their ids, or else as `post /v1/tasks`. */
  create: string;
  query: string;
  /** The property of both responses that says how the task stands. */
  state: string;
  /** All documented values of that property, those of the query first. */
  states: readonly Json[];
  /** The property of the creating response that is the task's id. */
  createdId: string;
  /** The property of the query's response that is the task's id; undefined where it does not repeat it. */
  queriedId: string | undefined;
  /** Where both responses have the task. */
  created: TaskPlace;
  queried: TaskPlace;
  /** What the properties of the creating request are called. */
  requested: readonly string[];
}

/**
 * Finds the operations that create a task, each with the operation that asks for it.
 *
 * A task is what can be asked for again: the document has a GET whose one parameter stands in its path, whose response
 * has a state (a property with an enum of texts that says how something goes on) at its top or in an envelope, and the
 * response of the creating operation has the same state: a property of the same name, with at least two values in common,
 * where one of the two lists holds all of the other. A response with further states of its own (`in_progress`,
 * `incomplete`) is another kind of thing. Nothing else distinguishes an asynchronous operation from one that responds with
 * the result.
 *
 * What is created must be what the query takes: its id is text, of the form that the query's has. A number is none, as
 * that of 64 bits is another one once it is read.
 *
 * Of several queries that look alike, the first that fits best is taken: ids of the same form in the examples, then a
 * query right below the path that creates, then the most properties and states in common, then the nearest path.
 */
export function findTaskCreations(document: JsonObject): TaskCreation[] {
  const operations = listTaskResponses(document);
  const queries = operations.filter(({ isQuery }) => isQuery);
  return operations
    .filter(({ method }) => method === "post")
    .flatMap((create): TaskCreation[] => {
      const alike = queries.flatMap((query) => {
        const state = findSharedState(create.states, query.states);
        return state === undefined ? [] : [{ query, state }];
      });
      // What is done with a task that exists, such as cancelling it, creates none.
      if (alike.some(({ query }) => isBelow(create.path, query.path))) return [];
      const [best] = alike
        .flatMap(({ query, state }) => {
          const ids = findIds(create, query);
          return ids === undefined ? [] : [{ query, state, ids, rank: rankQuery(create, query) }];
        })
        .sort(
          (one, other) => compareRanks(other.rank, one.rank) || (one.query.path < other.query.path ? -1 : 1),
        );
      if (best === undefined) return [];
      const { query, state, ids } = best;
      const states = new Set([...(query.states.get(state) ?? []), ...(create.states.get(state) ?? [])]);
      return [
        {
          create: create.id,
          query: query.id,
          state,
          states: [...states],
          ...ids,
          created: { envelope: create.envelope, properties: create.properties },
          queried: { envelope: query.envelope, properties: query.properties },
          requested: listRequested(document, create.requestBody),
        },
      ];
    });
}

/** Whether a path is that of something, or of a part of it, whatever its parameters are called. */
function isBelow(path: string, other: string): boolean {
  const [own, start] = [path, other].map((one) => one.replaceAll(/\{[^{}]*\}/g, "{}"));
  return own === start || own?.startsWith(`${start}/`) === true || own?.startsWith(`${start}:`) === true;
}

/** The property that says in both responses how a task stands; of several one called so, then the one with the most values called like states. */
function findSharedState(one: ReadResponse["states"], other: ReadResponse["states"]): string | undefined {
  const [most] = [...one]
    .map(([name, values]) => {
      const others = other.get(name) ?? [];
      const shared = values.filter((value) => others.includes(value)).length;
      const isSame = shared >= 2 && shared === Math.min(values.length, others.length);
      const count = isSame ? countStates([...new Set([...values, ...others])]) : 0;
      return { name, count, rank: [CALLED_STATE.test(name) ? 1 : 0, count] };
    })
    .filter(({ count }) => count > 0)
    .sort((before, after) => compareRanks(after.rank, before.rank));
  return most?.name;
}

/**
 * The properties that are the id of the task; undefined where what is created cannot be what the query asks for. What stands
 * in an envelope is a task only if it is said to have one: anything may have a state.
 */
function findIds(
  create: ReadResponse,
  query: ReadResponse,
): Pick<TaskCreation, "createdId" | "queriedId"> | undefined {
  const { parameter } = query;
  const createdId =
    findIdName(create.properties, parameter) ?? (create.envelope.length === 0 ? "id" : undefined);
  if (createdId === undefined) return undefined;
  const queriedId = findIdName(query.properties, parameter);
  const isOther = queriedId !== undefined && queriedId !== createdId && !isCalledLike(createdId, parameter);
  if (isOther) return undefined;
  const isText = holdsText(objectAt(create.properties[createdId])) && query.takesText;
  return isText && compareIds(create, query) >= 0 ? { createdId, queriedId } : undefined;
}

/** 1 where ids in the examples are of the same form, -1 where they are not, 0 where an example is missing. */
function compareIds(create: ReadResponse, query: ReadResponse): -1 | 0 | 1 {
  const [own, asked] = [create, query].map((response) => readIdStart(response, query.parameter));
  return own === undefined || asked === undefined ? 0 : own === asked ? 1 : -1;
}

/** How well a query fits, by descending weight. */
function rankQuery(create: ReadResponse, query: ReadResponse): number[] {
  const names = Object.keys(create.properties);
  const common = names.filter((name) => Object.hasOwn(query.properties, name)).length;
  const states = [...create.states].flatMap(([name, values]) =>
    values.filter((value) => query.states.get(name)?.includes(value)),
  );
  const base = query.path.replace(/\/\{[^{}]+\}$/, "");
  return [
    compareIds(create, query),
    base === create.path ? 1 : 0,
    common / (names.length + Object.keys(query.properties).length - common),
    states.length,
    countCommonSegments(create.path, base),
  ];
}

function compareRanks(one: readonly number[], other: readonly number[]): number {
  return one.map((value, index) => value - (other[index] ?? 0)).find((difference) => difference !== 0) ?? 0;
}

function countCommonSegments(one: string, other: string): number {
  const others = other.split("/");
  const segments = one.split("/");
  const end = segments.findIndex((segment, index) => segment !== others[index]);
  return end < 0 ? segments.length : end;
}
