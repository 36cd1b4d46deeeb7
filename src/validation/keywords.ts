import type { AjvError } from "./ajv-error.ts";
import { describeCount, describeFit, describeNot, describeSchema, TYPE_OF } from "./describe-schema.ts";

type Schema = { readonly [keyword: string]: unknown };

/** Says what would be right where a keyword refuses a value, to stand after "must be". */
export function describeRefusal({ keyword, params, schema, parentSchema }: AjvError): string {
  const parent = Object(parentSchema) as Schema;
  if (parent.format === "binary") return "a file";
  switch (keyword) {
    case "false schema":
      return "absent";
    case "not":
      return describeNot(schema);
    case "if":
      return params.failingKeyword === "then" ? describeNot(parent.if) : describeFit(parent.if);
    case "uniqueItems":
      return "a list without equal items";
    case "minProperties":
    case "maxProperties":
      return `an object${describeCount(parent.minProperties, parent.maxProperties, "property", "properties")}`;
    case "contains":
      return describeContains(parent);
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
      return describeLimits(keyword, parent);
  }
}

/** Limits of the one type that a keyword limits; what else is asked of the value, another error says. */
function describeLimits(
  keyword: string,
  { anyOf, oneOf, enum: values, const: only, ...own }: Schema,
): string {
  // Of a value that is no object, what is missing in it says little.
  if (keyword === "type") return describeSchema({ ...own, required: undefined, enum: values, const: only });
  const type = TYPE_OF[keyword];
  return describeSchema({ ...own, type: own.type ?? type });
}

/** `a list with at least 1 item that is a string`. */
function describeContains({ contains, minContains = 1, maxContains }: Schema): string {
  const item = describeFit(contains);
  if (item === "absent" || Number(minContains) > Number(maxContains ?? minContains))
    return "anything but a list";
  if (maxContains === 0) return `a list without an item that is ${item}`;
  const count = maxContains ?? minContains;
  const range =
    maxContains === undefined
      ? `at least ${minContains}`
      : minContains === maxContains
        ? `${minContains}`
        : minContains === 0
          ? `at most ${maxContains}`
          : `${minContains} to ${maxContains}`;
  const amount = `a list with ${range} ${count === 1 ? "item" : "items"}`;
  if (item === "any value") return amount;
  return `${amount} that ${count === 1 ? "is" : "are each"} ${item}`;
}
