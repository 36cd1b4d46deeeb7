import type { JsonObject } from "../../../src/openapi/json.ts";
import { rewriteObjects } from "../../../src/openapi/walk.ts";
import { createAjv, DOCUMENT, EXPLAINED } from "../../../src/validation/compile/ajv.ts";
import type { CompiledValidator } from "../../../src/validation/explain-errors.ts";
import { createShape } from "./shape.ts";

/** What became of a schema: what validates by it, or why nothing does. */
export type SharedValidator = { validate: CompiledValidator } | { reason: string };

/**
 * Makes the compiler of a document's schemas for validation here and now. All are compiled in one Ajv, each component
 * once, however many refer to it.
 */
export function createSharedCompile(document: JsonObject): (schema: JsonObject) => SharedValidator {
  const known = compilers.get(document);
  if (known !== undefined) return known;
  const { plain, shape } = createShape(document);
  const ajv = createAjv(plain, { ...EXPLAINED, code: { optimize: false } });
  // Few schemas ask which properties were evaluated once that is spelled out, and keeping account of it takes a twentieth
  // of the code.
  ajv.opts.unevaluated = JSON.stringify(plain).includes('"unevaluated');
  const compiled = new Map<string, SharedValidator>();
  const compile = (schema: JsonObject): SharedValidator => {
    const referring = rewriteObjects(shape(schema), "schema", referIntoDocument);
    const text = JSON.stringify(referring);
    const before = compiled.get(text);
    if (before !== undefined) return before;
    let result: SharedValidator;
    try {
      result = { validate: ajv.compile(referring) as CompiledValidator };
    } catch (error) {
      result = { reason: error instanceof Error ? error.message : String(error) };
    }
    compiled.set(text, result);
    return result;
  };
  compilers.set(document, compile);
  return compile;
}

/** Documents are never changed, and several stages compile schemas of the same one. */
const compilers = new WeakMap<JsonObject, (schema: JsonObject) => SharedValidator>();

/** A schema that is compiled by itself, with references into the document that it was taken from. */
function referIntoDocument(schema: JsonObject): JsonObject {
  const { $ref } = schema;
  return typeof $ref === "string" && $ref.startsWith("#")
    ? { ...schema, $ref: `${DOCUMENT}${$ref}` }
    : schema;
}
