import { type Json, type JsonObject, listAt } from "../../openapi/json.ts";
import { readFixedValues, readProperties } from "../../openapi/json-schema.ts";
import { resolveFully } from "../../openapi/references.ts";

/**
 * An `allOf` with one part more, for the properties that one of its parts fixes and another describes, as an object does
 * that its base knows as any text: a sampler takes what the last part says.
 */
export function repeatFixed(schema: JsonObject, bundle: JsonObject): JsonObject {
  const parts = listAt(schema, "allOf");
  if (parts.length === 0) return schema;
  const all = [...listParts(schema, bundle)];
  const described = new Map<string, Json[]>();
  for (const part of all)
    for (const [name, one] of Object.entries(readProperties(part)))
      described.set(name, [...(described.get(name) ?? []), one]);
  const fixed = [...described].flatMap(([name, ones]): [string, Json][] => {
    const [first, ...others] = ones.flatMap((one) => {
      const values = readFixedValues(resolveFully(bundle, one));
      return values === undefined ? [] : [values];
    });
    if (first === undefined || ones.length === 1) return [];
    const common = first.filter((value) => others.every((other) => other.includes(value)));
    return common.length === 0 ? [] : [[name, { enum: common }]];
  });
  if (fixed.length === 0) return schema;
  const required = all.flatMap((part) => listAt(part, "required"));
  const properties = Object.fromEntries(fixed);
  return {
    ...schema,
    allOf: [...parts, { properties, required: required.filter((name) => String(name) in properties) }],
  };
}

/** A schema, what it refers to, and all parts of both. */
function listParts(schema: Json, bundle: JsonObject, seen = new Set<JsonObject>()): ReadonlySet<JsonObject> {
  const one = resolveFully(bundle, schema);
  if (seen.has(one)) return seen;
  seen.add(one);
  for (const part of listAt(one, "allOf")) listParts(part, bundle, seen);
  return seen;
}
