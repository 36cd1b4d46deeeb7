import { isObject, type Json, type JsonObject, listAt, objectAt, setOwn } from "../../../src/openapi/json.ts";
import { readProperties } from "../../../src/openapi/json-schema.ts";
import { writeStructure } from "../../../src/openapi/structure.ts";

/**
 * Lets an optional property with a name that every object inherits, such as `constructor`, be anything: for the compiler
 * each object has it, and of a type that the document does not know.
 */
export function loosenInherited(schema: JsonObject): JsonObject {
  const properties = readProperties(schema);
  const required = listAt(schema, "required");
  const inherited = Object.keys(properties).filter((name) => name in {} && !required.includes(name));
  if (inherited.length === 0) return schema;
  const copy: JsonObject = {};
  for (const [name, property] of Object.entries(properties)) {
    const { description } = objectAt(property);
    const anything: JsonObject = description === undefined ? {} : { description };
    setOwn(copy, name, inherited.includes(name) ? anything : property);
  }
  return { ...schema, properties: copy };
}

/** Leaves the objects of an `enum` alone with it: beside a type, openapi-typescript takes them for schemas. */
export function shapeFixedObjects(schema: JsonObject): JsonObject {
  const values = listAt(schema, "enum");
  if (!values.some(isObject)) return schema;
  const { type, properties: _, additionalProperties: __, patternProperties: ___, ...rest } = schema;
  return { ...rest, enum: type === "object" ? values.filter(isObject) : values };
}

/**
 * Makes the index signature of an object accept all that is valid. It holds for every property, so it is one of unknown
 * values where some are declared that differ, or may have a name that no pattern matches.
 */
export function shapeMap(schema: JsonObject): JsonObject {
  const { additionalProperties, patternProperties, ...rest } = schema;
  const hasPatterns = Object.keys(objectAt(patternProperties)).length > 0;
  if (!isObject(additionalProperties) && !hasPatterns) return schema;
  const isOpen = hasPatterns && (additionalProperties === undefined || additionalProperties === true);
  const common = hasPatterns ? undefined : writeStructure(additionalProperties ?? true);
  const differs = Object.values(readProperties(schema)).some((one) => writeStructure(one) !== common);
  return isOpen || differs ? { ...rest, additionalProperties: true } : schema;
}

/** Keywords that say something of objects alone, and those of them that a type must have something for. */
const DEMANDING = ["required", "properties", "additionalProperties", "patternProperties"];
const TYPING = ["type", "enum", "const", "$ref", "format"];
const COMBINATIONS = ["allOf", "anyOf", "oneOf"];

/** All that is no object. */
const OTHER_TYPES: Json[] = [
  { type: "string" },
  { type: "number" },
  { type: "boolean" },
  { type: "array" },
  { type: "null" },
];

/**
 * Lets a schema without a type, whose keywords are about objects, be what else is valid by it. A part of a combination
 * is left to the whole, which mostly has a type.
 */
export function addTypes(schema: JsonObject, keys: readonly string[]): JsonObject {
  if (COMBINATIONS.includes(keys.at(-2) ?? "") || !isUntyped(schema) || !demandsObject(schema)) return schema;
  const { description, deprecated, default: initial, ...shape } = schema;
  const annotations = { description, deprecated, default: initial };
  const present = Object.entries(annotations).filter(
    (entry): entry is [string, Json] => entry[1] !== undefined,
  );
  return { ...Object.fromEntries(present), anyOf: [shape, ...OTHER_TYPES] };
}

/** Whether nothing limits the type of a value: neither the schema nor a part of it. */
function isUntyped(schema: JsonObject): boolean {
  if (TYPING.some((keyword) => keyword in schema)) return false;
  const parts = COMBINATIONS.map((keyword) => listAt(schema, keyword)).filter((list) => list.length > 0);
  return parts.every((list) => list.every((part) => isObject(part) && isUntyped(part)));
}

function demandsObject(schema: JsonObject): boolean {
  const parts = COMBINATIONS.flatMap((keyword) => listAt(schema, keyword));
  return (
    schema.additionalProperties === true ||
    DEMANDING.some((keyword) => isObject(schema[keyword]) || listAt(schema, keyword).length > 0) ||
    parts.some((part) => isObject(part) && demandsObject(part))
  );
}
