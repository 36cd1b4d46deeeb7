import type { JsonObject } from "../../openapi/json.ts";
import { createBoundedMatcher } from "../../validation/compile/pattern/bounded-pattern.ts";
import { drawValue } from "./draw-value.ts";

/**
 * A text that the pattern and the lengths of a schema allow, the same one each time; undefined where none is found. One
 * with a format is left alone: the sampler has a word for each of those.
 */
export function drawText({ pattern, minLength = 0, maxLength, format }: JsonObject): string | undefined {
  if (typeof pattern !== "string" || format !== undefined) return undefined;
  const limit = typeof maxLength === "number" ? maxLength : Number.POSITIVE_INFINITY;
  const key = JSON.stringify([pattern, minLength, limit]);
  if (!drawn.has(key)) drawn.set(key, findText(pattern, Number(minLength), limit));
  return drawn.get(key);
}

/** A document repeats its patterns, and drawing takes most of the time. */
const drawn = new Map<string, string | undefined>();

function findText(pattern: string, minLength: number, maxLength: number): string | undefined {
  try {
    const matcher = createBoundedMatcher(pattern);
    const fits = (text: unknown) =>
      typeof text === "string" &&
      matcher.test(text) &&
      [...text].length >= minLength &&
      [...text].length <= maxLength;
    const limits = Number.isFinite(maxLength) ? { minLength, maxLength } : { minLength };
    return drawValue([{ type: "string", pattern, ...limits }], fits) as string | undefined;
  } catch {
    return undefined;
  }
}
