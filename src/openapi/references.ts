import { childOf, isObject, type Json, type JsonObject, objectAt, setOwn } from "./json.ts";
import { escapePointer, parsePointer, resolvePointer } from "./pointer.ts";

/** Where component schemas stand. */
const SCHEMAS = "#/components/schemas/";

/** The component schemas of a document, by name. */
export function componentSchemas(document: JsonObject): JsonObject {
  return objectAt(document, "components", "schemas");
}

/** A document with other component schemas, and all else that it has. */
export function withComponentSchemas(document: JsonObject, schemas: JsonObject): JsonObject {
  return { ...document, components: { ...objectAt(document, "components"), schemas } };
}

/** The security schemes of a document, by name. */
export function securitySchemesOf(document: JsonObject): JsonObject {
  return objectAt(document, "components", "securitySchemes");
}

/** A component schema; empty where the document lacks it. */
export function readComponent(document: JsonObject, name: string): JsonObject {
  return objectAt(componentSchemas(document), name);
}

/** A reference to a component schema. */
export function referTo(name: string): { $ref: string } {
  return { $ref: `${SCHEMAS}${escapePointer(name)}` };
}

/** The name of the component schema at a pointer; undefined for any other place, also inside a component. */
export function parseComponentName(pointer: string): string | undefined {
  const [name, ...inside] = pointer.startsWith(SCHEMAS) ? parsePointer(pointer).slice(2) : [];
  return inside.length === 0 ? name : undefined;
}

/** The name of the component schema that a value refers to, if it does. */
export function readComponentName(value: Json | undefined): string | undefined {
  return isObject(value) && typeof value.$ref === "string" ? parseComponentName(value.$ref) : undefined;
}

/** A name like the wanted one that no component has yet. */
export function findFreeName(wanted: string, taken: JsonObject): string {
  let name = wanted;
  for (let count = 2; Object.hasOwn(taken, name); count += 1) name = `${wanted}${count}`;
  return name;
}

/** What a reference points to, one step of the way; any other object is itself, and what is none is empty. */
export function resolveComponent(document: JsonObject, value: Json | undefined): JsonObject {
  if (!isObject(value)) return {};
  return typeof value.$ref === "string" ? objectAt(resolvePointer(document, value.$ref)) : value;
}

/** More references in a row than any document has are a circle. */
const MAX_HOPS = 20;

/** Where a row of references ends. */
export interface Followed {
  /** The value at the end; undefined where the document lacks it, or the references go round in a circle. */
  target: Json | undefined;
  /** The last reference that was followed; undefined where the value is none. */
  pointer: string | undefined;
}

/** Follows a reference, and those that it leads to, to a value that is none. */
export function followReferences(document: JsonObject, value: Json | undefined): Followed {
  let target = value;
  let pointer: string | undefined;
  for (let hops = 0; isObject(target) && typeof target.$ref === "string"; hops += 1) {
    pointer = target.$ref;
    target = hops < MAX_HOPS ? resolvePointer(document, pointer) : undefined;
  }
  return { target, pointer };
}

/** What a reference leads to, past others on the way; any other object is itself, and what is none is empty. */
export function resolveFully(document: JsonObject, value: Json | undefined): JsonObject {
  return objectAt(followReferences(document, value).target);
}

/** What an object is, as far as it decides what a `$ref` in it, and in what it holds, is. */
type Place = "object" | "components" | "names" | "map" | "links" | "link" | "callbacks" | "callback";

/** Fields whose keys are names that a page chose, so that none of them is a keyword. */
export const NAMED: ReadonlySet<string> = new Set([
  ...["properties", "patternProperties", "dependentSchemas", "dependencies", "$defs", "definitions"],
  ...["schemas", "parameters", "examples", "requestBodies", "headers", "securitySchemes", "pathItems"],
  ...["webhooks", "content", "encoding", "variables", "mapping", "scopes"],
]);

/** Fields whose keys are names as well, and may be extensions. */
const MAPS = new Set(["paths", "responses"]);

/** Fields that hold data, or nothing that OpenAPI lets be a reference: a `$ref` in them is a property like any other. */
const DATA = new Set(["example", "default", "enum", "const", "value", "tags"]);

/** Fields of a link that hold data, or expressions of it: section 4.8.20 of OpenAPI 3.1.0. */
const LINK_DATA = new Set(["parameters", "requestBody"]);

/** What stands in a field of an object; undefined for data. */
function placeOf(key: string, value: Json, place: Place): Place | undefined {
  if (place === "names") return "object";
  if (place === "links") return "link";
  if (place === "callbacks") return "callback";
  if (place === "components") return key === "links" || key === "callbacks" ? key : "names";
  if (key.startsWith("x-")) return undefined;
  if (place === "map" || place === "callback") return "object";
  if (DATA.has(key) || (key === "examples" && Array.isArray(value))) return undefined;
  if (place === "link" && LINK_DATA.has(key)) return undefined;
  if (key === "components" || key === "links" || key === "callbacks") return key;
  return MAPS.has(key) ? "map" : NAMED.has(key) ? "names" : "object";
}

/** Where a `$ref` refers; among names it is one like any other. The keys of a callback are expressions. */
const REFERRING: ReadonlySet<Place> = new Set(["object", "link", "callback"]);

/**
 * Calls back with every reference in a value, the keys that lead to the object that makes it, and that object. The keys
 * are a list that changes on the way, so whoever keeps it copies it. The one place that knows where a `$ref` is a
 * reference: not in examples, defaults, values of enums, what a link sends, and extensions, which are data.
 */
export function visitReferences(
  root: Json,
  onReference: (pointer: string, keys: readonly string[], reference: JsonObject) => void,
): void {
  const keys: string[] = [];
  const visit = (value: Json, place: Place): void => {
    if (typeof value !== "object" || value === null) return;
    if (isObject(value) && REFERRING.has(place) && typeof value.$ref === "string")
      onReference(value.$ref, keys, value);
    // Not the entries: their pairs would be a twentieth of all that a run over a catalogue allocates.
    for (const key of Object.keys(value)) {
      const item = (value as JsonObject)[key];
      if (typeof item !== "object" || item === null) continue;
      const own = placeOf(key, item, place);
      if (own === undefined) continue;
      keys.push(key);
      visit(item, own);
      keys.pop();
    }
  };
  visit(root, "object");
}

/** Whether a pointer leads to data, or into it. */
export function isData(document: JsonObject, pointer: string): boolean {
  let [value, place]: [Json | undefined, Place | undefined] = [document, "object"];
  for (const key of parsePointer(pointer)) {
    value = childOf(value, key);
    place &&= placeOf(key, value ?? null, place);
  }
  return place === undefined;
}

/** What a `$ref` in data is called where a tool would follow it. */
const HIDDEN = "%24ref";

/** A document for tools that follow a `$ref` wherever it stands: in data, it has another name there. */
export function hideDataReferences(document: JsonObject): JsonObject {
  const hide = (value: Json, place: Place | undefined): Json => {
    if (Array.isArray(value))
      return value.map((item, index) => hide(item, place && placeOf(`${index}`, item, place)));
    if (!isObject(value)) return value;
    const copy: JsonObject = {};
    for (const [key, item] of Object.entries(value)) {
      const isHidden = place === undefined && key === "$ref";
      setOwn(copy, isHidden ? HIDDEN : key, hide(item, place && placeOf(key, item, place)));
    }
    return copy;
  };
  return hasDataReference(document, "object") ? objectAt(hide(document, "object")) : document;
}

function hasDataReference(value: Json, place: Place | undefined): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (place === undefined && isObject(value) && Object.hasOwn(value, "$ref")) return true;
  return Object.keys(value).some((key) => {
    const item = (value as JsonObject)[key] ?? null;
    return typeof item === "object" && hasDataReference(item, place && placeOf(key, item, place));
  });
}

/** The schema at a pointer; of a component, a reference to it, so that every use of it is compiled to the same code. */
export function schemaAt(document: JsonObject, pointer: string): JsonObject {
  return pointer.startsWith("#/components/")
    ? { $ref: pointer }
    : objectAt(resolvePointer(document, pointer));
}

/** Gives the hidden references of a document their name again, in the document itself: no tool follows it any more. */
export function showDataReferences(document: Json, seen = new Set<Json>()): void {
  if (typeof document !== "object" || document === null || seen.has(document)) return;
  seen.add(document);
  for (const [key, value] of Object.entries(document)) {
    showDataReferences(value, seen);
    if (key !== HIDDEN || !isObject(document)) continue;
    delete document[HIDDEN];
    document.$ref = value;
  }
}
