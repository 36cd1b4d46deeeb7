import { type Json, type JsonObject, objectsAt } from "../json.ts";
import { readProperties } from "../json-schema.ts";
import { findPreferredMedia } from "../media-types.ts";
import { resolveFully } from "../references.ts";

/** A part of a request that its schema describes. */
export interface RequestedPart {
  /** The keys from the body to it; `"*"` is every item of a list. */
  keys: readonly string[];
  schema: JsonObject;
}

/** Stands for every item of a list. */
const EACH = "*";

/** What requests put their parameters into, as in `{ model, input: { prompt } }`, is not nested deeper. */
const MAX_NAMES = 2;

/** The names of all properties that a request may have, those of objects in it included. */
export function listRequested(document: JsonObject, requestBody: Json | undefined): string[] {
  const parts = listRequestedParts(document, requestBody).filter(({ keys }) => !keys.includes(EACH));
  return [...new Set(parts.map(({ keys }) => keys.at(-1) ?? ""))];
}

/** All properties that a request may have, those of objects in it included, and the items of lists. */
export function listRequestedParts(document: JsonObject, requestBody: Json | undefined): RequestedPart[] {
  const schema = findPreferredMedia(resolveFully(document, requestBody))?.schema;
  return listParts(document, schema, [], new Set()).filter(({ keys }) => keys.length > 0);
}

/** @param within the schemas that lead here, which may refer to themselves. */
function listParts(
  document: JsonObject,
  value: Json | undefined,
  keys: readonly string[],
  within: ReadonlySet<JsonObject>,
): RequestedPart[] {
  const schema = resolveFully(document, value);
  if (within.has(schema)) return [{ keys, schema }];
  const below = (part: Json, ...more: string[]) =>
    listParts(document, part, [...keys, ...more], new Set([...within, schema]));
  const properties =
    keys.filter((key) => key !== EACH).length < MAX_NAMES ? Object.entries(readProperties(schema)) : [];
  return [
    { keys, schema },
    ...["allOf", "anyOf", "oneOf"]
      .flatMap((keyword) => objectsAt(schema, keyword))
      .flatMap((part) => below(part)),
    ...properties.flatMap(([name, property]) => below(property, name)),
    ...(schema.items === undefined ? [] : below(schema.items, EACH)),
  ];
}
