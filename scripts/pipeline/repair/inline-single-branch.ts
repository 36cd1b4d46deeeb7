import { isObject, type JsonObject } from "../../../src/openapi/document.ts";
import { isAnnotation } from "../../../src/openapi/structure.ts";

const COMBINATIONS = ["oneOf", "anyOf", "allOf"];

/** A combination of one schema is that schema, unless both it and the schema around it say something of one thing. */
export function unwrapSingle(schema: JsonObject): JsonObject {
  const keyword = COMBINATIONS.find((key) => Array.isArray(schema[key]) && schema[key].length === 1);
  if (keyword === undefined) return schema;
  const { [keyword]: list, ...rest } = schema;
  const [only] = Array.isArray(list) ? list : [];
  const isFree =
    isObject(only) && Object.keys(only).every((key) => isAnnotation(key) || !Object.hasOwn(rest, key));
  return isFree ? unwrapSingle({ ...only, ...rest }) : schema;
}
