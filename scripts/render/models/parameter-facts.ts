import { type Json, type JsonObject, listAt } from "../../../src/openapi/json.ts";
import { readFixedValues } from "../../../src/openapi/json-schema.ts";
import { resolveComponent } from "../../../src/openapi/references.ts";
import { TYPE_OF } from "../../../src/validation/describe-schema.ts";

/** The keywords that limit a parameter, in the order in which they are listed, and the type of what each says. */
export const LIMITS: Readonly<Record<string, "number" | "boolean" | "string">> = {
  minimum: "number",
  exclusiveMinimum: "number",
  maximum: "number",
  exclusiveMaximum: "number",
  multipleOf: "number",
  minLength: "number",
  maxLength: "number",
  pattern: "string",
  minItems: "number",
  maxItems: "number",
  uniqueItems: "boolean",
  minProperties: "number",
  maxProperties: "number",
  format: "string",
};

/** What can be known about a parameter. */
export function readParameter(document: JsonObject, property: Json, required: boolean): unknown {
  const schema = resolveComponent(document, property);
  const all = [schema, ...listAt(schema, "allOf").map((part) => resolveComponent(document, part))];
  const unions = all.flatMap((part) => listUnions(document, part));
  const branches = [...all, ...unions.flat()];
  const types = [
    ...new Set(branches.flatMap(({ type }) => (type === undefined ? [] : [type].flat().map(String)))),
  ];
  const choices = branches.flatMap((branch) => readFixedValues(branch) ?? []);
  const limits = Object.keys(LIMITS).flatMap((key) => {
    const found = [...all.map((part) => part[key]), ...unions.map((union) => readLoosest(key, union))];
    const value = pick(key, found, "strictest");
    return value === undefined ? [] : [[key, value] as const];
  });
  return {
    types,
    required,
    ...(schema.default === undefined ? {} : { default: schema.default }),
    ...(choices.length === 0 ? {} : { choices }),
    ...Object.fromEntries(limits),
  };
}

/** The branches of the unions of a schema, which few have. */
function listUnions(document: JsonObject, schema: JsonObject): JsonObject[][] {
  return ["oneOf", "anyOf"]
    .map((keyword) => listAt(schema, keyword).map((branch) => resolveComponent(document, branch)))
    .filter((branches) => branches.length > 0);
}

/** What a union limits: the loosest of its branches that take values of the keyword's type and not fixed ones alone. */
function readLoosest(key: string, union: readonly JsonObject[]): Json | undefined {
  const takers = union.filter((branch) => {
    const types = [branch.type ?? []].flat().map((type) => (type === "integer" ? "number" : type));
    return (
      readFixedValues(branch) === undefined &&
      (types.length === 0 ? branch[key] !== undefined : types.includes(TYPE_OF[key] ?? ""))
    );
  });
  return takers.some((branch) => branch[key] === undefined)
    ? undefined
    : pick(
        key,
        takers.map((branch) => branch[key]),
        "loosest",
      );
}

/** One of several limits. What is neither a minimum nor a maximum is said where all say the same, or all have to hold. */
function pick(
  key: string,
  limits: readonly (Json | undefined)[],
  which: "strictest" | "loosest",
): Json | undefined {
  const found = limits.filter((limit) => limit !== undefined);
  const numbers = found.filter((limit) => typeof limit === "number");
  const isMinimum = /^(?:exclusiveM|m)in/.test(key);
  if ((isMinimum || /^(?:exclusiveM|m)ax/.test(key)) && numbers.length === found.length && numbers.length > 0)
    return isMinimum === (which === "strictest") ? Math.max(...numbers) : Math.min(...numbers);
  return which === "strictest" || found.every((limit) => limit === found[0]) ? found[0] : undefined;
}
