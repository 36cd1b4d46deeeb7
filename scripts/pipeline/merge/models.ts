import { isObject, type Json, type JsonObject, objectAt } from "../openapi.ts";

/**
 * The one word of the API that the merge stage knows: the request property, and the path parameter, that name the
 * model. No rule finds it in a single page (decisions/51-model-is-the-one-word.md).
 */
export const MODEL = "model";

/**
 * The models that a schema lets through: its `enum` or `const`, and where it is open, its `default`, or else its
 * examples. Empty when it names none.
 */
export function readModels(schema: JsonObject): string[] {
  const branches = [schema.anyOf, schema.oneOf].flatMap((list) =>
    Array.isArray(list) ? list.filter(isObject) : [],
  );
  const candidates: Json[][] = [
    asList(schema.enum),
    schema.const === undefined ? [] : [schema.const],
    branches.flatMap(readModels),
    schema.default === undefined ? [] : [schema.default],
    schema.example === undefined ? [] : [schema.example],
    asList(schema.examples),
  ];
  const found = candidates.map((values) =>
    values.filter((value) => typeof value === "string" && value !== ""),
  );
  return [...new Set(found.find((values) => values.length > 0))].map(String);
}

/** Finds the property that names the model in a request body, also where the body is put together with `allOf`. */
export function findModelProperty(
  body: JsonObject,
  resolve: (value: Json | undefined) => JsonObject | undefined,
): JsonObject | undefined {
  const own = resolve(objectAt(body, "properties")[MODEL]);
  if (own !== undefined) return own;
  const parts = Array.isArray(body.allOf) ? body.allOf : [];
  return parts
    .map((part) => findModelProperty(resolve(part) ?? {}, resolve))
    .find((found) => found !== undefined);
}

/** The models of a request body. One that is itself a union has those of its branches. */
export function readBodyModels(
  body: JsonObject,
  resolve: (value: Json | undefined) => JsonObject | undefined,
): string[] {
  const property = findModelProperty(body, resolve);
  if (property !== undefined) return readModels(property);
  return [body.oneOf, body.anyOf]
    .flatMap(asList)
    .flatMap((branch) => readBodyModels(resolve(branch) ?? {}, resolve));
}

function asList(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}
