import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { automatonOf, combine } from "../../../../../scripts/diff/inclusion/leaves/pattern-automaton.ts";
import { NotRegularError } from "../../../../../scripts/diff/inclusion/leaves/pattern-states.ts";

const codes = (text: string) => Array.from(text, (char) => char.codePointAt(0) ?? 0);

/** Patterns of every kind that is read: anchors in odd places, classes, counts, loops. */
const PATTERNS = [
  "^a|b$",
  "(^|,)x",
  "^[^a]*$",
  "a",
  "^$",
  "a$^b",
  "^b(\\w)+b$",
  "^\\d{4}-\\d{2}$",
  "(?:a|b)*c{2,5}$",
  "x*$",
  "^(?:$|a)",
  "\\p{L}+$",
  "^.{3,5}$",
  "^^a",
  "b^a|c",
  "(a^)?b",
  "[\\s\\S]",
];

/** Patterns that look around: ahead and behind, for and against, one in another, in loops and variants. */
const LOOKING = [
  "^(?=.*[A-Z])(?=.*\\d).{4,}$",
  "^(?!a)b+",
  "^(?!.*--)[a-c-]+$",
  "\\bab\\b",
  "\\Ba",
  "^(?=.{3}).*(?<!b)$",
  "(?<=a)b",
  "(?<!^)a",
  "a(?=b|$)",
  "^a(?!b)c|x$",
  "^(?:a(?!b)|b(?=a))*$",
  "(?<=^|,)a(?=,|$)",
  "^(?=(?:(?!ab).)*$)[a-c]+",
  "(?<=a(?<!ba))c",
  "^(?![\\s\\S])",
  "x(?=a)(?!ab)",
];

describe("automatonOf", () => {
  it("accepts what the engine of the runtime matches, and nothing else", () => {
    const text = fc.string({
      unit: fc.constantFrom("a", "b", "c", "x", "A", ",", "-", "2", "0", "\n", "é", "😀"),
      maxLength: 8,
    });
    fc.assert(
      fc.property(fc.constantFrom(...PATTERNS, ...LOOKING), text, (pattern, word) => {
        expect(automatonOf(pattern).test(codes(word))).toBe(new RegExp(pattern, "u").test(word));
      }),
      { numRuns: 4000, seed: 1 },
    );
  });

  it.each(["(?=^a)b", "(?<=$)a", "(a*)\\1", "a{5000}", "("])(
    "refuses %s, which no small automaton stands for",
    (pattern) => {
      expect(() => automatonOf(pattern)).toThrow(NotRegularError);
    },
  );
});

describe("combine", () => {
  it("is empty where one pattern excludes another", () => {
    expect(combine([automatonOf("^[^a]*$"), automatonOf("a")], []).isEmpty).toBe(true);
    expect(combine([automatonOf("^a+$")], [automatonOf("a")]).isEmpty).toBe(true);
    expect(combine([automatonOf("a")], [automatonOf("^a+$")]).isEmpty).toBe(false);
  });
});
