import type { Json, JsonObject } from "../../../../src/openapi/json.ts";
import { type Formula, opaque } from "./formula.ts";

/** The keywords of numbers. A limit that is no number limits nothing. */
export function translateNumber(schema: JsonObject, isNegated: boolean): Formula[] {
  const found: Formula[] = [];
  const limit = (value: Json | undefined, side: "low" | "high", isStrict: boolean): void => {
    if (typeof value !== "number") return;
    found.push(
      isNegated
        ? { op: "bound", side: side === "low" ? "high" : "low", value, isStrict: !isStrict }
        : { op: "bound", side, value, isStrict },
    );
  };
  limit(schema.minimum, "low", false);
  limit(schema.exclusiveMinimum, "low", true);
  limit(schema.maximum, "high", false);
  limit(schema.exclusiveMaximum, "high", true);
  const { multipleOf, format } = schema;
  if (typeof multipleOf === "number" && multipleOf > 0)
    found.push({ op: "multiple", of: multipleOf, isNegated });
  if (typeof format === "string") found.push(...translateNumberFormat(format, isNegated));
  return found;
}

/** `int32` has a range, `int64` only is whole; `double` is every number there is. Others are told apart by name. */
function translateNumberFormat(format: string, isNegated: boolean): Formula[] {
  if (format === "int64") return [{ op: "multiple", of: 1, isNegated }];
  if (format === "int32")
    return [
      { op: "multiple", of: 1, isNegated },
      ...translateNumber({ minimum: -(2 ** 31), maximum: 2 ** 31 - 1 }, isNegated),
    ];
  if (format !== "float") return [!isNegated];
  return [opaque("the format float is no set of JSON numbers", isNegated, format)];
}

/** The keywords of strings. */
export function translateString(schema: JsonObject, isNegated: boolean): Formula[] {
  const found = translateSize(schema.minLength, schema.maxLength, isNegated);
  const { pattern, format } = schema;
  if (typeof pattern === "string") found.push({ op: "pattern", pattern, isNegated });
  if (typeof format === "string") found.push({ op: "format", format, isNegated });
  return found;
}

/** A least and a most size: of texts, lists and objects alike. */
export function translateSize(
  least: Json | undefined,
  most: Json | undefined,
  isNegated: boolean,
): Formula[] {
  const found: Formula[] = [];
  if (typeof least === "number")
    found.push(
      isNegated
        ? { op: "size", side: "high", value: Math.ceil(least) - 1 }
        : { op: "size", side: "low", value: Math.ceil(least) },
    );
  if (typeof most === "number")
    found.push(
      isNegated
        ? { op: "size", side: "low", value: Math.floor(most) + 1 }
        : { op: "size", side: "high", value: Math.floor(most) },
    );
  return found;
}
