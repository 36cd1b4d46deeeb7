import { isObject, type Json, type JsonObject, listAt } from "../../../src/openapi/json.ts";
import { readFixedValues, readProperties } from "../../../src/openapi/json-schema.ts";
import { parsePointer, pointerTo } from "../../../src/openapi/pointer.ts";
import { followReferences } from "../../../src/openapi/references.ts";
import { rewriteObjects } from "../../../src/openapi/walk.ts";

/** A schema, and the keys that lead to it. */
interface Placed {
  schema: JsonObject;
  keys: readonly string[];
}

/**
 * Finds the properties that tell the variants of a union of objects apart, as `type` of the parts of a message: at least
 * two variants fix them to strings, and no string is that of two. They need not be required, as responses seldom say it.
 *
 * @returns pointers to the schemas of these properties.
 */
export function findDiscriminators(document: JsonObject): Set<string> {
  const found = new Set<string>();
  rewriteObjects(document, "document", (schema, kind, keys) => {
    if (kind !== "schema" || (schema.anyOf === undefined && schema.oneOf === undefined)) return schema;
    const variants = listVariants(document, { schema, keys }, new Set()).map((variant) =>
      listFixed(document, variant, new Set()),
    );
    for (const name of new Set(variants.flatMap((fixed) => [...fixed.keys()]))) {
      const having = variants.flatMap((fixed) => fixed.get(name) ?? []);
      const values = having.flatMap((property) => property.values);
      if (having.length > 1 && new Set(values).size === values.length)
        for (const { pointer } of having) found.add(pointer);
    }
    return schema;
  });
  return found;
}

/** The objects of a union: also those of unions in it. */
function listVariants(document: JsonObject, { schema, keys }: Placed, seen: Set<JsonObject>): Placed[] {
  const branches = ["anyOf", "oneOf"].flatMap((keyword) =>
    listAt(schema, keyword).map((value, index) => follow(document, value, [...keys, keyword, String(index)])),
  );
  return branches.flatMap((branch) => {
    if (branch === undefined || seen.has(branch.schema)) return [];
    seen.add(branch.schema);
    const isUnion = branch.schema.anyOf !== undefined || branch.schema.oneOf !== undefined;
    return isUnion ? listVariants(document, branch, seen) : [branch];
  });
}

interface FixedProperty {
  pointer: string;
  values: readonly Json[];
}

/** The properties of a variant, and of its parts, that are fixed to strings. */
function listFixed(
  document: JsonObject,
  { schema, keys }: Placed,
  seen: Set<JsonObject>,
): Map<string, FixedProperty> {
  const fixed = new Map<string, FixedProperty>();
  if (seen.has(schema)) return fixed;
  seen.add(schema);
  for (const [index, value] of listAt(schema, "allOf").entries()) {
    const part = follow(document, value, [...keys, "allOf", String(index)]);
    for (const one of part === undefined ? [] : listFixed(document, part, seen)) fixed.set(...one);
  }
  for (const [name, value] of Object.entries(readProperties(schema))) {
    const property = follow(document, value, [...keys, "properties", name]);
    const values = property && readFixedValues(property.schema);
    if (property && values?.length && values.every((one) => typeof one === "string"))
      fixed.set(name, { pointer: pointerTo(property.keys), values });
  }
  return fixed;
}

function follow(document: JsonObject, value: Json, keys: readonly string[]): Placed | undefined {
  const { target, pointer } = followReferences(document, value);
  if (!isObject(target)) return undefined;
  return { schema: target, keys: pointer === undefined ? keys : parsePointer(pointer) };
}
