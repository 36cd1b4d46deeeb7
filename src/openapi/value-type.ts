import type { Json } from "./document.ts";

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
