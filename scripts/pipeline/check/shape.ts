import type { Json, JsonObject } from "../../../src/openapi/json.ts";
import { resolveComponent } from "../../../src/openapi/references.ts";
import { type ObjectKind, rewriteObjects } from "../../../src/openapi/walk.ts";
import {
  discriminateUnion,
  type Resolve,
  refersIntoUnion,
} from "../../../src/validation/compile/discriminate-unions.ts";
import { FILE_KEYWORD } from "../../../src/validation/compile/is-file.ts";
import { nameProto } from "../../../src/validation/compile/name-proto.ts";
import { spellOutUnevaluated } from "../../../src/validation/compile/unevaluated.ts";

/** How schemas of one document are given to Ajv. */
interface Shape {
  /** The document itself, so shaped. */
  plain: JsonObject;
  shape: (schema: JsonObject) => JsonObject;
}

/**
 * Reduces the schemas of a document to what decides which values they accept, so that Ajv says of a value what is wrong
 * with the branch of a union that it was meant for.
 */
export function createShape(document: JsonObject): Shape {
  const known = shapes.get(document);
  if (known !== undefined) return known;
  const resolve: Resolve = (value) => resolveComponent(document, value);
  const discriminate = refersIntoUnion(document)
    ? dropDiscriminator
    : (schema: JsonObject) => discriminateUnion(schema, resolve);
  const made: Shape = {
    plain: shapeForAjv(document, "document", discriminate, resolve),
    shape: (schema) => shapeForAjv(schema, "schema", discriminate, resolve),
  };
  shapes.set(document, made);
  return made;
}

/** Documents are never changed, and several stages compile schemas of the same one. */
const shapes = new WeakMap<JsonObject, Shape>();

/** Ajv would take the keyword for its own, which has no mapping. */
function dropDiscriminator({ discriminator: _, ...schema }: JsonObject): JsonObject {
  return schema;
}

/** Annotations, and the default: they do not limit values, and would travel into every application. */
const ANNOTATIONS = new Set([
  "title",
  "description",
  "default",
  "example",
  "examples",
  "deprecated",
  "externalDocs",
  "xml",
]);

/** A file as programs have it. */
function describeFile(types: readonly Json[]): JsonObject {
  return { format: "binary", [FILE_KEYWORD]: types.includes("null") ? "nullable" : "file" };
}

/** Schemas with files as programs have them, with discriminated unions, and without annotations. */
function shapeForAjv(
  object: JsonObject,
  kind: ObjectKind,
  discriminate: (schema: JsonObject) => JsonObject,
  resolve: Resolve,
): JsonObject {
  return rewriteObjects(object, kind, (copy, own) => {
    if (own !== "schema") return copy;
    const types = [copy.type ?? []].flat();
    if (types.includes("string") && copy.format === "binary") return describeFile(types);
    const entries = Object.entries(copy).filter(([key]) => !ANNOTATIONS.has(key) && !key.startsWith("x-"));
    return nameProto(spellOutUnevaluated(discriminate(Object.fromEntries(entries)), resolve));
  });
}
