import type { JsonObject } from "../../../src/openapi/json.ts";
import { isOfType, typeOf } from "../../../src/openapi/json-schema.ts";

/**
 * Mends an enum whose values contradict the `type` beside it, which would accept nothing.
 *
 * Where only strings are let through, a number or a boolean is a string that lost its quotes. Anything else is taken
 * as a type that was forgotten.
 *
 * @param report Called with what was done, when something was.
 */
export function repairEnum(schema: JsonObject, report: (key: string, message: string) => void): JsonObject {
  const { type, enum: values } = schema;
  if (type === undefined || !Array.isArray(values)) return schema;
  const types = [type].flat();
  const foreign = values.filter((value) => !isOfType(value, types));
  if (foreign.length === 0) return schema;

  const shown = foreign.map((value) => JSON.stringify(value)).join(", ");
  const isUnquoted = types.every((one) => one === "string" || one === "null");
  if (isUnquoted && foreign.every((value) => typeof value === "number" || typeof value === "boolean")) {
    report("enum", `The values ${shown} are no strings, as the type demands. Read as the same in quotes.`);
    return { ...schema, enum: values.map((value) => (isOfType(value, types) ? value : String(value))) };
  }
  report(
    "enum",
    `The values ${shown} are not of the type ${JSON.stringify(type)}. Read as types that were forgotten.`,
  );
  return { ...schema, type: [...new Set([...types, ...foreign.map(typeOf)])] };
}
