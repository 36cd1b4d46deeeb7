import { isObject, type Json, type JsonObject, listAt } from "../../../src/openapi/json.ts";
import { readFixedValues } from "../../../src/openapi/json-schema.ts";
import { resolvePointer } from "../../../src/openapi/pointer.ts";
import { writeData } from "../../../src/openapi/structure.ts";
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

/** What can be known about a parameter. What stands beside a reference is said of this place, and goes before the rest. */
export function readParameter(document: JsonObject, property: Json, required: boolean): unknown {
  const parts = listParts(document, property);
  const unions = parts.flatMap((part) => listUnions(document, part));
  const branches = [...parts, ...unions.flat()];
  const types = [
    ...new Set(branches.flatMap(({ type }) => (type === undefined ? [] : [type].flat().map(String)))),
  ];
  const initial = parts.find((part) => part.default !== undefined)?.default;
  const choices = readChoices(parts) ?? unions.flat().flatMap((branch) => readFixedValues(branch) ?? []);
  const limits = Object.keys(LIMITS).flatMap((key) => {
    const found = [...parts.map((part) => part[key]), ...unions.map((union) => readLoosest(key, union))];
    const value = pick(key, found, "strictest");
    return value === undefined ? [] : [[key, value] as const];
  });
  return {
    types,
    required,
    ...(initial === undefined ? {} : { default: initial }),
    ...(choices.length === 0 ? {} : { choices }),
    ...Object.fromEntries(limits),
  };
}

/** A schema, and all that holds besides: what it refers to, and the parts of its `allOf`. */
function listParts(document: JsonObject, schema: Json | undefined, seen = new Set<Json>()): JsonObject[] {
  if (!isObject(schema) || seen.has(schema)) return [];
  seen.add(schema);
  const target = typeof schema.$ref === "string" ? [resolvePointer(document, schema.$ref)] : [];
  const others = [...target, ...listAt(schema, "allOf")];
  return [schema, ...others.flatMap((other) => listParts(document, other, seen))];
}

/** The values that all of those parts accept that fix some. */
function readChoices(parts: readonly JsonObject[]): Json[] | undefined {
  const [first, ...others] = parts.flatMap((part) => {
    const values = readFixedValues(part);
    return values === undefined ? [] : [values];
  });
  const isIn = (value: Json) => (list: Json[]) => list.some((other) => writeData(other) === writeData(value));
  return first?.filter((value) => others.every(isIn(value)));
}

/** The branches of the unions of a schema, each with all that holds besides. */
function listUnions(document: JsonObject, schema: JsonObject): JsonObject[][] {
  return ["oneOf", "anyOf"]
    .map((keyword) =>
      listAt(schema, keyword).map(
        (branch): JsonObject => Object.assign({}, ...listParts(document, branch).reverse()),
      ),
    )
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
