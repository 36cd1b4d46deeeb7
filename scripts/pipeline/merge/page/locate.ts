import { isObject, type Json, type JsonObject } from "../../../../src/openapi/json.ts";
import { parsePointer, pointerTo } from "../../../../src/openapi/pointer.ts";

/**
 * Finds the place in a page to which some keys lead, references followed: `schema/properties/usage/properties/group` is
 * `#/components/schemas/Usage/properties/group` where the page says so. Answers how far the keys go.
 */
export function locate(document: JsonObject, keys: readonly string[]): string {
  let at: Json | undefined = document;
  let found: string[] = [];
  const step = (value: Json | undefined, key: string): Json | undefined =>
    Array.isArray(value)
      ? value[Number(key)]
      : isObject(value) && Object.hasOwn(value, key)
        ? value[key]
        : undefined;
  const follow = (): void => {
    for (let hops = 0; hops < 20 && isObject(at) && typeof at.$ref === "string"; hops += 1) {
      found = parsePointer(at.$ref);
      at = found.reduce(step, document);
    }
  };
  for (const key of keys) {
    follow();
    const next = step(at, key);
    if (next === undefined) break;
    found = [...found, key];
    at = next;
  }
  return pointerTo(found);
}

/** The place of the first reference to a pointer. */
export function locateReference(document: JsonObject, pointer: string): string {
  const keys: string[] = [];
  const visit = (value: Json): boolean => {
    if (typeof value !== "object" || value === null) return false;
    if (isObject(value) && value.$ref === pointer) return keys.push("$ref") > 0;
    return Object.entries(value).some(([key, item]) => {
      keys.push(key);
      if (visit(item)) return true;
      keys.pop();
      return false;
    });
  };
  return visit(document) ? pointerTo(keys) : pointer;
}
