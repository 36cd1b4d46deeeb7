import type { ValidateFunction } from "ajv/dist/2020.js";
import { createAjv } from "../pipeline/compile.ts";
import type { JsonObject } from "../pipeline/openapi.ts";
import type { Problem } from "../pipeline/problem.ts";
import type { PrismOperation } from "./prism.ts";
import { listSchemas } from "./schemas.ts";

/** The compiled form of a schema of an operation; the same schema object is compiled once. */
export type SchemaCompiler = (schema: JsonObject, operation: PrismOperation) => ValidateFunction;

/** Compiles as Prism does, but keeps what it takes to explain a refusal. */
export function createSchemaCompiler(): SchemaCompiler {
  // Optimising the code of a schema takes longer than running it a thousand times.
  const options = { allErrors: true, verbose: true, validateSchema: true, code: { optimize: false } };
  const ajv = createAjv({}, options);
  const compiled = new WeakMap<object, ValidateFunction>();
  return (schema, operation) => {
    const { __bundled__ } = operation as PrismOperation & { __bundled__?: JsonObject };
    const validate = compiled.get(schema) ?? ajv.compile(__bundled__ ? { ...schema, __bundled__ } : schema);
    compiled.set(schema, validate);
    return validate;
  };
}

/**
 * Finds schemas that Prism could not compile. It does not apply such a schema at all: every body would pass, and
 * nobody would know (stoplightio/prism#2442). So what does not compile is not served.
 */
export function findUncompilable(
  file: string,
  operations: readonly PrismOperation[],
  compile: SchemaCompiler,
): Problem[] {
  return operations.flatMap((operation) =>
    listSchemas(operation).flatMap(({ where, schema }): Problem[] => {
      try {
        compile(schema, operation);
        return [];
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        const place = `${operation.method.toUpperCase()} ${operation.path}, ${where}`;
        const message = `${place}: the schema cannot be compiled (${reason}), so nothing would be checked. Correct it in the document.`;
        return [{ severity: "error", file, pointer: "", message }];
      }
    }),
  );
}
