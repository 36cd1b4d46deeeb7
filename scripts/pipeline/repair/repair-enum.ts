import type { JsonObject } from "../../../src/openapi/json.ts";
import { isOfType, typeOf } from "../../../src/openapi/json-schema.ts";

/**
 * Repairs an enum whose values contradict the `type` of the schema, which would accept nothing.
 *
 * Where the type is string, a number or a boolean is a string that lost its quotes. Anything else is evidence of a type
 * that was forgotten.
 *
 * @param report Called with what was done, when something was.
 */
export function repairEnum(given: JsonObject, report: (key: string, message: string) => void): JsonObject {
  const schema = quoteValues(given, report);
  const { type, enum: values } = schema;
  if (type === undefined || !Array.isArray(values)) return schema;
  const types = [type].flat();
  const foreign = values.filter((value) => !isOfType(value, types));
  if (foreign.length === 0) return schema;

  const shown = foreign.map((value) => JSON.stringify(value)).join(", ");
  if (isOfText(schema) && foreign.every((value) => typeof value === "number" || typeof value === "boolean")) {
    report("enum", `The values ${shown} are not strings, as the type demands. Read as the same in quotes.`);
    return { ...schema, enum: values.map((value) => (isOfType(value, types) ? value : String(value))) };
  }
  report("enum", `The values ${shown} are not of the type ${JSON.stringify(type)}. Their types are added.`);
  return { ...schema, type: [...new Set([...types, ...foreign.map(typeOf)])] };
}

/** Reads the one value of `const`, `default` or `example` in the same way. */
function quoteValues(schema: JsonObject, report: (key: string, message: string) => void): JsonObject {
  if (!isOfText(schema)) return schema;
  const quoted = ["const", "default", "example"].flatMap((key): [string, string][] => {
    const value = schema[key];
    if (typeof value !== "number" && typeof value !== "boolean") return [];
    report(key, `The value ${value} is not a string, as the type demands. Read as the same in quotes.`);
    return [[key, String(value)]];
  });
  return quoted.length === 0 ? schema : { ...schema, ...Object.fromEntries(quoted) };
}

function isOfText({ type }: JsonObject): boolean {
  return type !== undefined && [type].flat().every((one) => one === "string" || one === "null");
}
