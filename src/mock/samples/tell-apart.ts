import { isObject, isRecord, type Json, type JsonObject, listAt, setOwn } from "../../openapi/json.ts";
import { readProperties } from "../../openapi/json-schema.ts";
import { followReferences } from "../../openapi/references.ts";

/** More objects than this are not tried one by one. */
const MAX_OBJECTS = 100;

/**
 * A value that is of one branch alone of a `oneOf`, made of one that is of several, as branches without required
 * properties are that admit each other's: with `null` for each property that others have, and it has not.
 */
export function tellApart(
  value: unknown,
  schema: JsonObject,
  bundle: JsonObject,
  fits: (value: unknown) => boolean,
): unknown {
  const unions = listUnions(schema, bundle);
  for (const path of unions.length === 0 ? [] : listObjects(value).slice(0, MAX_OBJECTS))
    for (const names of unions) {
      const changed = structuredClone(value);
      const object = path.reduce((at, key) => Object(at)[key], changed) as JsonObject;
      for (const name of names) if (!Object.hasOwn(object, name)) setOwn(object, name, null);
      if (fits(changed)) return changed;
    }
  return undefined;
}

/** The names of the properties of each union's branches. */
function listUnions(schema: JsonObject, bundle: JsonObject): string[][] {
  const seen = new Set<JsonObject>();
  const unions: string[][] = [];
  const visit = (value: Json): void => {
    if (Array.isArray(value)) value.forEach(visit);
    const { target } = followReferences(bundle, value);
    if (!isObject(target) || seen.has(target)) return;
    seen.add(target);
    const names = listAt(target, "oneOf").flatMap((branch) => listNames(branch, bundle));
    if (names.length > 0) unions.push([...new Set(names)]);
    Object.values(target).forEach(visit);
  };
  visit(schema);
  return unions;
}

/** The names of the properties of a branch, and of what it combines. */
function listNames(branch: Json, bundle: JsonObject, seen = new Set<Json>()): string[] {
  const { target } = followReferences(bundle, branch);
  if (!isObject(target) || seen.has(target)) return [];
  seen.add(target);
  return [
    ...Object.keys(readProperties(target)),
    ...listAt(target, "allOf").flatMap((part) => listNames(part, bundle, seen)),
  ];
}

/** The paths of a value's objects, those that hold others first. */
function listObjects(
  value: unknown,
  path: readonly (string | number)[] = [],
): (readonly (string | number)[])[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => listObjects(item, [...path, index]));
  if (!isRecord(value)) return [];
  return [path, ...Object.entries(value).flatMap(([name, item]) => listObjects(item, [...path, name]))];
}
