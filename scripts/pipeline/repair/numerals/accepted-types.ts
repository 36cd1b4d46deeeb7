import { isObject, type Json, type JsonObject, listAt, objectAt } from "../../../../src/openapi/json.ts";
import { readProperties } from "../../../../src/openapi/json-schema.ts";
import { resolvePointer } from "../../../../src/openapi/pointer.ts";
import { createBoundedMatcher } from "../../../../src/validation/compile/pattern/bounded-pattern.ts";
import { readType } from "../page/read-keyword.ts";

/** The types that values have in a document; an integer is a number. */
type Types = ReadonlySet<string>;

const ALL: Types = new Set(["object", "array", "string", "number", "boolean", "null"]);

/** Of which types the values may be that a schema accepts: all, where neither it nor a part of it says so. */
export function createReadTypes(document: JsonObject): (schema: Json) => Types {
  const known = new Map<JsonObject, Types>();
  const read = (schema: Json): Types => {
    if (!isObject(schema)) return ALL;
    const found = known.get(schema);
    if (found !== undefined) return found;
    // A schema that is a part of itself asks nothing more there.
    known.set(schema, ALL);
    const unions = ["anyOf", "oneOf"]
      .map((keyword) => listAt(schema, keyword))
      .filter(({ length }) => length);
    const parts = [
      ...[...listReferred(document, schema), ...listAt(schema, "allOf")].map(read),
      ...unions.map((branches) => new Set(branches.flatMap((branch) => [...read(branch)]))),
    ];
    const types = new Set([...readOwn(schema)].filter((type) => parts.every((part) => part.has(type))));
    known.set(schema, types);
    return types;
  };
  return read;
}

function readOwn({ type, nullable }: JsonObject): Types {
  const names = type === undefined ? undefined : readType(type);
  if (names === undefined) return ALL;
  const all = [names, nullable === true ? "null" : []].flat();
  return new Set(all.map((name) => (name === "integer" ? "number" : String(name))));
}

/** A schema of a part of the values that another accepts: of a property by name, or of an item by index. */
export type ReadPart = (schema: Json, key: string | number | undefined) => JsonObject;

/** What a schema, with all its parts, asks of a property; or of an item, where the key is no name. */
export function createReadPart(document: JsonObject): ReadPart {
  const known = new Map<Json, Map<unknown, JsonObject>>();
  const read: ReadPart = (schema, key) => {
    if (!isObject(schema)) return {};
    const parts = known.get(schema) ?? new Map<unknown, JsonObject>();
    known.set(schema, parts);
    const found = parts.get(key);
    if (found !== undefined) return found;
    const part: JsonObject = {};
    // It is known before it is complete: a schema may be a part of itself.
    parts.set(key, part);
    const readAll = (schemas: readonly Json[]) => schemas.map((one) => read(one, key));
    part.allOf = [
      ...(typeof key === "string" ? listOfProperty(schema, key) : listOfItem(schema, key)),
      ...readAll([...listReferred(document, schema), ...listAt(schema, "allOf")]),
    ];
    for (const keyword of ["anyOf", "oneOf"]) part[keyword] = readAll(listAt(schema, keyword));
    return part;
  };
  return read;
}

function listReferred(document: JsonObject, { $ref }: JsonObject): Json[] {
  return typeof $ref === "string" ? [resolvePointer(document, $ref) ?? {}] : [];
}

function listOfProperty(schema: JsonObject, name: string): Json[] {
  const properties = readProperties(schema);
  const named = Object.hasOwn(properties, name) ? [properties[name] ?? {}] : [];
  const matching = Object.entries(objectAt(schema, "patternProperties")).flatMap(([pattern, property]) =>
    matches(pattern, name) ? [property] : [],
  );
  const own = [...named, ...matching];
  return own.length > 0 ? own : [schema.additionalProperties ?? {}];
}

function matches(pattern: string, name: string): boolean {
  try {
    return createBoundedMatcher(pattern).test(name);
  } catch {
    return false;
  }
}

/** A tuple is `prefixItems`, or the list that `items` was before 2020-12. */
function listOfItem(schema: JsonObject, index: number | undefined): Json[] {
  const { items = {}, additionalItems = {} } = schema;
  const tuple = Array.isArray(items) ? items : listAt(schema, "prefixItems");
  const rest = Array.isArray(items) ? additionalItems : items;
  return [(index === undefined ? undefined : tuple[index]) ?? rest];
}
