import standaloneCode from "ajv/dist/standalone/index.js";
import type { JsonObject } from "../../../src/openapi/json.ts";
import { compileAlone, createAjv, EXPLAINED } from "../../../src/validation/compile/ajv.ts";
import { MULTIPLE_MODULE } from "../../../src/validation/compile/multiple-of.ts";
import {
  MATCHER_MODULE,
  writeBoundedPatterns,
} from "../../../src/validation/compile/pattern/bounded-pattern.ts";
import { createCache } from "../../cache.ts";
import { createIsolate } from "./isolate.ts";

/** What became of a schema: the source of its validator, or why it has none. */
export type CompiledSchema = { code: string } | { reason: string };

/** Names of the modules that the code of validators may require. */
export const MODULES: readonly string[] = [
  "ajv/dist/runtime/equal",
  "ajv/dist/runtime/ucs2length",
  "ajv-formats/dist/formats",
  MATCHER_MODULE,
  MULTIPLE_MODULE,
];

/** Compiles a schema of one document, with the components it refers to. */
export type Compile = (schema: JsonObject) => CompiledSchema;

/**
 * Makes the compiler of a document's schemas. The code is a CommonJS module that exports a function as Ajv makes them;
 * what it says of a value is enough for `explainErrors`.
 */
export function createCompile(document: JsonObject, cache = createCache()): Compile {
  const isolate = createIsolate(document);
  return (schema) => {
    const part = isolate(schema);
    return cache.getOrSet("compile", [JSON.stringify(part)], () => compileToCode(part));
  };
}

/** In an Ajv of its own: the names in the code count what was compiled before. */
function compileToCode(schema: JsonObject): CompiledSchema {
  const ajv = createAjv({}, { ...EXPLAINED, code: { source: true, lines: true } });
  try {
    return { code: writeBoundedPatterns(standaloneCode.default(ajv, compileAlone(ajv, schema))) };
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}
