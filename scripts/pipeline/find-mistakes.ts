import { type CompiledValidator, explainErrors } from "../render/validators/runtime.ts";
import { type Compile, createCompile } from "./compile.ts";
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
  return (schema, values) => {
    const compiled = compile(schema);
    if ("reason" in compiled) return values.map(() => null);
    return memory.remember("mistakes", [compiled.code, JSON.stringify(values)], () =>
      judgeValues(runValidator(compiled.code), values),
    );
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
