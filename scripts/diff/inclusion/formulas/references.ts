import { isObject, type Json, type JsonObject } from "../../../../src/openapi/json.ts";
import { resolvePointer } from "../../../../src/openapi/pointer.ts";

/** The schema that a reference means: by a pointer, percent-encoded or not, or by a `$anchor` of the document. */
export function resolveReference(reference: string, document: JsonObject): Json | undefined {
  if (reference === "#") return document;
  if (reference.startsWith("#/"))
    return resolvePointer(document, reference) ?? resolvePointer(document, decode(reference));
  return reference.startsWith("#") ? anchorsOf(document).get(reference.slice(1)) : undefined;
}

function decode(reference: string): string {
  try {
    return decodeURIComponent(reference);
  } catch {
    return reference;
  }
}

const known = new WeakMap<JsonObject, ReadonlyMap<string, Json>>();

/** Schemas by their anchors. What stands in data, such as an `enum`, is none. */
function anchorsOf(document: JsonObject): ReadonlyMap<string, Json> {
  const cached = known.get(document);
  if (cached !== undefined) return cached;
  const anchors = new Map<string, Json>();
  const visit = (value: Json): void => {
    if (Array.isArray(value)) value.forEach(visit);
    if (!isObject(value)) return;
    for (const keyword of ["$anchor", "$dynamicAnchor"] as const) {
      const name = value[keyword];
      if (typeof name === "string" && !anchors.has(name)) anchors.set(name, value);
    }
    for (const [key, item] of Object.entries(value)) if (!DATA.has(key)) visit(item);
  };
  visit(document);
  known.set(document, anchors);
  return anchors;
}

const DATA = new Set(["enum", "const", "default", "example", "examples"]);
