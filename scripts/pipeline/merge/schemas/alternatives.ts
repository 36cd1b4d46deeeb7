import { isObject, type JsonObject, toText } from "../../../../src/openapi/json.ts";
import { isOfType, readFixedValues, typeOf } from "../../../../src/openapi/json-schema.ts";
import { isAnnotation } from "../../../../src/openapi/structure.ts";

/** The branches of a schema that is nothing but a union, some annotations aside. */
export function readBranches(schema: JsonObject): JsonObject[] | undefined {
  const { anyOf, oneOf, ...rest } = schema;
  const branches = anyOf ?? oneOf;
  if (!Array.isArray(branches) || (anyOf !== undefined && oneOf !== undefined)) return undefined;
  const isPlain = Object.keys(rest).every(
    (keyword) => isAnnotation(keyword) || keyword === "type" || keyword === "default",
  );
  return isPlain ? branches.filter(isObject) : undefined;
}

/** A schema as alternatives of one JSON type each, as far as it is one. */
export function splitAlternatives(schema: JsonObject): JsonObject[] {
  const branches = readBranches(schema);
  if (branches !== undefined) return branches.flatMap(splitAlternatives);
  const types = listTypes(schema);
  if (types.length < 2) return [types[0] === undefined ? schema : { ...schema, type: types[0] }];
  // A type of which the enum has no value says nothing.
  return types.map((type) => pickType(schema, type)).filter((one) => readFixedValues(one)?.length !== 0);
}

/** Keywords that limit values of one type alone. */
const KEYWORDS_OF: Record<string, readonly string[]> = {
  string: ["minLength", "maxLength", "pattern", "format"],
  number: ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"],
  array: ["items", "minItems", "maxItems", "uniqueItems", "prefixItems"],
  object: ["properties", "required", "additionalProperties", "minProperties", "maxProperties"],
};

function listTypes(schema: JsonObject): string[] {
  if (schema.type !== undefined) return [schema.type].flat().map(toText);
  const values = readFixedValues(schema);
  if (values !== undefined) return [...new Set(values.map(typeOf))];
  if ("properties" in schema || "required" in schema) return ["object"];
  return "items" in schema ? ["array"] : [];
}

function pickType(schema: JsonObject, type: string): JsonObject {
  const family = type === "integer" ? "number" : type;
  const foreign = new Set(
    Object.keys(KEYWORDS_OF).flatMap((other) => (other === family ? [] : (KEYWORDS_OF[other] ?? []))),
  );
  const { enum: _, const: __, ...rest } = schema;
  const own = Object.fromEntries(Object.entries(rest).filter(([keyword]) => !foreign.has(keyword)));
  const values = readFixedValues(schema)?.filter((value) => isOfType(value, [type]));
  return { ...own, type, ...(values === undefined ? {} : { enum: values }) };
}

/** Keywords whose join is known. */
const JOINABLE = new Set(["type", "enum", "const", "default", ...Object.values(KEYWORDS_OF).flat()]);

/** Whether it is known how to join a schema with others. */
export function isJoinable(schema: JsonObject): boolean {
  return Object.keys(schema).every(
    (keyword) => isAnnotation(keyword) || (JOINABLE.has(keyword) && keyword !== "prefixItems"),
  );
}
