import { isObject, type Json, type JsonObject, objectAt, setOwn } from "../../../src/openapi/json.ts";
import { readFixedValues } from "../../../src/openapi/json-schema.ts";
import { followReferences } from "../../../src/openapi/references.ts";
import type { Draw } from "../draw.ts";

const MAX_DEPTH = 16;

/** A schema may ask for more letters or items than there is memory for. */
const MAX_COUNT = 1_000;

/**
 * Draws a value that a schema of the document might accept: it follows the keywords that build values, and leaves the
 * verdict to a validator. Unlike the drawer of the verdicts it always ends.
 */
export function sampleValue(document: JsonObject, unresolved: Json | undefined, draw: Draw, depth = 0): Json {
  // Some schemas demand themselves, and have no value that ends.
  if (depth > MAX_DEPTH) return null;
  const schema = objectAt(followReferences(document, unresolved).target);
  const pick = (list: Json[]): Json => list[draw(list.length)] ?? null;
  const values = readFixedValues(schema) ?? [];
  if (values.length > 0) return pick(values);
  const branches = [schema.oneOf, schema.anyOf].find((list) => Array.isArray(list) && list.length > 0);
  const parts = [
    ...(Array.isArray(schema.allOf) ? schema.allOf : []),
    ...(Array.isArray(branches) ? [pick(branches)] : []),
  ].map((part) => sampleValue(document, part, draw, depth + 1));
  const own = sampleType(document, schema, draw, depth);
  if (parts.length === 0) return own ?? "anything";
  const objects = [own, ...parts].filter((part) => isObject(part));
  return objects.length > 0 ? Object.assign({}, ...objects) : (parts.at(-1) ?? null);
}

function sampleType(document: JsonObject, schema: JsonObject, draw: Draw, depth: number): Json | undefined {
  const types = schema.type === undefined ? [] : [schema.type].flat();
  const type =
    types[draw(types.length)] ?? (schema.properties === undefined ? schema.items && "array" : "object");
  const count = (least: Json | undefined, more: number) =>
    Math.min(typeof least === "number" ? least : 0, MAX_COUNT) + draw(more);
  if (type === "null") return null;
  if (type === "boolean") return draw(2) === 0;
  if (type === "integer" || type === "number") return sampleNumber(schema, draw);
  if (type === "string")
    return schema.format === "uri" ? "https://example.org/a" : "kite".padEnd(count(schema.minLength, 5), "!");
  if (type === "array")
    return Array.from({ length: depth > 8 ? 0 : count(schema.minItems, 2) }, () =>
      sampleValue(document, schema.items, draw, depth + 1),
    );
  if (type !== "object") return undefined;
  const value: JsonObject = {};
  const required = [schema.required].flat();
  for (const [name, property] of Object.entries(objectAt(schema.properties)))
    if (property !== false && (required.includes(name) || (depth < 8 && draw(3) > 0)))
      setOwn(value, name, sampleValue(document, property, draw, depth + 1));
  return value;
}

function sampleNumber(
  { minimum, exclusiveMinimum, maximum, exclusiveMaximum }: JsonObject,
  draw: Draw,
): number {
  const lowest = [minimum, exclusiveMinimum].find((limit) => typeof limit === "number");
  const highest = [maximum, exclusiveMaximum].find((limit) => typeof limit === "number");
  if (typeof lowest === "number")
    return typeof exclusiveMinimum === "number"
      ? lowest + 1
      : lowest + (draw(2) && highest !== lowest ? 1 : 0);
  return typeof highest === "number" ? highest - 1 : draw(100);
}
