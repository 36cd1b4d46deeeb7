import { isObject, type Json, type JsonObject } from "../../../../src/openapi/json.ts";
import {
  componentSchemas,
  resolveComponent,
  withComponentSchemas,
} from "../../../../src/openapi/references.ts";
import { isAnnotation } from "../../../../src/openapi/structure.ts";
import { type ObjectKind, type Rewrite, rewriteObjects } from "../../../../src/openapi/walk.ts";
import {
  discriminateUnion,
  type Resolve,
  refersIntoUnion,
} from "../../../../src/validation/compile/discriminate-unions.ts";
import { FILE_KEYWORD } from "../../../../src/validation/compile/is-file.ts";
import { nameProto } from "../../../../src/validation/compile/name-proto.ts";
import { spellOutUnevaluated } from "../../../../src/validation/compile/unevaluated.ts";
import { createLastResults, createRewriteDocument } from "../../../last-results.ts";

/** How schemas of one document are given to Ajv. */
interface Shape {
  /** The document itself, so shaped. */
  plain: JsonObject;
  shape: (schema: JsonObject) => JsonObject;
  /**
   * Whether a schema asks which properties or items were evaluated: few do once that is spelled out, and keeping account of
   * it takes a twentieth of the code.
   */
  asksWhatIsEvaluated: boolean;
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
  const rewrite: Rewrite = (object, kind) =>
    kind === "schema" ? shapeSchema(object, discriminate, resolve) : object;
  const plain = rewriteLast(document, rewrite, () => [discriminate === dropDiscriminator]);
  const made = {
    plain,
    shape: (schema: JsonObject) => rewriteObjects(schema, "schema", rewrite),
    asksWhatIsEvaluated: asksWhatIsEvaluated(plain),
  };
  shapes.set(document, made);
  return made;
}

const rewriteLast = createRewriteDocument();

function asksWhatIsEvaluated(document: JsonObject): boolean {
  const schemas = Object.values(componentSchemas(document)).filter(isObject);
  return (
    asksIn(withComponentSchemas(document, {}), "document") ||
    schemas.some((schema) => findLastAsking([schema], () => asksIn(schema, "schema")))
  );
}

const findLastAsking = createLastResults<boolean>();

function asksIn(root: JsonObject, kind: ObjectKind): boolean {
  let asks = false;
  rewriteObjects(root, kind, (object, own) => {
    asks ||= own === "schema" && EVALUATION.some((keyword) => Object.hasOwn(object, keyword));
    return object;
  });
  return asks;
}

const EVALUATION = ["unevaluatedProperties", "unevaluatedItems"];

/** Documents are never changed, and several stages compile schemas of the same one. */
const shapes = new WeakMap<JsonObject, Shape>();

/** Ajv would take the keyword for its own, which has no mapping. */
function dropDiscriminator({ discriminator: _, ...schema }: JsonObject): JsonObject {
  return schema;
}

/**
 * Annotations and the default do not limit values, and would travel into every application. Comments stay: the mock quotes
 * schemas with them, and is to say the same.
 */
function isLeftOut(keyword: string): boolean {
  return keyword === "default" || (keyword !== "$comment" && isAnnotation(keyword));
}

/** A file as programs have it. */
function describeFile(types: readonly Json[]): JsonObject {
  return { format: "binary", [FILE_KEYWORD]: types.includes("null") ? "nullable" : "file" };
}

/** A schema with files as programs have them, with a discriminated union, and without annotations. */
function shapeSchema(
  schema: JsonObject,
  discriminate: (schema: JsonObject) => JsonObject,
  resolve: Resolve,
): JsonObject {
  const types = [schema.type ?? []].flat();
  if (types.includes("string") && schema.format === "binary") return describeFile(types);
  const entries = Object.entries(schema).filter(([key]) => !isLeftOut(key));
  return nameProto(spellOutUnevaluated(discriminate(Object.fromEntries(entries)), resolve));
}
