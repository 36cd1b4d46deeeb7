import { BaseResolver, createConfig, lintDocument, Source } from "@redocly/openapi-core";
import type { JsonObject } from "./openapi.ts";
import type { Problem } from "./problem.ts";

/** The document under the name by which it is known to people, in memory and as text. */
export interface NamedDocument {
  file: string;
  text: string;
  document: JsonObject;
}

/**
 * Lints with Redocly's own rules, as `redocly lint` would with the same configuration.
 *
 * @param config Text of `redocly.yaml`.
 */
export async function lintOpenapi(
  { file, text, document }: NamedDocument,
  config: string,
): Promise<Problem[]> {
  const rules = await createConfig(config);
  const found = await lintDocument({
    document: { source: new Source(file, text), parsed: document },
    config: rules,
    externalRefResolver: new BaseResolver(rules.resolve),
  });
  return found.map(({ severity, message, location, ruleId }) => ({
    severity: severity === "warn" ? "warning" : "error",
    file,
    pointer: location[0]?.pointer ?? "",
    message: `${message.replaceAll("\n", " ")} (rule ${ruleId}) Correct it with an overlay.`,
  }));
}
