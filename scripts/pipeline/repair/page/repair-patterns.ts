import { isObject, type JsonObject, setOwn } from "../../../../src/openapi/json.ts";
import { boundPattern } from "../../../../src/validation/compile/pattern/bounded-pattern.ts";
import type { ReportRepair } from "./repair-examples.ts";
import { toUnicodePattern } from "./unicode-pattern.ts";

/**
 * Rewrites the regular expressions of a schema that are legal without the flag `u` alone, and removes those that no tool
 * after us may meet: what is none, and what cannot be matched in bounded time. Each is reported; what is removed, nothing
 * checks any more.
 */
export function repairPatterns(schema: JsonObject, report: ReportRepair): JsonObject {
  const { pattern, patternProperties } = schema;
  let repaired = schema;
  if (typeof pattern === "string") {
    const usable = repairPattern(pattern, ["pattern"], report);
    if (usable !== pattern) {
      const { pattern: _, ...rest } = repaired;
      repaired = usable === undefined ? rest : { ...rest, pattern: usable };
    }
  }
  if (isObject(patternProperties)) {
    const usable: JsonObject = {};
    for (const [source, described] of Object.entries(patternProperties)) {
      const taken = { ...patternProperties, ...usable };
      const found = repairPattern(source, ["patternProperties", source], report, taken);
      if (found !== undefined) setOwn(usable, found, described);
    }
    const isSame = Object.keys(patternProperties).every((source) => Object.hasOwn(usable, source));
    if (!isSame) repaired = { ...repaired, patternProperties: usable };
  }
  return repaired;
}

/**
 * @param taken What is keyed by the pattern, so that it cannot become another one that is there already.
 * @returns the pattern to use; undefined where there is none.
 */
function repairPattern(
  source: string,
  keys: readonly string[],
  report: ReportRepair,
  taken: JsonObject = {},
): string | undefined {
  const first = boundPattern(source);
  const rewritten = first.kind === "invalid" ? toUnicodePattern(source) : undefined;
  const usable = rewritten === undefined || Object.hasOwn(taken, rewritten) ? source : rewritten;
  const found = boundPattern(usable);
  const shown = JSON.stringify(source);
  if (found.kind === "invalid") report(keys, `\`${keys[0]}\` cannot be ${shown}. Dropped.`);
  else if (found.kind === "unbounded")
    report(keys, `${shown} cannot be matched in bounded time: ${found.reason}. Dropped; nothing checks it.`);
  else if (usable !== source)
    report(keys, `${shown} is no regular expression with the flag \`u\`. Read as ${JSON.stringify(usable)}.`);
  return found.kind === "native" || found.kind === "program" ? usable : undefined;
}
