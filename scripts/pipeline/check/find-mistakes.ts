import type { Json, JsonObject } from "../../../src/openapi/json.ts";
import { listRequestMedia } from "../../../src/openapi/media-types.ts";
import { compileAlone, createAjv, EXPLAINED } from "../../../src/validation/compile/ajv.ts";
import { type CompiledValidator, explainErrors } from "../../../src/validation/explain-errors.ts";
import { createCache } from "../../cache.ts";
import { listPlaces } from "./check-schemas.ts";
import { createCompile } from "./compile-schema.ts";
import { createIsolate } from "./isolate.ts";
import { runValidator } from "./run-compiled.ts";

/** Says for each value what is wrong with it by a schema of one document; null where nothing is. */
export type FindMistakes = (schema: JsonObject, values: readonly Json[]) => (string | null)[];

/**
 * Validates values by the schemas of a document, with the messages of the generated validators, whose code it shares. A
 * schema that cannot be compiled finds nothing: it is reported as such.
 */
export function createFindMistakes(document: JsonObject, cache = createCache()): FindMistakes {
  const compile = createCompile(document, cache);
  const requests = new Set(listPlaces(listRequestMedia(document)));
  const isolate = createIsolate(document);
  const ajv = createAjv({}, { ...EXPLAINED, code: { optimize: false } });
  const compiledParts = new Map<string, CompiledValidator | undefined>();

  /** For the many small schemas, code that can be kept would take twice as long; and many are the same. */
  const compilePart = (text: string, part: JsonObject): CompiledValidator | undefined => {
    if (!compiledParts.has(text)) compiledParts.set(text, tryCompile(ajv, part));
    return compiledParts.get(text);
  };

  return (schema, values) => {
    const part = isolate(schema);
    const text = JSON.stringify(part);
    return cache.getOrSet("mistakes", [text, JSON.stringify(values)], () => {
      // The schema of a request has code already.
      const compiled = requests.has(String(schema.$ref)) ? compile(schema) : undefined;
      const validate =
        compiled !== undefined && "code" in compiled ? runValidator(compiled.code) : compilePart(text, part);
      return validate === undefined ? values.map(() => null) : checkValues(validate, values);
    });
  };
}

function tryCompile(ajv: ReturnType<typeof createAjv>, part: JsonObject): CompiledValidator | undefined {
  try {
    return compileAlone(ajv, part) as CompiledValidator;
  } catch {
    return undefined;
  } finally {
    ajv.removeSchema(part);
  }
}

function checkValues(validate: CompiledValidator, values: readonly Json[]): (string | null)[] {
  return values.map((value) => {
    if (validate(value)) return null;
    const problems = explainErrors(validate.errors ?? [], value);
    return problems
      .map(({ path, expected, found, message }) =>
        path.length === 0 ? `it must be ${expected}, got ${found}` : message,
      )
      .join("; ");
  });
}
