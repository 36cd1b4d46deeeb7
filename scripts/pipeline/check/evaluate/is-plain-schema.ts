import { isObject, type Json } from "../../../../src/openapi/json.ts";
import { FILE_KEYWORD } from "../../../../src/validation/compile/is-file.ts";

/** Beyond this Ajv has to show that its stack is deep enough. */
const MAX_DEPTH = 30;

const TYPES = new Set(["string", "number", "integer", "boolean", "object", "array", "null"]);

const isNumber = (value: Json) => typeof value === "number";
const isString = (value: Json) => typeof value === "string";
const isAnything = () => true;

/** Keywords without schemas, and which values of each Ajv always compiles. */
const KEYWORDS = new Map<string, (value: Json) => boolean>([
  ["$ref", isString],
  ["type", (value) => isFilled([value].flat()) && [value].flat().every((type) => TYPES.has(String(type)))],
  ["const", isAnything],
  ["enum", isFilled],
  ["required", (value) => Array.isArray(value) && value.every(isString)],
  // Ajv looks a format up in an object, and finds what every object inherits.
  ["format", (value) => typeof value === "string" && !(value in {})],
  [FILE_KEYWORD, isString],
  ["uniqueItems", (value) => typeof value === "boolean"],
  ...["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"].map((key) => [key, isNumber] as const),
  ...["minLength", "maxLength", "minItems", "maxItems"].map((key) => [key, isNumber] as const),
  ...["minProperties", "maxProperties"].map((key) => [key, isNumber] as const),
  ...["readOnly", "writeOnly"].map((key) => [key, isAnything] as const),
]);

/**
 * Whether Ajv is sure to compile a schema, references aside: of common keywords alone, each with a value that it may have.
 * Most schemas of responses are, and only few of those ever validate an example, so that the others need no code.
 */
export function isPlainSchema(schema: Json, depth = 0): boolean {
  if (typeof schema === "boolean") return true;
  if (!isObject(schema) || depth > MAX_DEPTH) return false;
  const isPlain = (part: Json) => isPlainSchema(part, depth + 1);
  return Object.entries(schema).every(([keyword, value]) => {
    if (keyword === "items" || keyword === "additionalProperties") return isPlain(value);
    if (keyword === "properties") return isPlainMap(value, isPlain);
    if (keyword === "allOf" || keyword === "anyOf" || keyword === "oneOf")
      return isFilled(value) && value.every(isPlain);
    return KEYWORDS.get(keyword)?.(value) ?? false;
  });
}

function isFilled(value: Json): value is Json[] {
  return Array.isArray(value) && value.length > 0;
}

function isPlainMap(value: Json, isPlain: (part: Json) => boolean): boolean {
  return isObject(value) && !Object.hasOwn(value, "__proto__") && Object.values(value).every(isPlain);
}
