import { type Json, type JsonObject, objectAt } from "../../../../src/openapi/json.ts";
import { and, type Formula, type JsonType, or, type Reading } from "./formula.ts";
import { translateArray } from "./translate-array.ts";
import { declareProperties, translateObject } from "./translate-object.ts";

export function translateType(type: Json | undefined, { type: wanted, isNegated }: Reading): Formula {
  if (type === undefined) return !isNegated;
  const types = [type].flat();
  if (types.includes(wanted)) return !isNegated;
  if (wanted === "number" && types.includes("integer")) return { op: "multiple", of: 1, isNegated };
  return isNegated;
}

/** `enum` and `const`. Lists and objects are written as schemas of their own, so that they have parts like others. */
export function translateValues(schema: JsonObject, reading: Reading): Formula[] {
  const lists = [
    ...(Array.isArray(schema.enum) ? [schema.enum] : []),
    ...(schema.const === undefined ? [] : [[schema.const]]),
  ];
  return lists.map((values) => translateList(values, reading));
}

function translateList(values: readonly Json[], reading: Reading): Formula {
  const { type, isNegated } = reading;
  const fitting = values.filter((value) => jsonTypeOf(value) === type);
  if (fitting.length === 0) return isNegated;
  if (type !== "array" && type !== "object") return { op: "in", values: fitting, isNegated };
  const written = fitting.map((value) => {
    const schema = describeValue(value);
    const parts =
      type === "array"
        ? translateArray(schema, { ...reading, isClosed: false })
        : translateObject(schema, { ...reading, isClosed: false }, () => true);
    const declared = type === "object" && reading.isClosed && !isNegated ? [declareProperties(schema)] : [];
    return isNegated ? or(parts) : and([...parts, ...declared]);
  });
  return isNegated ? and(written) : or(written);
}

/** A schema that one value satisfies, and no other. */
function describeValue(value: Json): JsonObject {
  if (Array.isArray(value))
    return {
      minItems: value.length,
      prefixItems: value.map((item) => ({ const: item })),
      items: false,
    };
  const fields = objectAt(value);
  return {
    required: Object.keys(fields),
    properties: Object.fromEntries(Object.entries(fields).map(([key, item]) => [key, { const: item }])),
    additionalProperties: false,
  };
}

export function jsonTypeOf(value: Json): JsonType {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return typeof value as JsonType;
}
