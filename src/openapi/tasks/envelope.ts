import { type Json, type JsonObject, objectsAt, setOwn } from "../json.ts";
import { readFixedValues, readProperties } from "../json-schema.ts";
import { resolveFully } from "../references.ts";
import { countStates, isForeign, saysHowItEnds } from "./endings.ts";

/**
 * What a schema says of a value, with what it extends by `allOf`; of what may be null, what it is otherwise. A property that
 * several of them describe is all that they say of it.
 */
export function joinAllOf(
  document: JsonObject,
  value: Json | undefined,
  within: readonly JsonObject[] = [],
): JsonObject {
  const schema = resolveFully(document, value);
  if (within.includes(schema)) return {};
  const parts = [...objectsAt(schema, "allOf"), ...listOnlyBranch(document, schema)].map((part) =>
    joinAllOf(document, part, [...within, schema]),
  );
  if (parts.length === 0) return schema;
  const properties: JsonObject = {};
  for (const part of [...parts, schema])
    for (const [name, property] of Object.entries(readProperties(part))) {
      const known = Object.hasOwn(properties, name) ? properties[name] : undefined;
      setOwn(properties, name, known === undefined ? property : { allOf: [known, property] });
    }
  return { ...Object.assign({}, ...parts, schema), properties };
}

/** The branch of a union that has no other but null. */
function listOnlyBranch(document: JsonObject, schema: JsonObject): JsonObject[] {
  return ["anyOf", "oneOf"].flatMap((keyword) => {
    const branches = objectsAt(schema, keyword).filter(
      (branch) => resolveFully(document, branch).type !== "null",
    );
    return branches.length === 1 ? branches : [];
  });
}

/** Where a response has what it says of a task. */
export interface TaskPlace {
  /** The properties around it: `["data"]` of `{ code, data: { id, status } }`; none where all of the response is about it. */
  envelope: readonly string[];
  /** Those of the task, each resolved. */
  properties: JsonObject;
}

/** More objects around one another than any API puts its tasks into. */
const MAX_DEPTH = 2;

/**
 * Finds the task in a response: an object that says no state is the envelope of the one in it that says how something goes
 * on and how it ends. One that has an id itself, or several objects that have one, is no envelope: such a response is about
 * something else, of which that is a part.
 */
export function findTaskPlace(document: JsonObject, schema: Json | undefined): TaskPlace {
  const properties = joinProperties(document, schema);
  const isTask = listStates(properties).some((states) => countStates(states) > 0 || isForeign(states));
  return (isTask ? undefined : findInside(document, properties)) ?? { envelope: [], properties };
}

function findInside(document: JsonObject, around: JsonObject, depth = 1): TaskPlace | undefined {
  if (depth > MAX_DEPTH || hasId(around)) return undefined;
  const found = Object.entries(around).flatMap(([name, schema]) => {
    const properties = joinProperties(document, schema);
    const inside = listStates(properties).some(saysHowItEnds)
      ? { envelope: [], properties }
      : findInside(document, properties, depth + 1);
    return inside === undefined && !hasId(properties) ? [] : [{ name, inside }];
  });
  const [one] = found;
  if (one?.inside === undefined || found.length > 1) return undefined;
  return { ...one.inside, envelope: [one.name, ...one.inside.envelope] };
}

const hasId = (properties: JsonObject) => Object.keys(properties).some((name) => name.toLowerCase() === "id");

const listStates = (properties: JsonObject) =>
  Object.values(properties).map((property) => readFixedValues(property) ?? []);

function joinProperties(document: JsonObject, schema: Json | undefined): JsonObject {
  const properties: JsonObject = {};
  for (const [name, property] of Object.entries(readProperties(joinAllOf(document, schema))))
    setOwn(properties, name, joinAllOf(document, property));
  return properties;
}
