import { isObject, type Json, type JsonObject, objectAt } from "../../../../src/openapi/json.ts";
import { pointerTo, resolvePointer } from "../../../../src/openapi/pointer.ts";

/** The schema that a reference means. */
export function resolveReference(reference: string, document: JsonObject): Json | undefined {
  const pointer = locateReference(reference, document);
  return pointer === "#" ? document : resolvePointer(document, pointer);
}

/**
 * Where in the document a reference leads: by a pointer, percent-encoded or not; by a `$anchor`; or to definitions that
 * stand in a schema, as if that were the document, where only one schema has them. One that leads nowhere stays as it is.
 */
export function locateReference(reference: string, document: JsonObject): string {
  if (reference === "#" || resolvePointer(document, reference) !== undefined) return reference;
  const decoded = decode(reference);
  if (resolvePointer(document, decoded) !== undefined) return decoded;
  return (reference.startsWith("#") ? placesOf(document).get(decoded) : undefined) ?? reference;
}

function decode(reference: string): string {
  try {
    return decodeURIComponent(reference);
  } catch {
    return reference;
  }
}

const known = new WeakMap<JsonObject, ReadonlyMap<string, string>>();

/** Pointers to schemas by what refers to them: `#anchor`, `#/$defs/name`. What stands in data, such as an `enum`, is none. */
function placesOf(document: JsonObject): ReadonlyMap<string, string> {
  const cached = known.get(document);
  if (cached !== undefined) return cached;
  const places = new Map<string, string>();
  const ambiguous = new Set<string>();
  const add = (reference: string, keys: readonly (string | number)[]): void => {
    if (places.has(reference)) ambiguous.add(reference);
    places.set(reference, pointerTo(keys));
  };
  const visit = (value: Json, keys: readonly (string | number)[]): void => {
    if (Array.isArray(value)) for (const [index, item] of value.entries()) visit(item, [...keys, index]);
    if (!isObject(value)) return;
    for (const keyword of ["$anchor", "$dynamicAnchor"] as const)
      if (typeof value[keyword] === "string") add(`#${value[keyword]}`, keys);
    for (const keyword of ["$defs", "definitions"] as const)
      for (const name of Object.keys(objectAt(value, keyword)))
        add(pointerTo([keyword, name]), [...keys, keyword, name]);
    for (const [key, item] of Object.entries(value)) if (!DATA.has(key)) visit(item, [...keys, key]);
  };
  visit(document, []);
  for (const reference of ambiguous) places.delete(reference);
  known.set(document, places);
  return places;
}

const DATA = new Set(["enum", "const", "default", "example", "examples"]);
