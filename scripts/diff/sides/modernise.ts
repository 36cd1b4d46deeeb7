import { isObject, type Json, type JsonObject, setOwn, toText } from "../../../src/openapi/json.ts";
import { writeNullable } from "../../../src/openapi/parse/nullable.ts";
import { isAnnotation } from "../../../src/openapi/structure.ts";
import { rewriteObjects, shapeOfKeyword } from "../../../src/openapi/walk.ts";

export interface Dialect {
  /** Whether keywords beside `$ref` mean nothing, as in drafts 4 to 7 and in OpenAPI 3.0. Default: false. */
  ignoresSiblings?: boolean;
}

/**
 * Rewrites the keywords of older dialects (drafts 4 to 7, OpenAPI 3.0) as those of 2020-12, so that both sides of a
 * comparison are read, and validated, in one. A schema of 2020-12 stays as it is.
 */
export function moderniseSchema(schema: Json, dialect: Dialect = {}): Json {
  if (!isObject(schema)) return schema;
  const copy: JsonObject = {};
  for (const [keyword, value] of Object.entries(schema))
    setOwn(copy, keyword, enter(keyword, value, dialect));
  return moderniseOne(copy, dialect);
}

/** Rewrites one schema whose parts are rewritten already. */
function moderniseOne(schema: JsonObject, dialect: Dialect): JsonObject {
  if (dialect.ignoresSiblings && typeof schema.$ref === "string")
    return Object.fromEntries(
      Object.entries(schema).filter(([key]) => key === "$ref" || key === "definitions" || isAnnotation(key)),
    );
  return writeNullable(
    rewriteDependencies(rewriteItems(rewriteLimits(rewriteEmpty({ ...schema })), dialect), dialect),
  );
}

/** The same for all schemas of a document. One of OpenAPI 3.0 ignores what stands beside a reference. */
export function moderniseDocument(document: JsonObject): JsonObject {
  const dialect = { ignoresSiblings: toText(document.openapi).startsWith("3.0") };
  return rewriteObjects(document, "document", (object, kind) =>
    kind === "schema" ? moderniseOne(object, dialect) : object,
  );
}

function enter(keyword: string, value: Json, dialect: Dialect): Json {
  const modernise = (item: Json) => moderniseSchema(item, dialect);
  const shape =
    keyword === "definitions" ? "map" : keyword === "additionalItems" ? "one" : shapeOfKeyword(keyword);
  if (shape === "one") return modernise(value);
  if (shape === "list") return Array.isArray(value) ? value.map(modernise) : value;
  if (shape !== "map" || !isObject(value)) return value;
  const copy: JsonObject = {};
  for (const [name, item] of Object.entries(value)) setOwn(copy, name, modernise(item));
  return copy;
}

/** An `enum` of nothing is a schema that no value satisfies; validators do not compile it. */
function rewriteEmpty(schema: JsonObject): JsonObject {
  if (!Array.isArray(schema.enum) || schema.enum.length > 0) return schema;
  const { enum: _, ...rest } = schema;
  return { ...rest, not: {} };
}

/** A limit was a number and a boolean that made it strict. */
function rewriteLimits(schema: JsonObject): JsonObject {
  for (const [flag, limit] of [
    ["exclusiveMinimum", "minimum"],
    ["exclusiveMaximum", "maximum"],
  ] as const) {
    const { [flag]: isStrict, [limit]: value } = schema;
    if (typeof isStrict !== "boolean") continue;
    delete schema[flag];
    if (!isStrict || typeof value !== "number") continue;
    schema[flag] = value;
    delete schema[limit];
  }
  return schema;
}

/** `items` was also the list of what `prefixItems` holds, and `additionalItems` what `items` does. */
function rewriteItems({ additionalItems, ...schema }: JsonObject, dialect: Dialect): JsonObject {
  if (!Array.isArray(schema.items)) return schema;
  const { items: list, ...rest } = schema;
  const prefixItems = list.map((item) => moderniseSchema(item, dialect));
  return {
    ...rest,
    ...(prefixItems.length === 0 ? {} : { prefixItems }),
    ...(additionalItems === undefined ? {} : { items: additionalItems }),
  };
}

function rewriteDependencies({ dependencies, ...schema }: JsonObject, dialect: Dialect): JsonObject {
  if (!isObject(dependencies)) return schema;
  const entries = Object.entries(dependencies);
  const required = entries.filter(([, value]) => Array.isArray(value));
  const schemas = entries.filter(([, value]) => !Array.isArray(value));
  return {
    ...schema,
    ...(required.length === 0 ? {} : { dependentRequired: Object.fromEntries(required) }),
    ...(schemas.length === 0
      ? {}
      : {
          dependentSchemas: Object.fromEntries(
            schemas.map(([name, value]) => [name, moderniseSchema(value, dialect)]),
          ),
        }),
  };
}
