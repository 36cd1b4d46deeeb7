import type { Json, JsonObject } from "../../../src/openapi/json.ts";
import { isolateSchema } from "../../../src/openapi/reachable.ts";
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

/**
 * Takes schemas out of a document: what decides which values they accept, and nothing else, so that Ajv says of a value
 * what is wrong with the branch of a union that it was meant for.
 */
export function createIsolate(document: JsonObject): (schema: JsonObject) => JsonObject {
  const known = isolates.get(document);
  if (known !== undefined) return known;
  const resolve: Resolve = (value) => resolveComponent(document, value);
  const discriminate = refersIntoUnion(document)
    ? dropDiscriminator
    : (schema: JsonObject) => discriminateUnion(schema, resolve);
  const plain = shapeForAjv(document, "document", discriminate, resolve);
  const isolate = (schema: JsonObject) =>
    isolateSchema(plain, shapeForAjv(schema, "schema", discriminate, resolve));
  isolates.set(document, isolate);
  return isolate;
}

/** Documents are never changed, and several stages take schemas out of the same one. */
const isolates = new WeakMap<JsonObject, (schema: JsonObject) => JsonObject>();

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
