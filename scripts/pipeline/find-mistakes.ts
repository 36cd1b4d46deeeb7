import { type CompiledValidator, explainErrors } from "../render/validators/runtime.ts";
import { type Compile, createCompile, createIsolate } from "./compile.ts";
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
  return (schema, values) => {
    const given = [JSON.stringify(isolate(schema)), JSON.stringify(values)];
    return memory.remember("mistakes", given, () => {
      const compiled = compile(schema);
      return "reason" in compiled ? values.map(() => null) : judgeValues(runValidator(compiled.code), values);
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
