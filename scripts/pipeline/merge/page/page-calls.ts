import { isObject, type Json, type JsonObject, setOwn } from "../../../../src/openapi/json.ts";
import { listFields, type ObjectKind } from "../../../../src/openapi/walk.ts";
import type { PageSchemas } from "./page-schemas.ts";

/** A callback may have callbacks; more of them in a row than this are a circle. */
const MAX_DEPTH = 20;

/** Fields that map names to objects without schemas, which may be references all the same. */
const NAMED = ["examples", "links"];

/**
 * A callback or webhook of a page as it stands in the merged document: with every reference replaced by what it points
 * to. Undefined where the page lacks it; `PageSchemas` reports that.
 */
export function readCall(
  schemas: PageSchemas,
  value: Json | undefined,
  kind: ObjectKind,
  depth = 0,
): JsonObject | undefined {
  const object = depth > MAX_DEPTH ? undefined : schemas.resolve(value);
  if (object === undefined) return undefined;
  if (kind === "schema") return schemas.inline(isObject(value) ? value : object);
  const fields = listFields(kind);
  const read: JsonObject = {};
  for (const [key, item] of Object.entries(object)) {
    const [shape, child] = (Object.hasOwn(fields, key) ? fields[key] : fields["*"]) ?? [];
    if (NAMED.includes(key) && isObject(item)) setOwn(read, key, resolveAll(schemas, item));
    else if (child === undefined || key.startsWith("x-")) setOwn(read, key, item);
    else setOwn(read, key, readField(schemas, item, shape, child, depth));
  }
  return read;
}

function resolveAll(schemas: PageSchemas, named: JsonObject): JsonObject {
  const resolved: JsonObject = {};
  for (const [name, value] of Object.entries(named)) setOwn(resolved, name, schemas.resolve(value) ?? {});
  return resolved;
}

function readField(
  schemas: PageSchemas,
  value: Json,
  shape: "one" | "list" | "map" | undefined,
  kind: ObjectKind,
  depth: number,
): Json {
  const enter = (item: Json): Json =>
    isObject(item) ? (readCall(schemas, item, kind, depth + 1) ?? {}) : item;
  if (shape === "list") return Array.isArray(value) ? value.map(enter) : value;
  if (shape === "one" || !isObject(value)) return enter(value);
  const map: JsonObject = {};
  for (const [key, item] of Object.entries(value)) setOwn(map, key, enter(item));
  return map;
}
