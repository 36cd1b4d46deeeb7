import { type Json, type JsonObject, objectAt } from "./json.ts";

/** Said in the document's root, so that validators do not fall back to an older dialect. */
export const DIALECT = "https://json-schema.org/draft/2020-12/schema";

/** The JSON Schema type of a value, the narrowest there is. */
export function typeOf(value: Json): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return typeof value === "number" && Number.isInteger(value) ? "integer" : typeof value;
}

/** Whether a value is of one of some JSON Schema types. */
export function isOfType(value: Json, types: readonly Json[]): boolean {
  const type = typeOf(value);
  return types.includes(type) || (type === "integer" && types.includes("number"));
}

/** The values that a schema fixes by `const` or `enum`, or undefined where it is open. Of both, `const` is the stricter. */
export function readFixedValues(schema: JsonObject): Json[] | undefined {
  if (schema.const !== undefined) return [schema.const];
  return Array.isArray(schema.enum) ? schema.enum : undefined;
}

/** The properties that a schema describes, by name; none where it describes none. */
export function readProperties(schema: Json | undefined): JsonObject {
  return objectAt(schema, "properties");
}
