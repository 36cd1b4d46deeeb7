/**
 * A document as plain data. Pages are not to be trusted, so nothing here promises more than "a JSON value": a stage
 * looks before it reads.
 */
export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** `isObject` for a value that may hold anything, such as a body that arrived over HTTP. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An index as JSON pointers write it: section 4 of RFC 6901. */
const INDEX = /^(?:0|[1-9]\d*)$/;

/**
 * What stands under a key of an object or an index of a list. Own properties only: a page may call something
 * `constructor` or `__proto__`.
 */
export function childOf(value: Json | undefined, key: string | number): Json | undefined {
  if (Array.isArray(value)) return INDEX.test(String(key)) ? value[Number(key)] : undefined;
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** The value as an object, or an empty one. For reading optional parts of a document without a ladder of ifs. */
export function objectAt(value: Json | undefined, ...keys: string[]): JsonObject {
  const at = keys.reduce<Json | undefined>(childOf, value);
  return isObject(at) ? at : {};
}

/** The value as a list, or an empty one. */
export function listAt(value: Json | undefined, ...keys: string[]): Json[] {
  const at = keys.reduce<Json | undefined>(childOf, value);
  return Array.isArray(at) ? at : [];
}

/** The objects of a list; of anything else, none. */
export function objectsAt(value: Json | undefined, ...keys: string[]): JsonObject[] {
  return listAt(value, ...keys).filter(isObject);
}

/** Sets an own property whatever its name: plain assignment to `__proto__` would set the prototype instead. */
export function setOwn(object: JsonObject, key: string, value: Json): void {
  if (key === "__proto__")
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  else object[key] = value;
}

/** A value as text. An object is its JSON: what it has under the name `toString` is data, and `String` would call it. */
export function toText(value: Json | undefined): string {
  if (Array.isArray(value)) return value.map(toText).join(",");
  return isObject(value) ? JSON.stringify(value) : String(value);
}
