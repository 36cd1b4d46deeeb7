import { RegExpParser } from "@eslint-community/regexpp";
import { createMatcher, type PatternProgram, type TextMatcher } from "../../match-pattern.ts";
import { compilePattern, UnboundedPatternError } from "./compile-pattern.ts";
import { isLinear } from "./is-linear.ts";

/** How a `pattern` is matched in a time proportional to the text (decisions/90-patterns-are-matched-in-linear-time.md). */
export type BoundedPattern =
  /** By the engine of the runtime, which is fast on every text. */
  | { kind: "native" }
  | { kind: "program"; program: PatternProgram }
  /** Not at all. */
  | { kind: "unbounded"; reason: string }
  /** It is no regular expression. */
  | { kind: "invalid"; reason: string };

/** The edition is fixed: which patterns are read must not depend on the version of Node. */
const parser = new RegExpParser({ ecmaVersion: 2022 });

/** More characters than this are slow to compile for the engines of browsers and of Node. */
const MAX_NATIVE_LENGTH = 1_000;

const bounded = new Map<string, BoundedPattern>();

/** Finds out how to match a pattern of JSON Schema: a regular expression of ECMAScript 2022 with the flag `u`. */
export function boundPattern(source: string): BoundedPattern {
  const known = bounded.get(source) ?? readPattern(source);
  bounded.set(source, known);
  return known;
}

function readPattern(source: string): BoundedPattern {
  try {
    const pattern = parser.parsePattern(source, 0, source.length, { unicode: true });
    if (source.length <= MAX_NATIVE_LENGTH && isLinear(pattern)) return { kind: "native" };
    return { kind: "program", program: compilePattern(pattern) };
  } catch (error) {
    if (error instanceof UnboundedPatternError) return { kind: "unbounded", reason: error.message };
    if (error instanceof RangeError) return { kind: "unbounded", reason: "it is nested too deeply" };
    return { kind: "invalid", reason: error instanceof Error ? error.message : String(error) };
  }
}

/**
 * Makes the matcher of a pattern, as Ajv's option `code.regExp`. In code that Ajv writes down it stands as the
 * `new RegExp` of the runtime; `writeBoundedPatterns` replaces those that may be slow.
 *
 * @throws {Error} it is no regular expression, or cannot be matched in bounded time.
 */
export const createBoundedMatcher = Object.assign(
  (source: string): TextMatcher => {
    const found = boundPattern(source);
    if (found.kind === "native") return new RegExp(source, "u");
    if (found.kind === "program") return createMatcher(source, found.program);
    const what = found.kind === "invalid" ? "is no regular expression" : "cannot be matched in bounded time";
    throw new Error(`The pattern /${source}/ ${what}: ${found.reason}`);
  },
  { code: "new RegExp" },
);

/** The module that code with bounded patterns requires, from the project's folder. */
export const MATCHER_MODULE = "./src/validation/match-pattern.ts";

/** In code that Ajv has written, has patterns that may be slow matched by their program. */
export function writeBoundedPatterns(code: string): string {
  // Ajv writes each on a line of its own; in the texts of a schema no line begins.
  return code.replaceAll(/^(const pattern\d+ = )new RegExp\((".*"), "u"\);$/gm, (line, start, text) => {
    const found = boundPattern(JSON.parse(text) as string);
    return found.kind === "program"
      ? `${start}require("${MATCHER_MODULE}").createMatcher(${text}, ${JSON.stringify(found.program)});`
      : line;
  });
}
