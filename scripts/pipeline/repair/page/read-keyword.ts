import type { Json } from "../../../../src/openapi/json.ts";

const TYPES = ["object", "array", "string", "number", "integer", "boolean", "null"];

/** What programming languages call the types of JSON Schema. */
const ALIASES: Readonly<Record<string, string>> = {
  int: "integer",
  int32: "integer",
  int64: "integer",
  long: "integer",
  float: "number",
  double: "number",
  decimal: "number",
  bool: "boolean",
  str: "string",
  text: "string",
  file: "string",
  list: "array",
  dict: "object",
  map: "object",
  json: "object",
};

/** The types that `type` names, in their own names, each once. Undefined where it names none that is known. */
export function readType(value: Json): Json | undefined {
  const types = [value].flat().flatMap((name) => {
    if (typeof name !== "string") return [];
    const lower = name.toLowerCase();
    const known = Object.hasOwn(ALIASES, lower) ? ALIASES[lower] : lower;
    return known !== undefined && TYPES.includes(known) ? [known] : [];
  });
  const distinct = [...new Set(types)];
  return distinct.length > 1 ? distinct : distinct[0];
}
