import { isObject, type Json, type JsonObject } from "../../openapi/json.ts";
import { DIALECT } from "../../openapi/json-schema.ts";
import { resolvePointer } from "../../openapi/pointer.ts";
import { shapeOfKeyword } from "../../openapi/walk.ts";

/**
 * Every schema in some schemas, with what it says without those below it: they compile if each of these does.
 *
 * @param known Schemas that are left out, with all below them.
 * @returns undefined where it hangs on the place of a part what Ajv makes of it.
 */
export function takeApart(
  schemas: readonly Json[],
  bundle: JsonObject,
  known: WeakSet<JsonObject>,
): Map<JsonObject, JsonObject> | undefined {
  const parts = new Map<JsonObject, JsonObject>();
  const empty = (schema: Json): Json => {
    if (!isObject(schema)) return schema;
    if (known.has(schema) || parts.has(schema)) return {};
    parts.set(schema, schema);
    const own = Object.entries(schema).map(([keyword, value]) => [keyword, emptyBelow(keyword, value)]);
    parts.set(schema, Object.fromEntries(own));
    return {};
  };
  const emptyBelow = (keyword: string, value: Json): Json => {
    const shape = shapeOfKeyword(keyword);
    if (shape === "one") return empty(value);
    if (shape === "list") return Array.isArray(value) ? value.map(empty) : value;
    if (shape === undefined || !isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, empty(one)]));
  };
  schemas.forEach(empty);
  for (const [schema, { $ref, $schema = DIALECT, ...part }] of parts) {
    const isResolved = $ref === undefined || resolvePointer(bundle, String($ref)) !== undefined;
    if (!isResolved || $schema !== DIALECT || PLACED.some((keyword) => keyword in part)) return undefined;
    parts.set(schema, part);
  }
  return parts;
}

const PLACED = ["$id", "$anchor", "$dynamicAnchor", "$dynamicRef"];
