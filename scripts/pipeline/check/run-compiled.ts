import equal from "ajv/dist/runtime/equal.js";
import ucs2length from "ajv/dist/runtime/ucs2length.js";
import formats from "ajv-formats/dist/formats.js";
import { MULTIPLE_MODULE } from "../../../src/validation/compile/multiple-of.ts";
import { MATCHER_MODULE } from "../../../src/validation/compile/pattern/bounded-pattern.ts";
import type { CompiledValidator } from "../../../src/validation/explain-errors.ts";
import * as isMultiple from "../../../src/validation/is-multiple.ts";
import * as matchPattern from "../../../src/validation/match-pattern.ts";

/** What the code of Ajv requires, for the keywords of JSON Schema and the formats that are known here. */
export const MODULES: Readonly<Record<string, unknown>> = {
  "ajv/dist/runtime/equal": equal,
  "ajv/dist/runtime/ucs2length": ucs2length,
  "ajv-formats/dist/formats": formats,
  [MATCHER_MODULE]: matchPattern,
  [MULTIPLE_MODULE]: isMultiple,
};

/** The function that some compiled code exports. */
export function runValidator(code: string): CompiledValidator {
  const module: { exports: unknown } = { exports: {} };
  new Function("module", "require", code)(module, (name: string) => {
    if (!Object.hasOwn(MODULES, name))
      throw new Error(`Compiled code requires ${name}, which is not known here`);
    return MODULES[name];
  });
  return module.exports as CompiledValidator;
}
