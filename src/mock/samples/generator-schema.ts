import { JSONSchemaFaker } from "json-schema-faker";
import { childOf, isObject, type Json, type JsonObject, listAt, objectAt } from "../../openapi/json.ts";
import { readFixedValues } from "../../openapi/json-schema.ts";
import { rewriteObjects } from "../../openapi/walk.ts";

/** Where Prism puts the schemas that one refers to. */
const BUNDLE = "__bundled__";

/** What the generator knows by its former name, and what it does not know in words that it does. */
export function toDraft7(schema: JsonObject): JsonObject {
  const convert = (one: JsonObject) => rewriteObjects(structuredClone(one), "schema", convertKeywords);
  const { [BUNDLE]: bundled, ...own } = schema;
  const referred = Object.entries(objectAt(bundled)).map(([name, one]) => [
    name,
    isObject(one) ? convert(one) : one,
  ]);
  return { ...convert(own), [BUNDLE]: Object.fromEntries(referred) };
}

function convertKeywords(given: JsonObject): JsonObject {
  const one = drawCondition(given);
  const { prefixItems, items, exclusiveMinimum, exclusiveMaximum, dependentSchemas, not, ...others } = one;
  // What is not to be, the generator makes all the more.
  const rest = Object.keys(others).length === 0 && not !== undefined ? { not } : nameProperties(others);
  const needed = listAt(one, "required").flatMap((name) => childOf(dependentSchemas, String(name)) ?? []);
  const multiples = listMultiples(one);
  return {
    ...rest,
    ...(Array.isArray(prefixItems)
      ? { items: lengthen(prefixItems, one), ...(items !== undefined && { additionalItems: items }) }
      : items !== undefined && { items }),
    ...(typeof one.pattern === "string" && { pattern: spellOutLetters(one.pattern) }),
    ...(typeof exclusiveMinimum === "number" && { minimum: exclusiveMinimum, exclusiveMinimum: true }),
    ...(typeof exclusiveMaximum === "number" && { maximum: exclusiveMaximum, exclusiveMaximum: true }),
    ...(one.format === "byte" && { format: "", pattern: BASE64 }),
    ...(needed.length > 0 && { allOf: [...listAt(one, "allOf"), ...needed] }),
    ...(multiples.length > 0 && { enum: multiples }),
  };
}

/** The generator draws no condition, but one branch of a union: what fits the condition, or what need not. */
function drawCondition({ if: condition, then: met = {}, else: other = {}, ...rest }: JsonObject): JsonObject {
  if (condition === undefined) return rest;
  const drawn =
    met === false ? other : other === false ? condition : { anyOf: [{ allOf: [condition, met] }, other] };
  return { ...rest, allOf: [...listAt(rest, "allOf"), drawn] };
}

const BASE64 = "^([A-Za-z0-9+/]{4}){3,6}$";

/**
 * An object with names for the properties that it has to have, where something is said of names; and without any more,
 * where there is a limit to names or to how many there are.
 */
function nameProperties(schema: JsonObject): JsonObject {
  const { minProperties, maxProperties, patternProperties, propertyNames, ...rest } = schema;
  const { additionalProperties = {} } = rest;
  const [first] = Object.entries(objectAt(patternProperties));
  const named = isObject(propertyNames) ? propertyNames : first && { pattern: first[0] };
  const required = listAt(schema, "required");
  const missing = (typeof minProperties === "number" ? minProperties : 0) - required.length;
  if (named === undefined || missing <= 0) {
    const isLimited = isObject(propertyNames) || maxProperties !== undefined;
    return isLimited && missing <= 0 ? { ...rest, additionalProperties: false } : schema;
  }
  const form = { type: "string", ...named };
  const pattern = typeof named.pattern === "string" && { pattern: spellOutLetters(named.pattern) };
  const names = new Set<string>(readFixedValues(form)?.map(String).slice(0, missing));
  while (names.size < missing) {
    const name = String(JSONSchemaFaker.generate({ ...form, ...pattern } as never));
    // A pattern that draws but one name may take more behind it.
    names.add(names.has(name) ? `${name}${names.size}` : name);
  }
  const others = Object.fromEntries([...names].map((name) => [name, first?.[1] ?? additionalProperties]));
  return {
    ...rest,
    additionalProperties: false,
    properties: { ...others, ...objectAt(schema, "properties") },
    required: [...required, ...names],
  };
}

/** A tuple as long as the list has to be. */
function lengthen(prefixItems: readonly Json[], { items, minItems }: JsonObject): Json[] {
  const missing = (typeof minItems === "number" ? minItems : 0) - prefixItems.length;
  if (missing <= 0 || items === false) return [...prefixItems];
  return [...prefixItems, ...Array.from({ length: missing }, () => structuredClone(items ?? {}))];
}

/** Multiples between the limits, as the generator rounds those of a fraction. */
function listMultiples({ multipleOf: step, ...schema }: JsonObject): number[] {
  if (typeof step !== "number" || Number.isInteger(step) || schema.enum !== undefined) return [];
  const limit = (...names: string[]) =>
    names.map((name) => schema[name]).filter((one) => typeof one === "number");
  const low = Math.max(...limit("minimum", "exclusiveMinimum"));
  const high = Math.min(...limit("maximum", "exclusiveMaximum"));
  const first = Number.isFinite(low)
    ? Math.ceil(low / step)
    : Number.isFinite(high)
      ? Math.floor(high / step) - 10
      : 0;
  const all = Array.from({ length: 20 }, (_, at) => Number(((first + at) * step).toPrecision(15)));
  const isExcluded = (one: number) => one === schema.exclusiveMinimum || one === schema.exclusiveMaximum;
  return all.filter(
    (one) => one <= high && !isExcluded(one) && (schema.type !== "integer" || Number.isInteger(one)),
  );
}

/** Letters of the classes that a pattern has by their names: each value is tried on the pattern itself. */
const LETTERS: Readonly<Record<string, string>> = {
  Lu: "A-Z",
  Ll: "a-z",
  N: "0-9",
  P: ".,!",
  Z: " ",
  S: "$",
};

function spellOutLetters(pattern: string): string {
  const lettersOf = (name: string) => LETTERS[name] ?? LETTERS[name.charAt(0)] ?? "A-Za-z";
  return pattern.replace(/\[(?:\\.|[^\]\\])*\]|\\p\{[^}]*\}/g, (part) => {
    const spelled = part.replace(/\\p\{([^}]*)\}/g, (_, name: string) => lettersOf(name));
    return part.startsWith("[") ? spelled : `[${spelled}]`;
  });
}
