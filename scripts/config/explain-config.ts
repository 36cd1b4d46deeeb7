import { Ajv } from "ajv";
import schema from "../../config.schema.json" with { type: "json" };
import { EXPLAINED } from "../../src/validation/compile/ajv.ts";
import { explainErrors } from "../../src/validation/explain-errors.ts";
import { findNearest } from "../../src/validation/nearest.ts";

const KEYS = Object.keys(schema.properties);

/** What is wrong with the content of a configuration file, a sentence for each mistake. */
export function explainConfig(data: unknown): string[] {
  const validate = new Ajv({ ...EXPLAINED, meta: false, validateSchema: false, logger: false }).compile(
    schema,
  );
  if (validate(data)) return [];
  return explainErrors(validate.errors ?? [], data).map(({ code, message, path, found }) => {
    const [key] = path;
    if (code === "additionalProperties") {
      const nearest = findNearest(KEYS, String(key));
      const hint = nearest === undefined ? "" : ` Did you mean "${nearest}"?`;
      return `There is no key "${key}".${hint} It may have ${KEYS.join(", ")}.`;
    }
    return key === undefined ? `Expected an object, got ${found}.` : `Expected ${message}.`;
  });
}
