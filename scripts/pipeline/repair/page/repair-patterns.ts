import { isObject, type JsonObject } from "../../../../src/openapi/json.ts";
import { boundPattern } from "../../../../src/validation/compile/pattern/bounded-pattern.ts";
import type { ReportRepair } from "./repair-examples.ts";

/**
 * Removes the regular expressions of a schema that no tool after us may meet: what is none, and what cannot be matched
 * in bounded time. Each is reported, as nothing checks it any more.
 */
export function repairPatterns(schema: JsonObject, report: ReportRepair): JsonObject {
  const { pattern, patternProperties } = schema;
  let repaired = schema;
  if (typeof pattern === "string" && !isUsable(pattern, ["pattern"], report)) {
    const { pattern: _, ...rest } = repaired;
    repaired = rest;
  }
  if (isObject(patternProperties)) {
    const all = Object.entries(patternProperties);
    const usable = all.filter(([source]) => isUsable(source, ["patternProperties", source], report));
    if (usable.length < all.length) repaired = { ...repaired, patternProperties: Object.fromEntries(usable) };
  }
  return repaired;
}

function isUsable(source: string, keys: readonly string[], report: ReportRepair): boolean {
  const found = boundPattern(source);
  const shown = JSON.stringify(source);
  if (found.kind === "invalid") report(keys, `\`${keys[0]}\` cannot be ${shown}. Dropped.`);
  if (found.kind === "unbounded")
    report(keys, `${shown} cannot be matched in bounded time: ${found.reason}. Dropped; nothing checks it.`);
  return found.kind === "native" || found.kind === "program";
}
