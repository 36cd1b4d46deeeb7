import { isObject, type Json, type JsonObject, listAt, objectAt, setOwn } from "../json.ts";
import { readProperties } from "../json-schema.ts";
import { followReferences } from "../references.ts";
import { shapeOfKeyword } from "../walk.ts";
import { asFile, asForm, type Use, useOfChild } from "./use.ts";

/** What a schema becomes for one use. References are left to the caller, who knows all uses of a component. */
export interface Adapter {
  document: JsonObject;
  /** What a reference is replaced by. */
  refer(reference: string, use: Use): string;
}

/** Combinations of schemas for the same value, and conditions on it. */
const IN_PLACE_LISTS = ["allOf", "anyOf", "oneOf"];
const IN_PLACE = new Set([...IN_PLACE_LISTS, "then", "else", "dependentSchemas"]);

/** Conditions ask whether a property is there, and demand nothing. */
const CONDITIONS = new Set(["if", "not"]);

/**
 * Adapts a schema to its use: of a request it demands no property that is `readOnly`, of a response none that is
 * `writeOnly`, wherever the parts of a combination say so; and a text that is a file says so by `format: binary`, which no text in JSON does.
 *
 * @param inherited names that the schemas around it, which describe the same value, exempt.
 */
export function adaptSchema(
  adapter: Adapter,
  value: Json,
  use: Use,
  inherited: ReadonlySet<string> = new Set(),
): Json {
  if (!isObject(value)) return value;
  const exempt = new Set([...inherited, ...listExempt(adapter.document, value, use)]);
  const { $ref, ...rest } = value;
  const copy: JsonObject = {};
  for (const [keyword, item] of Object.entries(rest)) {
    const next = IN_PLACE.has(keyword) || CONDITIONS.has(keyword) ? use : useOfChild(use, keyword);
    const names = IN_PLACE.has(keyword) ? exempt : undefined;
    setOwn(copy, keyword, adaptKeyword(adapter, keyword, item, next, names, exempt));
  }
  const adapted = asFile(copy, use);
  if (typeof $ref !== "string") return asForm(adapted, use);
  const { target } = followReferences(adapter.document, value);
  if (!isObject(target) || !demandsAny(adapter.document, target, exempt, use))
    return { $ref: adapter.refer($ref, use), ...adapted };
  // The component demands what only this place exempts, so that it is needed here in another form.
  const inlined = adaptSchema(adapter, target, use, exempt);
  return Object.keys(adapted).length === 0 ? inlined : { allOf: [inlined, adapted] };
}

function adaptKeyword(
  adapter: Adapter,
  keyword: string,
  value: Json,
  use: Use,
  names: ReadonlySet<string> | undefined,
  exempt: ReadonlySet<string>,
): Json {
  if (exempt.size > 0 && keyword === "required" && Array.isArray(value)) return without(value, exempt);
  if (exempt.size > 0 && keyword === "dependentRequired" && isObject(value))
    return mapValues(value, (list) => (Array.isArray(list) ? without(list, exempt) : list));
  const adapt = (item: Json) => adaptSchema(adapter, item, use, names);
  const shape = shapeOfKeyword(keyword);
  if (shape === "list" && Array.isArray(value)) return value.map(adapt);
  if (shape === "map" && isObject(value)) return mapValues(value, adapt);
  return shape === "one" ? adapt(value) : value;
}

/** Names of the properties that a value need not have: also those that the parts of an `allOf` say. */
function listExempt(document: JsonObject, schema: Json, use: Use, seen = new Set<Json>()): string[] {
  const { target } = followReferences(document, schema);
  if (!isObject(target) || seen.has(target)) return [];
  seen.add(target);
  const parts = [...listAt(target, "allOf"), ...(target === schema ? [] : [siblingsOf(schema)])];
  const own = { ...readProperties(target), ...readProperties(schema) };
  return [
    ...Object.keys(own).filter((name) => isMarked(document, own[name] ?? null, use)),
    ...parts.flatMap((part) => listExempt(document, part, use, seen)),
  ];
}

function siblingsOf(reference: Json): Json {
  const { $ref: _, ...siblings } = objectAt(reference);
  return siblings;
}

/** Whether a property is only in what goes the other way. */
function isMarked(document: JsonObject, property: Json, use: Use, seen = new Set<Json>()): boolean {
  if (use.exempts === "nothing") return false;
  if (isObject(property) && property[use.exempts] === true) return true;
  const { target } = followReferences(document, property);
  if (!isObject(target) || seen.has(target)) return false;
  seen.add(target);
  const isPartMarked = (part: Json) => isMarked(document, part, use, seen);
  const isUnionMarked = ["anyOf", "oneOf"].some((keyword) => {
    const branches = listAt(target, keyword).filter((branch) => objectAt(branch).type !== "null");
    return branches.length > 0 && branches.every(isPartMarked);
  });
  return target[use.exempts] === true || listAt(target, "allOf").some(isPartMarked) || isUnionMarked;
}

/** Whether a schema demands some properties that it does not exempt itself. */
function demandsAny(
  document: JsonObject,
  schema: JsonObject,
  names: ReadonlySet<string>,
  use: Use,
  seen = new Set<Json>(),
): boolean {
  if (names.size === 0 || seen.has(schema)) return false;
  seen.add(schema);
  const own = new Set(listExempt(document, schema, use));
  const demanded = [
    ...listAt(schema, "required"),
    ...Object.values(objectAt(schema, "dependentRequired")).flat(),
  ];
  if (demanded.some((name) => names.has(String(name)) && !own.has(String(name)))) return true;
  return IN_PLACE_LISTS.flatMap((keyword) => listAt(schema, keyword)).some((part) => {
    const { target } = followReferences(document, part);
    return isObject(target) && demandsAny(document, target, names, use, seen);
  });
}

function without(list: Json[], names: ReadonlySet<string>): Json[] {
  return list.filter((name) => !names.has(String(name)));
}

function mapValues(object: JsonObject, change: (value: Json) => Json): JsonObject {
  const copy: JsonObject = {};
  for (const [key, value] of Object.entries(object)) setOwn(copy, key, change(value));
  return copy;
}
