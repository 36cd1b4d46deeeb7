import { isObject, type Json, type JsonObject, setOwn } from "../../../../src/openapi/json.ts";
import { readProperties } from "../../../../src/openapi/json-schema.ts";
import { isAnnotation, writeStructure } from "../../../../src/openapi/structure.ts";

/** Keywords of an object schema that can be put together with those of another. */
const OF_OBJECTS = new Set(["type", "properties", "required"]);

/**
 * The intersection of some object schemas as one schema, where that is plain: where none has keywords other than
 * `properties` and `required`, and no two have different schemas for one property.
 */
export function intersectObjects(schemas: readonly JsonObject[]): JsonObject | undefined {
  const properties: JsonObject = {};
  for (const schema of schemas) {
    const isPlain = Object.keys(schema).every((keyword) => isAnnotation(keyword) || OF_OBJECTS.has(keyword));
    if (!isPlain || (schema.type !== undefined && schema.type !== "object")) return undefined;
    for (const [name, property] of Object.entries(readProperties(schema))) {
      const known = Object.hasOwn(properties, name) ? properties[name] : undefined;
      if (known === undefined || isAny(known)) setOwn(properties, name, property);
      else if (!isAny(property) && writeStructure(known) !== writeStructure(property)) return undefined;
    }
  }
  const required = [
    ...new Set(schemas.flatMap((schema) => (Array.isArray(schema.required) ? schema.required : []))),
  ];
  const annotations = schemas
    .toReversed()
    .flatMap((schema) => Object.entries(schema).filter(([key]) => isAnnotation(key)));
  return {
    ...(schemas.some(({ type }) => type !== undefined) ? { type: "object" } : {}),
    ...Object.fromEntries(annotations),
    ...(required.length === 0 ? {} : { required }),
    properties,
  };
}

/** A schema without `allOf`, where its parts can be put together. */
export function flattenAllOf(schema: JsonObject): JsonObject {
  const { allOf, ...rest } = schema;
  if (!Array.isArray(allOf) || !allOf.every(isObject)) return schema;
  return intersectObjects([rest, ...allOf.map(flattenAllOf)]) ?? schema;
}

/** A schema together with the siblings of the reference to it, which add to it and replace annotations alone. */
export function addSiblings(target: JsonObject, siblings: JsonObject): JsonObject {
  const isFree = Object.keys(siblings).every(
    (key) => isAnnotation(key) || key === "default" || !Object.hasOwn(target, key),
  );
  if (isFree) return { ...target, ...siblings };
  return intersectObjects([siblings, target]) ?? { allOf: [target, siblings] };
}

function isAny(schema: Json): boolean {
  return schema === true || (isObject(schema) && writeStructure(schema) === "{}");
}
