import { childOf, type Json, type JsonObject } from "../../../../src/openapi/json.ts";
import { parsePointer, pointerTo } from "../../../../src/openapi/pointer.ts";
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

/** The place of the first reference to a pointer. */
export function locateReference(document: JsonObject, pointer: string): string {
  let first: string | undefined;
  visitReferences(document, (found, keys) => {
    if (found === pointer) first ??= pointerTo([...keys, "$ref"]);
  });
  return first ?? pointer;
}
