import { Ajv2020, type Options, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import type { JsonObject } from "../../openapi/json.ts";
import { IS_FILE } from "./is-file.ts";
import { MULTIPLE_OF } from "./multiple-of.ts";
import { createBoundedMatcher } from "./pattern/bounded-pattern.ts";
import { replaceReferences, traceReferences } from "./trace-references.ts";

/** Name under which Ajv holds the whole document, so that `#/components/…` resolves in it. */
export const DOCUMENT = "openapi";

/**
 * Ajv as this project uses it: JSON Schema 2020-12 with formats, and keywords of OpenAPI let through. What an object
 * inherits, such as `constructor`, is no property of it. A `pattern` takes time proportional to the text; a schema with
 * one that cannot be matched so does not compile.
 */
export function createAjv(document: JsonObject, options: Options = {}): Ajv2020 {
  // Lint has checked the keywords; compiling the meta-schema to do it again would take longer than all the rest.
  // A component that many refer to is compiled once only where it is not inlined.
  const fast = { validateSchema: false, inlineRefs: false };
  const ajv = new Ajv2020({
    strict: false,
    logger: false,
    // Without it, Ajv skips what follows `prefixItems` where a tuple is shorter and its first items may be anything.
    allErrors: true,
    ...fast,
    meta: !!options.validateSchema,
    ownProperties: true,
    // Off without `strict`; then a type of numbers would let NaN and Infinity through.
    strictNumbers: true,
    ...options,
    code: { ...options.code, regExp: createBoundedMatcher },
  });
  addFormats.default(ajv);
  ajv.removeKeyword("multipleOf").addKeyword(MULTIPLE_OF);
  ajv.addKeyword(IS_FILE);
  if (options.verbose) replaceReferences(ajv, traceReferences);
  ajv.addSchema(document, DOCUMENT);
  return ajv;
}

/**
 * Compiles the schema that stands at a JSON pointer (`#/components/schemas/Task`) of the document. A second call for
 * the same place gives the same function.
 *
 * @throws {Error} Ajv cannot compile it, or there is nothing.
 */
export function compileAt(ajv: Ajv2020, pointer: string): ValidateFunction {
  const validate = ajv.getSchema(`${DOCUMENT}${pointer}`);
  if (validate === undefined) throw new Error(`There is no schema at ${pointer}`);
  return validate;
}

/** Options of an Ajv whose errors `explainErrors` can word. It takes schemas with `discriminateUnion` applied. */
export const EXPLAINED = {
  allErrors: true,
  verbose: true,
  messages: false,
  discriminator: true,
} as const satisfies Options;
