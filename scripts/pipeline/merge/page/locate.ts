import { childOf, isObject, type Json, type JsonObject } from "../../../../src/openapi/json.ts";
import { parsePointer, pointerTo, resolvePointer } from "../../../../src/openapi/pointer.ts";
import { followReferences, visitReferences } from "../../../../src/openapi/references.ts";

/**
 * Finds the place in a page to which some keys lead, references followed: `schema/properties/usage/properties/group` is
 * `#/components/schemas/Usage/properties/group` where the page says so. Returns how far the keys go.
 */
export function locate(document: JsonObject, keys: readonly string[]): string {
  let at: Json | undefined = document;
  let found: string[] = [];
  for (const key of keys) {
    const { target, pointer } = followReferences(document, at);
    if (pointer !== undefined) found = parsePointer(pointer);
    at = childOf(target, key);
    if (at === undefined) break;
    found = [...found, key];
  }
  return pointerTo(found);
}

/** The keys of a parameter: of the operation, or of its path; else those of the operation, as of what the path itself says. */
export function findParameter(
  document: JsonObject,
  operation: string,
  { name, in: place }: JsonObject,
): string[] {
  const own = parsePointer(operation);
  const lists = [own, own.slice(0, -1)].map((keys) => [...keys, "parameters"]);
  for (const keys of lists) {
    const list = resolvePointer(document, pointerTo(keys));
    const index = (Array.isArray(list) ? list : []).findLastIndex((one) => {
      const { target } = followReferences(document, one);
      return isObject(target) && target.name === name && target.in === place;
    });
    if (index >= 0) return [...keys, String(index)];
  }
  return own;
}

/** The place of the first reference to a pointer. */
export function locateReference(document: JsonObject, pointer: string): string {
  let first: string | undefined;
  visitReferences(document, (found, keys) => {
    if (found === pointer) first ??= pointerTo([...keys, "$ref"]);
  });
  return first ?? pointer;
}
