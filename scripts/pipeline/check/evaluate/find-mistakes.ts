import type { Json, JsonObject } from "../../../../src/openapi/json.ts";
import { type CompiledValidator, explainErrors } from "../../../../src/validation/explain-errors.ts";
import type { Cache } from "../../../cache.ts";
import { createEvaluate } from "./evaluate-schema.ts";
import { createInterpreter } from "./interpret-schema.ts";

/** Says for each value what is wrong with it by a schema of one document; null where nothing is. */
export type FindMistakes = (schema: JsonObject, values: readonly Json[]) => (string | null)[];

/**
 * Validates values by the schemas of a document, with the messages of the generated validators. A schema that cannot be
 * compiled finds nothing: it is reported as such. Most values are right, and by schemas that need not be compiled to tell.
 */
export function createFindMistakes(document: JsonObject, cache?: Cache): FindMistakes {
  const interpret = createInterpreter(document);
  const evaluate = createEvaluate(document, cache);
  return (schema, values) => {
    if (values.every((value) => interpret(schema, value) === true)) return values.map(() => null);
    const evaluated = evaluate(schema);
    return "reason" in evaluated ? values.map(() => null) : checkValues(evaluated.validate, values);
  };
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
