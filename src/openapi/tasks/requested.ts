import { type Json, type JsonObject, objectsAt } from "../json.ts";
import { readProperties } from "../json-schema.ts";
import { findPreferredMedia } from "../media-types.ts";
import { resolveFully } from "../references.ts";
import type { ReadResponse } from "./read-response.ts";

/** What requests put their parameters into, as in `{ model, input: { prompt } }`, is not nested deeper. */
const MAX_DEPTH = 1;

/** The names of all properties that a request may have, those of objects in it included. */
export function listRequested(
  document: JsonObject,
  { requestBody }: Pick<ReadResponse, "requestBody">,
): string[] {
  const schema = findPreferredMedia(resolveFully(document, requestBody))?.schema;
  return [...new Set(listNames(document, schema, new Set()))];
}

/** @param within the schemas that lead here, which may refer to themselves. */
function listNames(
  document: JsonObject,
  value: Json | undefined,
  within: ReadonlySet<JsonObject>,
  depth = 0,
): string[] {
  const schema = resolveFully(document, value);
  if (within.has(schema)) return [];
  const below = (part: Json, deeper = 0) =>
    listNames(document, part, new Set([...within, schema]), depth + deeper);
  return [
    ...["allOf", "anyOf", "oneOf"]
      .flatMap((keyword) => objectsAt(schema, keyword))
      .flatMap((part) => below(part)),
    ...Object.entries(readProperties(schema)).flatMap(([name, property]) => [
      name,
      ...(depth < MAX_DEPTH ? below(property, 1) : []),
    ]),
  ];
}
