import type { Json, JsonObject } from "../../../src/openapi/json.ts";
import { type CompiledValidator, explainErrors } from "../../../src/validation/explain-errors.ts";
import type { Cache } from "../../cache.ts";
import { createEvaluate } from "./evaluate-schema.ts";

/** Says for each value what is wrong with it by a schema of one document; null where nothing is. */
export type FindMistakes = (schema: JsonObject, values: readonly Json[]) => (string | null)[];

/**
 * Validates values by the schemas of a document, with the messages of the generated validators. A schema that cannot be
 * compiled finds nothing: it is reported as such.
 */
export function createFindMistakes(document: JsonObject, cache?: Cache): FindMistakes {
  const judge = createEvaluate(document, { cache, detail: "verdict" });
  const explain = createEvaluate(document, { cache });
  return (schema, values) => {
    const judged = judge(schema);
    if ("reason" in judged || values.every((value) => judged.validate(value))) return values.map(() => null);
    const explained = explain(schema);
    return "reason" in explained ? values.map(() => null) : checkValues(explained.validate, values);
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
