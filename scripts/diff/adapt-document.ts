import { isObject, type Json, type JsonObject, listAt, objectAt } from "../../src/openapi/json.ts";
import { rewriteObjects } from "../../src/openapi/walk.ts";
import type { Direction } from "./change.ts";

/**
 * A document as one side of a request or response reads it: what is read-only is in no request, what is write-only in
 * no response. A client does not mind a property that it did not expect; an API may.
 */
export function adaptDocument(document: JsonObject, direction: Direction, isWriter: boolean): JsonObject {
  const flag = direction === "request" ? "readOnly" : "writeOnly";
  if (!JSON.stringify(document).includes(`"${flag}":true`)) return document;
  const replacement = isWriter || direction === "request" ? false : {};
  return rewriteObjects(document, "document", (object, kind) => {
    if (kind !== "schema" || !isObject(object.properties)) return object;
    const entries = Object.entries(object.properties);
    const hidden = new Set(entries.flatMap(([name, item]) => (objectAt(item)[flag] === true ? [name] : [])));
    if (hidden.size === 0) return object;
    return {
      ...object,
      properties: Object.fromEntries(
        entries.map(([name, item]) => [name, hidden.has(name) ? replacement : item]),
      ),
      ...(object.required === undefined
        ? {}
        : { required: listAt(object, "required").filter((name) => !hidden.has(String(name))) }),
    };
  });
}

/** A document whose string enums may grow, as the types of responses are printed (decision 04). */
export function openDocument(document: JsonObject): JsonObject {
  return rewriteObjects(document, "document", (object, kind) =>
    kind === "schema" ? openEnum(object) : object,
  );
}

/** A schema whose string enums may grow. */
export function openSchema(schema: Json): Json {
  if (!isObject(schema)) return schema;
  const known = opened.get(schema) ?? rewriteObjects(schema, "schema", openEnum);
  opened.set(schema, known);
  return known;
}

const opened = new WeakMap<JsonObject, JsonObject>();

function openEnum(schema: JsonObject): JsonObject {
  if (!Array.isArray(schema.enum)) return schema;
  const others = schema.enum.filter((value) => typeof value !== "string");
  if (others.length === schema.enum.length) return schema;
  const { enum: _, ...rest } = schema;
  const anyOf = [{ type: "string" }, ...(others.length === 0 ? [] : [{ enum: others }])];
  return { ...rest, allOf: [...listAt(schema, "allOf"), { anyOf }] };
}
