import { isObject, type Json, type JsonObject, objectAt } from "../json.ts";
import { MODEL } from "../models.ts";
import { CALLED_STATE, findOutcome, saysGoesOn } from "./endings.ts";
import { findIdName, holdsText, listTaskResponses, type ReadResponse } from "./read-response.ts";
import { findTaskCreations } from "./task-operations.ts";

/** An operation that seems to create a task which no operation of the document asks for. */
export interface UnreadTask {
  method: string;
  path: string;
  /** The property that says how the task stands. */
  state: string;
}

/**
 * Finds operations that seem to create a task, while the document has none that asks for it: their response has an id and a
 * state that goes on and ends, and shows none that has ended, as one does that responds with the result. Where a GET by
 * the id has the same state, something else is missing, and nothing is said.
 */
export function findUnreadTasks(document: JsonObject): UnreadTask[] {
  const responses = listTaskResponses(document);
  const read = new Set(findTaskCreations(document).map(({ create }) => create));
  return responses
    .filter(({ id, method, path }) => method === "post" && !read.has(id) && fillsPath(path))
    .flatMap((response) => {
      const idName = findIdName(response.properties, "id");
      const hasId = idName !== undefined && holdsText(objectAt(response.properties[idName]));
      const state = findState(response);
      if (!hasId || state === undefined || isAsked(responses, response, state)) return [];
      return [{ method: response.method, path: response.path, state }];
    });
}

/** Whether a call names all of a path: the model. With more in it, something is done with what exists. */
const fillsPath = (path: string) => path.replace(`{${MODEL}}`, "").includes("{") === false;

function findState({ states, properties, examples }: ReadResponse): string | undefined {
  return [...states.entries()].find(([name, values]) => {
    const ends = values.some((value) => outcomeOf(value) !== undefined);
    const property = objectAt(properties[name]);
    const shown = [
      property.example,
      ...(Array.isArray(property.examples) ? property.examples : []),
      ...examples.map((example) => (isObject(example) ? example[name] : undefined)),
    ];
    return (
      CALLED_STATE.test(name) &&
      saysGoesOn(values) &&
      ends &&
      !shown.some((value) => outcomeOf(value) !== undefined)
    );
  })?.[0];
}

const outcomeOf = (value: Json | undefined) => (typeof value === "string" ? findOutcome(value) : undefined);

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
