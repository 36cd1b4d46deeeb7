import { describeCount, describeSchema } from "./describe-schema.ts";
import type { AjvError } from "./fold-unions.ts";

type Schema = { readonly [keyword: string]: unknown };

/** Of the keywords that limit values of one type alone, that type: a schema that names none lets others through. */
const TYPE_OF: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ["minLength", "maxLength", "pattern", "format"].map((keyword) => [keyword, "string"]),
  ),
  ...Object.fromEntries(
    ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"].map((keyword) => [
      keyword,
      "number",
    ]),
  ),
  ...Object.fromEntries(["minItems", "maxItems"].map((keyword) => [keyword, "array"])),
};

/** Says what would be right where a keyword refuses a value, to stand after "must be". */
export function describeRefusal({ keyword, params, schema, parentSchema }: AjvError): string {
  const parent = Object(parentSchema) as Schema;
  const { minContains, maxContains } = parent;
  if (parent.format === "binary") return "a file";
  switch (keyword) {
    case "false schema":
      return "absent";
    case "not":
      return describeSchema(schema) === "any value" ? "absent" : `anything but ${describeSchema(schema)}`;
    case "uniqueItems":
      return "a list without equal items";
    case "minProperties":
    case "maxProperties":
      return `an object${describeCount(parent.minProperties, parent.maxProperties, "property", "properties")}`;
    case "contains":
      return `a list with ${describeAmount(minContains ?? 1, maxContains)} ${describeSchema(schema)}`;
    case "items":
    case "unevaluatedItems":
      return `a list${describeCount(undefined, params.limit ?? params.len, "item")}`;
    case "oneOf":
      if (Array.isArray(params.passingSchemas)) {
        const [one, other] = params.passingSchemas.map((index) => `number ${Number(index) + 1}`);
        return `of exactly one of ${Array.isArray(schema) ? schema.length : "its"} forms, and not of both ${one} and ${other}`;
      }
      return describeSchema({ oneOf: schema });
    case "anyOf":
      return describeSchema({ anyOf: schema });
    case "const":
    case "enum":
      return describeSchema({ [keyword]: schema });
    default:
      return keyword in TYPE_OF ? describeLimits(keyword, parent) : describeSchema(parent);
  }
}

/** Limits of the one type that a keyword limits; what else is asked of the value, another error says. */
function describeLimits(keyword: string, { anyOf, oneOf, enum: _, const: __, ...own }: Schema): string {
  return describeSchema({ ...own, type: own.type ?? TYPE_OF[keyword] });
}

/** `at least 1 item that is`, `2 to 3 items that are each`. */
function describeAmount(min: unknown, max: unknown): string {
  const count = max === undefined ? min : max;
  const range =
    max === undefined
      ? `at least ${min}`
      : min === max
        ? `${min}`
        : min === 0
          ? `at most ${max}`
          : `${min} to ${max}`;
  return count === 1 ? `${range} item that is` : `${range} items that are each`;
}
