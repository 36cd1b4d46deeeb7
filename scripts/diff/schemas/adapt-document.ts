import { isObject, type Json, type JsonObject, listAt, objectAt, toText } from "../../../src/openapi/json.ts";
import { rewriteObjects } from "../../../src/openapi/walk.ts";
import type { Direction } from "../change.ts";

/**
 * A document as one side of a request or response reads it: what is read-only is in no request, what is write-only in
 * no response. A client does not mind a property that it did not expect; an API may.
 */
export function adaptDocument(document: JsonObject, direction: Direction, isWriter: boolean): JsonObject {
  if (!mentions(document, FLAGS[direction])) return document;
  return rewriteObjects(document, "document", (object, kind) =>
    kind === "schema" ? hideProperties(object, direction, isWriter) : object,
  );
}

/** The same for a schema that stands in the document itself. */
export function adaptSchema(schema: Json, direction: Direction, isWriter: boolean): Json {
  if (!isObject(schema) || !mentions(schema, FLAGS[direction])) return schema;
  return rewriteObjects(schema, "schema", (object) => hideProperties(object, direction, isWriter));
}

const FLAGS = { request: "readOnly", response: "writeOnly" } as const;

function mentions(value: Json, flag: string): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (!Array.isArray(value) && value[flag] === true) return true;
  return Object.values(value).some((item) => mentions(item, flag));
}

function hideProperties(schema: JsonObject, direction: Direction, isWriter: boolean): JsonObject {
  if (!isObject(schema.properties)) return schema;
  const entries = Object.entries(schema.properties);
  const isHidden = (item: Json) => objectAt(item)[FLAGS[direction]] === true;
  const hidden = new Set(entries.flatMap(([name, item]) => (isHidden(item) ? [name] : [])));
  if (hidden.size === 0) return schema;
  const replacement = isWriter || direction === "request" ? false : { [FLAGS[direction]]: true };
  const properties = Object.fromEntries(
    entries.map(([name, item]) => [name, hidden.has(name) ? replacement : item]),
  );
  if (schema.required === undefined) return { ...schema, properties };
  return {
    ...schema,
    properties,
    required: listAt(schema, "required").filter((name) => !hidden.has(toText(name))),
  };
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
