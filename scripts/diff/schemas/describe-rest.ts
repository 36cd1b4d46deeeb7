import { childOf, isObject, type Json, type JsonObject } from "../../../src/openapi/json.ts";
import { readFixedValues } from "../../../src/openapi/json-schema.ts";
import { canonical } from "../inclusion/formulas/identity.ts";

/** More values than this are counted, not listed. */
const MAX_LISTED = 6;

/** Limits, as they are said of a value. */
const LIMITS: Readonly<Record<string, (value: string) => string>> = {
  minimum: (value) => `at least ${value}`,
  maximum: (value) => `at most ${value}`,
  exclusiveMinimum: (value) => `more than ${value}`,
  exclusiveMaximum: (value) => `less than ${value}`,
  multipleOf: (value) => `a multiple of ${value}`,
  minLength: (value) => `at least ${value} characters long`,
  maxLength: (value) => `at most ${value} characters long`,
  minItems: (value) => `a list of at least ${value}`,
  maxItems: (value) => `a list of at most ${value}`,
  minProperties: (value) => `an object of at least ${value} properties`,
  maxProperties: (value) => `an object of at most ${value} properties`,
  pattern: (value) => `limited by the pattern ${value}`,
  format: (value) => `of format ${value}`,
};

/** Says how what is asked of a value changed, keyword by keyword. */
export function describeRest(before: JsonObject, after: JsonObject): string {
  const phrases: string[] = [];
  const [oldValues, newValues] = [readFixedValues(before), readFixedValues(after)];
  if (canonical(oldValues ?? null) !== canonical(newValues ?? null))
    phrases.push(describeValues(oldValues, newValues));
  const keywords = new Set([...Object.keys(before), ...Object.keys(after)]);
  for (const keyword of keywords) {
    if (keyword === "enum" || keyword === "const") continue;
    const [was, is] = [childOf(before, keyword), childOf(after, keyword)];
    if (was !== undefined && is !== undefined && canonical(was) === canonical(is)) continue;
    phrases.push(describeKeyword(keyword, was, is));
  }
  return phrases.length === 0 ? "has changed" : phrases.join(", ");
}

function describeKeyword(keyword: string, was: Json | undefined, is: Json | undefined): string {
  const limit = Object.hasOwn(LIMITS, keyword) ? LIMITS[keyword] : undefined;
  const write = (value: Json | undefined) => (typeof value === "string" ? value : JSON.stringify(value));
  if (limit !== undefined) {
    if (is === undefined) return `is no longer ${limit(write(was) ?? "")}`;
    return `is now ${limit(write(is) ?? "")}${was === undefined ? "" : ` (was ${write(was)})`}`;
  }
  if (keyword === "type") {
    const types = (value: Json | undefined) =>
      value === undefined ? "of any type" : [value].flat().join(" or ");
    return `is now ${types(is)} (was ${types(was)})`;
  }
  if (keyword === "additionalProperties" || keyword === "unevaluatedProperties") return describeFurther(is);
  if (keyword === "uniqueItems")
    return is === true ? "is now a list without repetition" : "is now a list that may repeat";
  if (is === undefined) return `no longer has \`${keyword}\``;
  if (was === undefined) return `has \`${keyword}\` now`;
  const isUnion = (keyword === "oneOf" || keyword === "anyOf") && Array.isArray(was) && Array.isArray(is);
  return (isUnion && describeVariants(was, is)) || `has another \`${keyword}\``;
}

function describeFurther(is: Json | undefined): string {
  if (is === false) return "takes no further properties now";
  return isObject(is) ? "says what further properties are like now" : "takes any further properties now";
}

/** Undefined where some variants are gone and others new. */
function describeVariants(was: readonly Json[], is: readonly Json[]): string | undefined {
  const [gone, added] = [without(was, is).length, without(is, was).length];
  if (gone > 0 && added > 0) return undefined;
  if (gone > 0) return gone === 1 ? "has one variant less" : `has ${gone} variants less`;
  if (added > 0) return added === 1 ? "has one more variant" : `has ${added} more variants`;
  return "has its variants in another order";
}

function without(some: readonly Json[], others: readonly Json[]): Json[] {
  return some.filter((value) => !others.some((other) => canonical(other) === canonical(value)));
}

function describeValues(was: readonly Json[] | undefined, is: readonly Json[] | undefined): string {
  if (is === undefined) return `is no longer limited to ${list(was ?? [])}`;
  if (was === undefined) return `is now limited to ${list(is)}`;
  const [gone, added] = [without(was, is), without(is, was)];
  const parts = [
    ...(gone.length === 0 ? [] : [`is no longer ${list(gone)}`]),
    ...(added.length === 0 ? [] : [`may be ${list(added)} now`]),
  ];
  return parts.length === 0 ? "has its values in another order" : parts.join(" and ");
}

function list(values: readonly Json[]): string {
  const shown = values.slice(0, MAX_LISTED).map((value) => JSON.stringify(value));
  const left = values.length - shown.length;
  return left > 0 ? `${shown.join(", ")} and ${left} more` : shown.join(" or ");
}
