import { isObject, type Json, type JsonObject, listAt } from "../../../src/openapi/json.ts";
import { readFixedValues, typeOf } from "../../../src/openapi/json-schema.ts";
import { followReferences } from "../../../src/openapi/references.ts";

/** Keywords that openapi-typescript prints a type of, next to that of a union. */
const PRINTED = ["properties", "additionalProperties", "patternProperties", "allOf"];

/**
 * Makes what stands beside a union hold of each of its branches. openapi-typescript prints an `anyOf` next to properties,
 * and any union next to a type alone, as one more branch, so that nothing narrows; and loses types next to a `oneOf`.
 *
 * - Where nothing but a type stands there, and each branch says its own, it goes.
 * - A union next to properties becomes a part of an `allOf`, where it is known which types both are of.
 */
export function shapeUnion(document: JsonObject, schema: JsonObject): JsonObject {
  const keyword = ["anyOf", "oneOf"].find((key) => listAt(schema, key).length > 0);
  if (keyword === undefined || (keyword === "anyOf" && schema.oneOf !== undefined)) return schema;
  const types = listAt(schema, keyword).map((branch) => listTypes(document, branch));
  const isTyped = types.every((own) => own.length > 0);
  const { type, ...untyped } = schema;
  if (!PRINTED.some((key) => isObject(schema[key]) || listAt(schema, key).length > 0))
    return isTyped ? untyped : schema;
  if (!isTyped && type !== "object") return schema;
  const { [keyword]: union = [], ...rest } = untyped;
  const whole = type ?? [...new Set(types.flat())];
  return { ...rest, type: whole, allOf: [...listAt(rest, "allOf"), { [keyword]: union }] };
}

/** The types of a branch; none where it says none. */
function listTypes(document: JsonObject, branch: Json): Json[] {
  const { target } = followReferences(document, branch);
  if (!isObject(target)) return [];
  return target.type === undefined ? (readFixedValues(target) ?? []).map(typeOf) : [target.type].flat();
}
