import type { Json, JsonObject } from "./json.ts";
import { readFixedValues, readProperties } from "./json-schema.ts";
import { listOwnResponseMedia } from "./media-types.ts";
import { listOperations, type OperationEntry } from "./operations.ts";
import { resolveComponent } from "./references.ts";

/**
 * Ids of the operations that create a task, and of those that read one.
 *
 * A task is what can be asked for again: the document has a GET with a path parameter whose response has a state
 * (a property with an enum), and the response of the creating operation has the same state: a property of the same
 * name, with at least two values in common, where one of the two lists holds all of the other. A response with further
 * states of its own (`in_progress`, `incomplete`) is another kind of thing. Nothing else distinguishes an asynchronous
 * operation from one that responds with the result.
 */
export function findTaskOperations(document: JsonObject): { creating: Set<string>; reading: Set<string> } {
  const operations = listOperations(document).map((entry) => ({
    id: String(entry.operation.operationId),
    states: readStates(document, entry),
    creates: entry.method === "post",
    reads: entry.method === "get" && entry.path.includes("{"),
  }));
  const creators = operations.filter(({ creates }) => creates);
  const queries = operations.filter(({ reads }) => reads);
  const idsOf = (some: typeof operations, others: typeof operations) =>
    new Set(
      some
        .filter(({ states }) => others.some((other) => sharesState(states, other.states)))
        .map(({ id }) => id),
    );
  return { creating: idsOf(creators, queries), reading: idsOf(queries, creators) };
}

type States = Map<string, readonly Json[]>;

function sharesState(one: States, other: States): boolean {
  return [...one].some(([name, values]) => {
    const others = other.get(name) ?? [];
    const shared = values.filter((value) => others.includes(value)).length;
    return shared >= 2 && shared === Math.min(values.length, others.length);
  });
}

/** The properties of an operation's successful response that have fixed values. */
function readStates(document: JsonObject, entry: OperationEntry): States {
  const states: States = new Map();
  for (const { status, media } of listOwnResponseMedia(entry)) {
    if (!status?.startsWith("2")) continue;
    const properties = readProperties(resolveComponent(document, media.schema));
    for (const [name, property] of Object.entries(properties)) {
      const values = readFixedValues(resolveComponent(document, property));
      if (values !== undefined) states.set(name, values);
    }
  }
  return states;
}
