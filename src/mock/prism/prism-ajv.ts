import { validateAgainstSchema } from "@stoplight/prism-http/dist/validator/validators/utils.js";
import type { Ajv2020 } from "ajv/dist/2020.js";
import { DIALECT } from "../../openapi/json-schema.ts";
import { MULTIPLE_OF_ANYWHERE, replaceMultipleOf } from "../../validation/compile/multiple-of.ts";
import { findPrismAjv } from "./find-prism-ajv.ts";

let isAligned = false;

/**
 * Makes the two Ajv of Prism, which it keeps to itself, agree with ours: decimal multiples, own properties
 * alone, and no account of what is evaluated, which the schemas spell out (`prepareForPrism`). A
 * validation of nothing is caught on its way to them; once for the process, as they are, too.
 */
export function alignPrismAjv(): void {
  if (isAligned) return;
  isAligned = true;
  const { prototype } = findPrismAjv();
  const { compile } = prototype;
  try {
    prototype.compile = function (this: Ajv2020, ...given: Parameters<typeof compile>) {
      Object.assign(this.opts, { ownProperties: true, strictNumbers: true, unevaluated: false });
      replaceMultipleOf(this, MULTIPLE_OF_ANYWHERE);
      return compile.apply(this, given);
    } as typeof compile;
    for (const coerces of [true, false]) validateAgainstSchema(null, { $schema: DIALECT }, coerces, 0);
  } finally {
    prototype.compile = compile;
  }
}
