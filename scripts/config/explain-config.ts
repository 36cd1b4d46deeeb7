import schema from "../../config.schema.json" with { type: "json" };
import { explainErrors } from "../../src/validation/explain-errors.ts";
import { findNearest } from "../../src/validation/nearest.ts";
import { validateConfig } from "./validate-config.ts";

const KEYS = Object.keys(schema.properties);

/** What is wrong with the content of a configuration file, a sentence for each mistake. */
export function explainConfig(data: unknown): string[] {
  if (validateConfig(data)) return [];
  return explainErrors(validateConfig.errors ?? [], data).map(({ code, message, path, found }) => {
    const [key] = path;
    if (code === "additionalProperties") {
      const nearest = findNearest(KEYS, String(key));
      const hint = nearest === undefined ? "" : ` Did you mean "${nearest}"?`;
      return `There is no key "${key}".${hint} It may have ${KEYS.join(", ")}.`;
    }
    return key === undefined ? `Expected an object, got ${found}.` : `${message}.`;
  });
}
