import { isObject, type Json, type JsonObject, listAt, objectAt, toText } from "../../../src/openapi/json.ts";
import { readProperties } from "../../../src/openapi/json-schema.ts";
import { resolveComponent } from "../../../src/openapi/references.ts";

const COMBINATIONS = ["allOf", "anyOf", "oneOf"];

/**
 * Adds a schema for each required property that is not among `properties`: the one of `additionalProperties`, here or in
 * what the schema extends, or an empty one. JSON Schema allows that, but types would lack the property. Which values are
 * valid stays the same, so nothing is added where a property that is described is treated differently from one that is
 * not.
 *
 * @param schema No part of a combination: what a part requires is described by the whole.
 */
export function describeRequired(
  document: JsonObject,
  schema: JsonObject,
): { schema: JsonObject; added: string[] } {
  const required = new Set(listRequired(schema));
  const known = required.size === 0 ? required : listProperties(document, schema, 0);
  const added = [...required].filter((name) => !known.has(name));
  if (added.length === 0) return { schema, added };
  const { patternProperties = {} } = schema;
  const others = schema.additionalProperties ?? findMap(document, schema, 0) ?? true;
  const isTold = others === false || Object.keys(objectAt(patternProperties)).length > 0;
  if (isTold) return { schema, added: [] };
  const described = Object.fromEntries(added.map((name) => [name, isObject(others) ? others : {}]));
  return { schema: { ...schema, properties: { ...readProperties(schema), ...described } }, added };
}

/** How many references in a row are followed; more is a loop. */
const MAX_HOPS = 20;

function listProperties(document: JsonObject, value: Json | undefined, hops: number): Set<string> {
  if (!isObject(value) || hops > MAX_HOPS) return new Set();
  const parts = COMBINATIONS.flatMap((keyword) => listAt(value, keyword));
  return new Set([
    ...Object.keys(readProperties(value)),
    ...[...listTarget(document, value), ...parts].flatMap((part) => [
      ...listProperties(document, part, hops + 1),
    ]),
  ]);
}

/** What a schema that this one extends says of properties that it does not describe. */
function findMap(document: JsonObject, value: Json, hops: number): JsonObject | undefined {
  if (!isObject(value) || hops > MAX_HOPS) return undefined;
  if (isObject(value.additionalProperties)) return value.additionalProperties;
  return [...listTarget(document, value), ...listAt(value, "allOf")]
    .map((part) => findMap(document, part, hops + 1))
    .find((found) => found !== undefined);
}

/** What a schema refers to, if it does. */
function listTarget(document: JsonObject, schema: JsonObject): JsonObject[] {
  return typeof schema.$ref === "string" ? [resolveComponent(document, schema)] : [];
}

function listRequired(value: Json): string[] {
  if (!isObject(value)) return [];
  const own = listAt(value, "required").map(toText);
  const parts = COMBINATIONS.flatMap((keyword) => listAt(value, keyword));
  return [...own, ...parts.flatMap(listRequired)];
}
