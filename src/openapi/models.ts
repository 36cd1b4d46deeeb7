import { childOf, type Json, type JsonObject, listAt, objectAt, toText } from "./json.ts";
import { readFixedValues, readProperties } from "./json-schema.ts";

/**
 * The one name of the API that the merge stage knows: that of the request property, and of the path parameter, that
 * say the model. No rule finds it in a single page (decisions/51-model-is-the-only-known-property.md).
 */
export const MODEL = "model";

/** What a reference points to, or the value itself. */
export type Resolve = (value: Json | undefined) => JsonObject | undefined;

/** A model said to be one of itself is no model; nor is anything as deep as this. */
const MAX_DEPTH = 20;

/**
 * The models that a schema accepts: its `enum` or `const`, and where it is open, its `default`, or else its
 * examples. Empty when it names none.
 */
export function readModels(schema: JsonObject, resolve: Resolve, depth = 0): string[] {
  const branches = ["anyOf", "oneOf", "allOf"]
    .flatMap((keyword) => listAt(schema, keyword))
    .map((branch) => resolve(branch) ?? {});
  const { type } = schema;
  if (type !== undefined && ![type].flat().includes("string")) return [];
  const fixed = readFixedValues(schema);
  const open: Json[][] = [
    depth > MAX_DEPTH ? [] : branches.flatMap((branch) => readModels(branch, resolve, depth + 1)),
    schema.default === undefined ? [] : [schema.default],
    schema.example === undefined ? [] : [schema.example],
    listAt(schema, "examples"),
  ];
  const found = (fixed === undefined ? open : [fixed]).map((values) =>
    values.filter((value) => typeof value === "string" && value !== ""),
  );
  return [...new Set(found.find((values) => values.length > 0))].map(toText);
}

/** Finds the property that names the model in a request body, also where the body is put together with `allOf`. */
export function findModelProperty(body: JsonObject, resolve: Resolve, depth = 0): JsonObject | undefined {
  const published = childOf(readProperties(body), MODEL);
  const own = resolve(published);
  // The siblings of a reference count as well: they may have the default.
  if (own !== undefined) return { ...own, ...objectAt(published) };
  if (depth > MAX_DEPTH) return undefined;
  return listAt(body, "allOf")
    .map((part) => findModelProperty(resolve(part) ?? {}, resolve, depth + 1))
    .find((found) => found !== undefined);
}

/** The models of a request body. One that is itself a union has those of its branches. */
export function readBodyModels(body: JsonObject, resolve: Resolve, depth = 0): string[] {
  const property = findModelProperty(body, resolve);
  if (property !== undefined) return readModels(property, resolve);
  if (depth > MAX_DEPTH) return [];
  return ["oneOf", "anyOf"]
    .flatMap((keyword) => listAt(body, keyword))
    .flatMap((branch) => readBodyModels(resolve(branch) ?? {}, resolve, depth + 1));
}
