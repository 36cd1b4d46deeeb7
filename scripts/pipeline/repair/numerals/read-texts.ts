import { isObject, type Json, type JsonObject, setOwn } from "../../../../src/openapi/json.ts";
import type { ObjectKind } from "../../../../src/openapi/walk.ts";

/** Fields of the objects of OpenAPI with nothing but texts in them, at whatever depth. */
const TEXTS: Partial<Record<ObjectKind, readonly string[]>> = {
  document: ["info", "servers", "tags", "externalDocs", "security"],
  components: ["securitySchemes"],
  pathItem: ["summary", "description", "servers"],
  operation: ["operationId", "summary", "description", "tags", "servers", "externalDocs", "security"],
  parameter: ["name", "description", "style"],
  header: ["description", "style"],
  requestBody: ["description"],
  response: ["description"],
  encoding: ["contentType", "style"],
  schema: ["title", "description", "pattern", "format", "discriminator", "dependentRequired"],
};

/** Reads the numbers and truth values of an object as texts where OpenAPI has nothing else. */
export function readTexts(
  object: JsonObject,
  kind: ObjectKind,
  keys: readonly string[],
  read: (value: Json, keys: readonly string[]) => Json,
): JsonObject {
  const fields = TEXTS[kind] ?? [];
  // As a flag it is a mistake of another kind.
  const names = kind === "schema" && Array.isArray(object.required) ? [...fields, "required"] : fields;
  let copy = object;
  for (const field of names) {
    const value = Object.hasOwn(object, field) ? object[field] : undefined;
    const text = value === undefined ? value : readAll(value, [...keys, field], read);
    if (text !== undefined && text !== value) copy = { ...copy, [field]: text };
  }
  return copy;
}

function readAll(
  value: Json,
  keys: readonly string[],
  read: (value: Json, keys: readonly string[]) => Json,
): Json {
  if (typeof value === "number" || typeof value === "boolean") return read(value, keys);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, item]): [string, Json] => [
    key,
    key.startsWith("x-") ? item : readAll(item, [...keys, key], read),
  ]);
  if (entries.every(([key, item]) => item === (value as JsonObject)[key])) return value;
  if (!isObject(value)) return entries.map(([, item]) => item);
  const copy: JsonObject = {};
  for (const [key, item] of entries) setOwn(copy, key, item);
  return copy;
}
