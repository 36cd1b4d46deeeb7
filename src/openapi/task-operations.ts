import { type Json, type JsonObject, objectAt, setOwn, toText } from "./json.ts";
import { readFixedValues, readProperties } from "./json-schema.ts";
import { listOwnResponseMedia } from "./media-types.ts";
import { listOperations, listParameters, type OperationEntry } from "./operations.ts";
import { resolveFully } from "./references.ts";

/** An operation that creates a task, and the one that asks for it again. Operations by id. */
export interface TaskCreation {
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
  /** The properties of both responses. */
  created: JsonObject;
  queried: JsonObject;
}

/**
 * Finds the operations that create a task, each with the operation that asks for it.
 *
 * A task is what can be asked for again: the document has a GET whose one parameter stands in its path, whose response
 * has a state (a property with an enum), and the response of the creating operation has the same state: a property of
 * the same name, with at least two values in common, where one of the two lists holds all of the other. A response with
 * further states of its own (`in_progress`, `incomplete`) is another kind of thing. One of the states is called like one
 * that passes, as a currency or a kind is none; and an id that is described is text, as paths are. Nothing else
 * distinguishes an asynchronous operation from one that responds with the result.
 *
 * Of several queries that look alike, the first that fits best is taken: ids of the same form in the examples, then a
 * query right below the path that creates, then the most properties and states in common, then the nearest path.
 */
export function findTaskCreations(document: JsonObject): TaskCreation[] {
  const operations = listOperations(document).map((entry) => readResponse(document, entry));
  const queries = operations.filter(({ isQuery }) => isQuery);
  return operations
    .filter(({ method }) => method === "post")
    .flatMap((create): TaskCreation[] => {
      const [best] = queries
        .flatMap((query) => {
          const state = findSharedState(create.states, query.states);
          // What is done with a task that exists, such as cancelling it, creates none.
          return state === undefined || create.path.startsWith(query.path)
            ? []
            : [{ query, ...state, rank: rankQuery(create, query) }];
        })
        .sort(
          (one, other) => compareRanks(other.rank, one.rank) || (one.query.path < other.query.path ? -1 : 1),
        );
      if (best === undefined) return [];
      const { query, state, states } = best;
      const createdId = findIdName(create.properties, query.parameter);
      if (createdId === undefined && Object.keys(create.properties).some(isIdName(query.parameter)))
        return [];
      return [
        {
          create: create.id,
          query: query.id,
          state,
          states,
          createdId: createdId ?? "id",
          queriedId: findIdName(query.properties, query.parameter),
          created: create.properties,
          queried: query.properties,
        },
      ];
    });
}

/** What an operation responds with when it succeeds, and how it is asked. */
interface ReadResponse {
  id: string;
  method: string;
  path: string;
  /** Whether it is a GET that needs one parameter, in its path, and no other. */
  isQuery: boolean;
  /** The last parameter of its path; empty when there is none. */
  parameter: string;
  properties: JsonObject;
  /** The properties that have fixed values. */
  states: Map<string, readonly Json[]>;
}

function readResponse(document: JsonObject, entry: OperationEntry): ReadResponse {
  const { method, path, operation } = entry;
  const properties: JsonObject = {};
  for (const { status, media } of listOwnResponseMedia(entry)) {
    if (!status?.startsWith("2")) continue;
    const schema = resolveFully(document, media.schema);
    for (const [name, property] of Object.entries(readProperties(schema)))
      setOwn(properties, name, resolveFully(document, property));
  }
  const inPath = [...path.matchAll(/\{([^{}]+)\}/g)].map(([, name = ""]) => name);
  const others = listParameters(document, entry).filter(
    ({ in: place, required }) => place !== "path" && required === true,
  );
  return {
    id: toText(operation.operationId),
    method,
    path,
    isQuery: method === "get" && inPath.length === 1 && others.length === 0,
    parameter: inPath.at(-1) ?? "",
    properties,
    states: new Map(
      Object.entries(properties).flatMap(([name, property]) => {
        const values = readFixedValues(property);
        return values === undefined ? [] : [[name, values]];
      }),
    ),
  };
}

/** What states are called in which a task goes on. */
export const GOES_ON =
  /^(?:pend|process|queue|run|wait|start|submit|creat|in[_ -]?(?:progress|queue)|generat|schedul)/i;

/** The property of both responses that says how a task stands, and its values, those of the query first. */
function findSharedState(
  create: ReadResponse["states"],
  query: ReadResponse["states"],
): Pick<TaskCreation, "state" | "states"> | undefined {
  for (const [state, values] of create) {
    const others = query.get(state) ?? [];
    const shared = values.filter((value) => others.includes(value)).length;
    const states = [...new Set([...others, ...values])];
    const isTaken = shared >= 2 && shared === Math.min(values.length, others.length);
    if (isTaken && states.some((value) => GOES_ON.test(toText(value)))) return { state, states };
  }
  return undefined;
}

/** How well a query fits, by descending weight. */
function rankQuery(create: ReadResponse, query: ReadResponse): number[] {
  const names = Object.keys(create.properties);
  const common = names.filter((name) => Object.hasOwn(query.properties, name)).length;
  const states = [...create.states].flatMap(([name, values]) =>
    values.filter((value) => query.states.get(name)?.includes(value)),
  );
  const base = query.path.replace(/\/\{[^{}]+\}$/, "");
  const [own, asked] = [create, query].map((response) => readIdStart(response, query.parameter));
  return [
    own === undefined || asked === undefined ? 0 : own === asked ? 1 : -1,
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

/** What documented ids of a response start with, before the first digit: `task-unified-`. Undefined without an example. */
function readIdStart({ properties }: ReadResponse, parameter: string): string | undefined {
  const property = objectAt(properties[findIdName(properties, parameter) ?? ""]);
  const example = property.example ?? objectAt(property.examples)[0];
  return typeof example === "string" ? /^\D*/.exec(example)?.[0] : undefined;
}

/** The property that a query's path parameter takes: of its name, or `id`, or one that is called like an id. */
function findIdName(properties: JsonObject, parameter: string): string | undefined {
  const names = Object.keys(properties).filter((name) => holdsText(objectAt(properties[name])));
  return idNames(parameter)
    .map((fits) => names.find(fits))
    .find((name) => name !== undefined);
}

/** What the id of a thing may be called that a path parameter asks for, the likeliest first. */
function idNames(parameter: string): ((name: string) => boolean)[] {
  const plain = (name: string) => name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
  return [
    (name) => name === parameter,
    (name) => name === "id",
    (name) => plain(name) === plain(parameter),
    (name) => /(?:^|[_-])id$|Id$|ID$|[Uu][Uu][Ii][Dd]$/.test(name),
  ];
}

const isIdName = (parameter: string) => (name: string) => idNames(parameter).some((fits) => fits(name));

const holdsText = ({ type }: JsonObject) => type === undefined || [type].flat().includes("string");
