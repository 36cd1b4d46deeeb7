/**
 * OpenAPI documents as plain data. Pages are not to be trusted, so nothing here promises more than
 * "a JSON value": a stage looks before it reads.
 */
export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

/** The HTTP methods a path item may hold, in the order of the OpenAPI specification. */
export const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"] as const;
export type Method = (typeof METHODS)[number];

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value as an object, or an empty one. For reading optional parts of a document without a ladder of ifs. */
export function objectAt(value: Json | undefined, ...keys: string[]): JsonObject {
  let at = value;
  for (const key of keys) at = isObject(at) && Object.hasOwn(at, key) ? at[key] : undefined;
  return isObject(at) ? at : {};
}

/** A reference token as RFC 6901 writes it. */
export function escapePointer(token: string): string {
  return token.replaceAll("~", "~0").replaceAll("/", "~1");
}

export function pointerTo(keys: readonly (string | number)[]): string {
  return `#${keys.map((key) => `/${escapePointer(String(key))}`).join("")}`;
}

/** One operation of a document, with the method and path it stands under. */
export interface OperationEntry {
  method: Method;
  path: string;
  operation: JsonObject;
}

/** Every operation of a document, in document order. */
export function listOperations(document: JsonObject): OperationEntry[] {
  return Object.entries(objectAt(document, "paths")).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = isObject(item) ? item[method] : undefined;
      return isObject(operation) ? [{ method, path, operation }] : [];
    }),
  );
}

/** Sets an own property whatever its name: plain assignment to `__proto__` would set the prototype instead. */
export function setOwn(object: JsonObject, key: string, value: Json): void {
  if (key === "__proto__")
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  else object[key] = value;
}

/** What a local reference to a component points to, or the value itself where it is none. */
export function resolveComponent(document: JsonObject, value: Json | undefined): JsonObject {
  if (!isObject(value)) return {};
  if (typeof value.$ref !== "string" || !value.$ref.startsWith("#/")) return value;
  return objectAt(document, ...parsePointer(value.$ref));
}

/** The keys of a JSON pointer in a URI fragment, `#/components/schemas/Task`. */
export function parsePointer(pointer: string): string[] {
  return pointer
    .slice(2)
    .split("/")
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** The JSON Schema type of a value, the narrowest there is. */
export function typeOf(value: Json): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return typeof value === "number" && Number.isInteger(value) ? "integer" : typeof value;
}

/** Whether a value is of one of some JSON Schema types. */
export function isOfType(value: Json, types: readonly Json[]): boolean {
  const type = typeOf(value);
  return types.includes(type) || (type === "integer" && types.includes("number"));
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Said in the document's root, so that validators do not fall back to an older dialect. */
export const DIALECT = "https://json-schema.org/draft/2020-12/schema";
