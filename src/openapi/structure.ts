import { isObject, type Json, type JsonObject } from "./json.ts";
import { shapeOfKeyword } from "./walk.ts";

/** Annotations: keywords that inform readers, and do not limit which values are valid. */
const ANNOTATIONS = new Set([
  "title",
  "description",
  "example",
  "examples",
  "deprecated",
  "externalDocs",
  "xml",
  "$comment",
]);

/** Keywords whose list means the same in any order. */
const UNORDERED = new Set(["allOf", "anyOf", "oneOf", "enum", "required", "type"]);

export function isAnnotation(keyword: string): boolean {
  return ANNOTATIONS.has(keyword) || keyword.startsWith("x-");
}

/**
 * Writes down what a schema accepts, and nothing else: two schemas that differ in descriptions, examples and order
 * alone have the same text.
 */
export function writeStructure(schema: Json): string {
  if (!isObject(schema)) return JSON.stringify(schema);
  const known = written.get(schema);
  if (known !== undefined) return known;
  const fields = Object.keys(schema)
    .filter((keyword) => !isAnnotation(keyword))
    .sort()
    .map((keyword) => `${JSON.stringify(keyword)}:${writeKeyword(keyword, schema[keyword] ?? null)}`);
  const text = `{${fields.join(",")}}`;
  written.set(schema, text);
  return text;
}

/** Schemas are never changed once a page is read, and each is looked at many times. */
const written = new WeakMap<JsonObject, string>();

function writeKeyword(keyword: string, value: Json): string {
  const shape = shapeOfKeyword(keyword);
  if (Array.isArray(value)) {
    const items = value.map(shape === "list" ? writeStructure : writeData);
    return `[${(UNORDERED.has(keyword) ? items.sort() : items).join(",")}]`;
  }
  if (shape === "map" && isObject(value)) return writeObject(value, writeStructure);
  return shape === "one" ? writeStructure(value) : writeData(value);
}

/** JSON with sorted keys. */
export function writeData(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(writeData).join(",")}]`;
  return isObject(value) ? writeObject(value, writeData) : JSON.stringify(value);
}

function writeObject(value: { [key: string]: Json }, write: (item: Json) => string): string {
  const fields = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${write(value[key] ?? null)}`);
  return `{${fields.join(",")}}`;
}
