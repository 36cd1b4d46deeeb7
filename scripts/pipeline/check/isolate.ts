import type { Json, JsonObject } from "../../../src/openapi/json.ts";
import { isolateSchema } from "../../../src/openapi/reachable.ts";
import { resolveComponent } from "../../../src/openapi/references.ts";
import { type ObjectKind, rewriteObjects } from "../../../src/openapi/walk.ts";
import {
  discriminateUnion,
  type Resolve,
  refersIntoUnion,
} from "../../../src/validation/compile/tag-unions.ts";

/**
 * Takes schemas out of a document: what decides which values they accept, and nothing else, so that Ajv says of a value
 * what is wrong with the branch of a union that it was meant for.
 */
export function createIsolate(document: JsonObject): (schema: JsonObject) => JsonObject {
  const known = isolates.get(document);
  if (known !== undefined) return known;
  const resolve: Resolve = (value) => resolveComponent(document, value);
  const tag = refersIntoUnion(document) ? same : (schema: JsonObject) => discriminateUnion(schema, resolve);
  const plain = shapeForAjv(document, "document", tag);
  const isolate = (schema: JsonObject) => isolateSchema(plain, shapeForAjv(schema, "schema", tag));
  isolates.set(document, isolate);
  return isolate;
}

/** Documents are never changed, and several stages take schemas out of the same one. */
const isolates = new WeakMap<JsonObject, (schema: JsonObject) => JsonObject>();

/** Without what Ajv would take for its own keyword. */
function same({ discriminator: _, ...schema }: JsonObject): JsonObject {
  return schema;
}

/** Keywords that say nothing about which values are valid, and would travel into every application. */
const NOTES = new Set([
  "title",
  "description",
  "default",
  "example",
  "examples",
  "deprecated",
  "externalDocs",
  "xml",
]);

/** A file: what a program has is a Blob, which is known by its size and type. A string is its bytes as text. */
function describeFile(types: readonly Json[]): JsonObject {
  return {
    type: ["string", "object", ...(types.includes("null") ? ["null"] : [])],
    format: "binary",
    not: { type: "object", not: { required: ["size", "type"] } },
  };
}

/** Schemas with files as programs have them, with unions told apart, and without notes. */
function shapeForAjv(
  object: JsonObject,
  kind: ObjectKind,
  tag: (schema: JsonObject) => JsonObject,
): JsonObject {
  return rewriteObjects(object, kind, (copy, own) => {
    if (own !== "schema") return copy;
    const types = [copy.type ?? []].flat();
    if (types.includes("string") && copy.format === "binary") return describeFile(types);
    const entries = Object.entries(copy).filter(([key]) => !NOTES.has(key) && !key.startsWith("x-"));
    return tag(Object.fromEntries(entries));
  });
}
