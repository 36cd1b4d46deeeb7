import { type CompiledValidator, explainErrors } from "../render/validators/runtime.ts";
import { type Compile, createAjv, createCompile, createIsolate, EXPLAINED } from "./compile.ts";
import { createMemory } from "./memory.ts";
import type { Json, JsonObject } from "./openapi.ts";
import { runValidator } from "./run-validator.ts";

/** Says for each value what is wrong with it by a schema of one document; null where nothing is. */
export type FindMistakes = (schema: JsonObject, values: readonly Json[]) => (string | null)[];

/**
 * Makes the judge of a document's values. It speaks as the generated validators do, being made of the same code. A
 * schema that cannot be compiled finds nothing: it is reported as such.
 */
export function createFindMistakes(
  document: JsonObject,
  memory = createMemory(),
  compile: Compile = createCompile(document, memory),
): FindMistakes {
  const isolate = createIsolate(document);
  const ajv = createAjv({}, { ...EXPLAINED, code: { optimize: false } });

  /** The schema of a body has code already. For the many small ones, code that can be kept takes three times as long. */
  const prepare = (schema: JsonObject, part: JsonObject): CompiledValidator | undefined => {
    if (typeof schema.$ref === "string") {
      const compiled = compile(schema);
      return "code" in compiled ? runValidator(compiled.code) : undefined;
    }
    try {
      return ajv.compile(part) as CompiledValidator;
    } catch {
      return undefined;
    } finally {
      ajv.removeSchema(part);
    }
  };

  return (schema, values) => {
    const part = isolate(schema);
    return memory.remember("mistakes", [JSON.stringify(part), JSON.stringify(values)], () => {
      const validate = prepare(schema, part);
      return validate === undefined ? values.map(() => null) : judgeValues(validate, values);
    });
  };
}

function judgeValues(validate: CompiledValidator, values: readonly Json[]): (string | null)[] {
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
