import { isObject, type Json, type JsonObject, setOwn } from "../../../src/openapi/json.ts";
import type { PageDocument } from "../../../src/openapi/parse/parse-document.ts";
import type { Staged } from "../../../src/openapi/problem.ts";
import { rewriteObjects, shapeOfSchemas } from "../../../src/openapi/walk.ts";

/** Keywords in which every tool after us knows a boolean. */
const KNOWN = new Set(["additionalProperties", "items", "unevaluatedItems", "unevaluatedProperties"]);

/**
 * Writes the schemas `true` and `false` as `{}` and `{ not: {} }`, which accept the same values: in most places other
 * tools, Redocly's rule `struct` among them, know no schema that is a boolean.
 */
export function writeBooleanSchemas({ file, document }: PageDocument): Staged<PageDocument> {
  const output = rewriteObjects(document, "document", (object, kind) => {
    const written: JsonObject = {};
    for (const field of Object.keys(object)) {
      const held = object[field] ?? null;
      const shape = KNOWN.has(field) ? undefined : shapeOfSchemas(kind, field);
      if (shape === "one" && isBoolean(held)) written[field] = writeBoolean(held);
      else if (shape === "list" && Array.isArray(held) && held.some(isBoolean))
        written[field] = held.map(writeBoolean);
      else if (shape === "map" && isObject(held) && Object.values(held).some(isBoolean))
        written[field] = writeEach(held);
    }
    return Object.keys(written).length === 0 ? object : { ...object, ...written };
  });
  return { output: { file, document: output }, problems: [] };
}

function isBoolean(schema: Json): boolean {
  return typeof schema === "boolean";
}

function writeEach(schemas: JsonObject): JsonObject {
  const written: JsonObject = {};
  for (const [name, schema] of Object.entries(schemas)) setOwn(written, name, writeBoolean(schema));
  return written;
}

function writeBoolean(schema: Json): Json {
  return typeof schema === "boolean" ? (schema ? {} : { not: {} }) : schema;
}
