import type { Ajv2020 } from "ajv/dist/2020.js";
import { isObject, type Json, type JsonObject, setOwn } from "../../../src/openapi/json.ts";
import { createAjv } from "../../../src/validation/compile/ajv.ts";

const known = new WeakMap<JsonObject, Ajv2020>();

/**
 * Whether Ajv accepts a value; undefined where the schema does not compile.
 *
 * Inherited properties, such as `toString`, are none of an object. Multiples are compared as decimals: 0.3 is one of 0.1, which binary division denies.
 */
export function accepts(
  { schema, document }: { schema: Json; document: JsonObject },
  value: Json,
): boolean | undefined {
  if (typeof schema === "boolean") return schema;
  if (!isObject(schema)) return undefined;
  let ajv = known.get(document);
  try {
    if (ajv === undefined) {
      ajv = createAjv(document, { multipleOfPrecision: 9, ownProperties: true });
      known.set(document, ajv);
    }
    return ajv.validate(rebase(schema), value) === true;
  } catch {
    return undefined;
  }
}

/** References of a schema that is compiled by itself are about the document. */
function rebase(schema: JsonObject): JsonObject {
  const cached = rebased.get(schema);
  if (cached !== undefined) return cached;
  const copy = copySchema(schema);
  rebased.set(schema, copy);
  return copy;
}

function copySchema(schema: JsonObject): JsonObject {
  const copy: JsonObject = {};
  for (const [keyword, value] of Object.entries(schema)) {
    const isReference = keyword === "$ref" && typeof value === "string" && value.startsWith("#");
    setOwn(copy, keyword, isReference ? `openapi${value}` : DATA.has(keyword) ? value : copyInside(value));
  }
  return copy;
}

function copyInside(value: Json): Json {
  if (Array.isArray(value)) return value.map(copyInside);
  return isObject(value) ? copySchema(value) : value;
}

/** Keywords whose values are no schemas, whatever they look like. */
const DATA = new Set(["enum", "const", "default", "example", "examples"]);

const rebased = new WeakMap<JsonObject, JsonObject>();
