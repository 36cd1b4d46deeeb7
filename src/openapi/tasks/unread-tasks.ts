import { childOf, type Json, type JsonObject, objectAt } from "../json.ts";
import { MODEL } from "../models.ts";
import { CALLED_STATE, findOutcome, isForeign, saysGoesOn } from "./endings.ts";
import { isDoneElsewhere } from "./foreign-states.ts";
import { findIdName, holdsText, listTaskResponses, type ReadResponse } from "./read-response.ts";
import { findTaskCreations } from "./task-operations.ts";

/** An operation that seems to create a task which the client does not wait for. */
export interface UnreadTask {
  method: string;
  path: string;
  /** The property that says how the task stands. */
  state: string;
  /** What that may be. */
  states: readonly Json[];
}

/**
 * Finds operations that seem to create a task, while the document has none that asks for it: their response has an id and a
 * state that goes on and ends, and shows none that has ended, as one does that responds with the result. Where a GET by
 * the id has the same state, something else is missing, and nothing is said.
 */
export function findUnreadTasks(document: JsonObject): UnreadTask[] {
  const isState = (name: string, values: readonly Json[]) =>
    CALLED_STATE.test(name) && saysGoesOn(values) && values.some(hasEnded) && !isForeign(values);
  return listUnread(document, isState, hasEnded).flatMap(({ responses, response, found }) =>
    isAsked(responses, response, found.state) ? [] : [found],
  );
}

/** Finds operations that seem to create a task whose states are called in another language than English, so that nothing reads them. */
export const findForeignTasks = (document: JsonObject): UnreadTask[] =>
  listUnread(document, (_, values) => isForeign(values), isDoneElsewhere).map(({ found }) => found);

function listUnread(
  document: JsonObject,
  isState: (name: string, values: readonly Json[]) => boolean,
  hasEnded: (value: Json | undefined) => boolean,
) {
  const responses = listTaskResponses(document);
  const read = new Set(findTaskCreations(document).map(({ create }) => create));
  return responses
    .filter(({ id, method, path }) => method === "post" && !read.has(id) && fillsPath(path))
    .flatMap((response) => {
      const { method, path, properties, states } = response;
      const idName = findIdName(properties, "id");
      const hasId = idName !== undefined && holdsText(objectAt(properties[idName]));
      const [state, values = []] =
        [...states].find(([name, all]) => isState(name, all) && !showsOf(response, name).some(hasEnded)) ??
        [];
      if (!hasId || state === undefined) return [];
      return [{ responses, response, found: { method, path, state, states: values } }];
    });
}

/** Whether a call names all of a path: the model. With more in it, something is done with what exists. */
const fillsPath = (path: string) => path.replace(`{${MODEL}}`, "").includes("{") === false;

/** What a response is shown to have in one of its properties. */
function showsOf({ properties, examples, envelope }: ReadResponse, name: string): (Json | undefined)[] {
  const property = objectAt(properties[name]);
  return [
    property.example,
    ...(Array.isArray(property.examples) ? property.examples : []),
    ...examples.map((example) => [...envelope, name].reduce<Json | undefined>(childOf, example)),
  ];
}

const hasEnded = (value: Json | undefined) => typeof value === "string" && findOutcome(value) !== undefined;

/** Whether the document has a GET of what is created, or of one thing with a state of that name and one of its values. */
function isAsked(responses: readonly ReadResponse[], { states, path }: ReadResponse, state: string): boolean {
  const values = states.get(state) ?? [];
  return responses.some(
    (other) =>
      other.method === "get" &&
      other.path.includes("{") &&
      (other.path.startsWith(`${path}/{`) ||
        other.states.get(state)?.some((value) => values.includes(value)) === true),
  );
}
