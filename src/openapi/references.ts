import { isObject, type Json, type JsonObject, objectAt } from "./json.ts";
import { parsePointer } from "./pointer.ts";

/** What a local reference to a component points to, or the value itself where it is none. */
export function resolveComponent(document: JsonObject, value: Json | undefined): JsonObject {
  if (!isObject(value)) return {};
  if (typeof value.$ref !== "string" || !value.$ref.startsWith("#/")) return value;
  return objectAt(document, ...parsePointer(value.$ref));
}
