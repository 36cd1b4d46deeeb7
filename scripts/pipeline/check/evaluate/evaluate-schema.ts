import ucs2length from "ajv/dist/runtime/ucs2length.js";
import * as formats from "ajv-formats/dist/formats.js";
import type { JsonObject } from "../../../../src/openapi/json.ts";
import { MULTIPLE_MODULE } from "../../../../src/validation/compile/multiple-of.ts";
import { MATCHER_MODULE } from "../../../../src/validation/compile/pattern/bounded-pattern.ts";
import type { CompiledValidator } from "../../../../src/validation/explain-errors.ts";
import * as multiples from "../../../../src/validation/is-multiple.ts";
import * as jsonValues from "../../../../src/validation/json-values.ts";
import * as matcher from "../../../../src/validation/match-pattern.ts";
import type { Cache } from "../../../cache.ts";
import { type CompiledSchema, createCompiler, nameReference } from "./compile-schema.ts";

/** The modules that the code of validators may require. */
const LOADED: Readonly<Record<string, unknown>> = {
  "ajv/dist/runtime/equal": jsonValues,
  "ajv/dist/runtime/ucs2length": ucs2length,
  "ajv-formats/dist/formats": formats,
  [MATCHER_MODULE]: matcher,
  [MULTIPLE_MODULE]: multiples,
};

/** Their names. */
export const MODULES: readonly string[] = Object.keys(LOADED);

/** What became of a schema: what validates by it, or why nothing does. */
type EvaluatedSchema = { validate: CompiledValidator } | { reason: string };

/**
 * Makes validators of the schemas of a document for here and now, of the same code as `validators.js` has.
 *
 * @param cache Default: an empty one.
 */
export function createEvaluate(document: JsonObject, cache?: Cache): (schema: JsonObject) => EvaluatedSchema {
  const { compile, compileTarget, inspectTarget } = createCompiler(document, cache);
  const functions = new Map<string, CompiledValidator>();
  const evaluated = new Map<string, EvaluatedSchema>();

  /** Of what a schema refers to, and that in turn. */
  function findReason(references: readonly string[]): string | undefined {
    const open = new Set(references);
    for (const pointer of open) {
      const compiled = inspectTarget(pointer);
      if ("reason" in compiled) return compiled.reason;
      for (const reference of compiled.references) open.add(reference);
    }
    return undefined;
  }

  function evaluate(compiled: CompiledSchema): CompiledValidator {
    if ("reason" in compiled) throw new Error(compiled.reason);
    const { code, references } = compiled;
    const module: { exports: unknown } = { exports: undefined };
    const run = new Function("module", "require", ...references.map(nameReference), code);
    run(module, (name: string) => LOADED[name], ...references.map(functionOf));
    return module.exports as CompiledValidator;
  }

  /** Evaluated at the first call: schemas lead back to themselves, and to others that no value reaches. */
  function functionOf(pointer: string): CompiledValidator {
    const known = functions.get(pointer);
    if (known !== undefined) return known;
    let made: CompiledValidator | undefined;
    const get = () => {
      made ??= evaluate(compileTarget(pointer));
      return made;
    };
    const call = (...args: Parameters<CompiledValidator>) => get()(...args);
    const read = (key: string) => ({ get: () => Reflect.get(get(), key) });
    const validate = Object.defineProperties(call, { errors: read("errors"), evaluated: read("evaluated") });
    functions.set(pointer, validate);
    return validate;
  }

  return (schema) => {
    const compiled = compile(schema);
    if ("reason" in compiled) return compiled;
    const known = evaluated.get(compiled.code);
    if (known !== undefined) return known;
    const reason = findReason(compiled.references);
    const result = reason === undefined ? { validate: evaluate(compiled) } : { reason };
    evaluated.set(compiled.code, result);
    return result;
  };
}
