import { isObject, type Json, type JsonObject } from "../../../../src/openapi/json.ts";
import { shapeOfKeyword } from "../../../../src/openapi/walk.ts";

/** Keywords whose schemas accept more values where what is in them does. */
const WIDENING = new Set([
  ...["properties", "patternProperties", "dependentSchemas", "allOf", "anyOf", "prefixItems"],
  ...["items", "additionalProperties", "unevaluatedItems", "unevaluatedProperties", "then", "else"],
]);

/**
 * Turns `oneOf` into `anyOf`: a reader of a response does not check that just one branch is valid. Not in `not` and the
 * like, where it would refuse what is valid.
 */
export function readAsAny(schema: JsonObject): JsonObject {
  const { oneOf, ...others } = schema;
  const isTurned = oneOf !== undefined && others.anyOf === undefined;
  const turned = isTurned ? { ...others, anyOf: oneOf } : schema;
  const visit = (value: Json): Json => (isObject(value) ? readAsAny(value) : value);
  const entries = Object.entries(turned).map(([keyword, value]): [string, Json] => {
    if (!WIDENING.has(keyword)) return [keyword, value];
    if (Array.isArray(value)) return [keyword, value.map(visit)];
    if (shapeOfKeyword(keyword) === "one" || !isObject(value)) return [keyword, visit(value)];
    return [keyword, Object.fromEntries(Object.entries(value).map(([key, item]) => [key, visit(item)]))];
  });
  return Object.fromEntries(entries);
}
