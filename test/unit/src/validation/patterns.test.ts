import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  boundPattern,
  createBoundedMatcher,
  writeBoundedPatterns,
} from "../../../../src/validation/compile/pattern/bounded-pattern.ts";
import { createMatcher } from "../../../../src/validation/match-pattern.ts";

describe("boundPattern", () => {
  it.each([
    "^[a-z]+$",
    "^.{1,2500}$",
    "^\\d+(\\.\\d+)?$",
    "^(\\d+)x(\\d+)$",
    "^(16:9|9:16|1:1)$",
    "^[a-z]+(?:-[a-z0-9]+)*$",
    "^.+\\.(png|jpe?g)$",
    "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$",
    "^[\\w-]+(\\.[\\w-]+)*@([a-z\\d-]+\\.)+[a-z]{2,}$",
    "^(?=.*[A-Z])(?=.*\\d).{8,}$",
    "^\\s*\\S[\\s\\S]*$",
    "https?://.+",
    "\\S",
    "\\d{3}-\\d{4}",
    "^task_[a-z0-9]{32}$",
    "^(a|b)(c|d)(e|f)(a|b)(c|d)(e|f)(a|b)(c|d)(e|f)$",
  ])("leaves %s to the engine of the runtime, which is fast on every text", (source) => {
    expect(boundPattern(source).kind).toBe("native");
  });

  it.each([
    ["a loop in a loop", "^(a+)+$"],
    ["a loop whose rounds may be read in two ways", "^(a|a)*$"],
    ["a loop that begins like itself", "^(a|ab|b)*$"],
    ["a loop over what may be nothing", "^(a*)*$"],
    ["counted rounds that may be nothing", "^(a?){50}$"],
    ["a loop of large counts in another", "^(a{1,25}){1,25}$"],
    ["two loops that share a text out", "^a*a*$"],
    ["two loops with a character of both between them", "^[^@]+\\.[^@]+$"],
    ["two ways to read nothing before a loop", "^(|b?)a*$"],
    ["a loop that is tried everywhere", "\\s+$"],
    ["a loop after something that it reads too", "xx*y"],
    ["one way that is tied to the start and one that is not", "^a|b+c"],
    ["a start that may be left out", "(?:^|x)x*y"],
    ["a lookahead that is asked everywhere", "(?=.*a)b"],
    ["a lookahead in a loop", "^(?:(?=.*x).)*$"],
    ["a slow lookahead at the start", "^(?=(a+)+$)a"],
    ["a lookbehind", "(?<=a+)b"],
    ["choices that multiply without a loop", `^${"(?:a|a)".repeat(9)}$`],
    ["optional parts that multiply", `^${"a?".repeat(40)}$`],
    ["characters that only case or properties tell apart", "^(\\p{Lu}|\\p{L})*$"],
    ["a class that leaves a character out which the other reads", "^([^b]|[ac])*$"],
  ])("matches %s by a program", (_, source) => {
    expect(boundPattern(source).kind).toBe("program");
  });

  it("gives up on references back, and on more than 2,000 steps", () => {
    expect(boundPattern("^(a+)\\1$")).toEqual({
      kind: "unbounded",
      reason: "it refers back to one of its groups",
    });
    expect(boundPattern("^(?:a|a){300}$").kind).toBe("program");
    expect(boundPattern("^(?:a|a){500}$")).toEqual({
      kind: "unbounded",
      reason: "its repetitions come to more than 2000 steps",
    });
    expect(boundPattern(`^${"(".repeat(50_000)}${")".repeat(50_000)}$`).kind).toBe("unbounded");
  });

  it("knows the regular expressions of ECMAScript 2022, whatever version of Node asks", () => {
    for (const source of ["(", "(?i)kite", "^[\\w\\-\\_]+$", "(?i:kite)", "a{2,1}"])
      expect(boundPattern(source).kind).toBe("invalid");
  });

  it("looks at long and branching patterns for a moment only", () => {
    const words = Array.from({ length: 20_000 }, (_, index) => index.toString(36)).join("|");
    const started = performance.now();
    for (const source of [
      `^(?:${words})*$`,
      `^(?:${"a?".repeat(20_000)})$`,
      `[${"a-z".repeat(20_000)}]`,
      "^(((a{1000}){1000}){1000}){1000}$",
      "^(?:){1000000000}$",
    ])
      boundPattern(source);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

describe("a bounded matcher", () => {
  it.each([
    ["^(a+)+$", "a"],
    ["^(a|a)*$", "a"],
    ["^(a?){50}$", "a"],
    ["^a*a*a*a*a*$", "a"],
    ["\\s+$", " "],
    ["^(?:(?=.*x).)*$", "a"],
    ["^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$", "a@.a"],
    ["^(?:[a-z]+\\.)+[a-z]+$", "a."],
    ["(?<=a+b?)c", "a"],
  ])("refuses 100,000 characters that %s almost fits within two seconds", (source, part) => {
    const matcher = createBoundedMatcher(source);
    const started = performance.now();
    expect(matcher.test(`${part.repeat(100_000 / part.length)}!`)).toBe(false);
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it("refuses a text that would take more steps than it follows, and stops there", () => {
    const matcher = createBoundedMatcher("^(?:a|a){300}b");
    expect(matcher.test(`${"a".repeat(300)}b`)).toBe(true);
    const started = performance.now();
    expect(createBoundedMatcher("(?:a|a){300}b").test(`${"a".repeat(2_000_000)}b`)).toBe(false);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it("keeps its text, by which Ajv tells it from others", () => {
    const [one, other] = ["^(a+)+$", "^(b+)+$"].map((source) => String(createBoundedMatcher(source)));
    expect(one).not.toBe(other);
  });

  it("says why it cannot be made", () => {
    expect(() => createBoundedMatcher("(a)\\1")).toThrow(
      "The pattern /(a)\\1/ cannot be matched in bounded time: it refers back to one of its groups",
    );
    expect(() => createBoundedMatcher("(")).toThrow("The pattern /(/ is no regular expression");
  });

  const atom = fc.constantFrom(
    "a",
    "b",
    ".",
    "\\w",
    "\\d",
    "\\s",
    "[ab]",
    "[^a]",
    "\\p{L}",
    "é",
    "\\u{1F600}",
    "[^]",
  );
  const { pattern } = fc.letrec<{ pattern: string }>((tie) => ({
    pattern: fc.oneof(
      { maxDepth: 4 },
      atom,
      fc.tuple(tie("pattern"), tie("pattern")).map((parts) => parts.join("")),
      fc.tuple(tie("pattern"), tie("pattern")).map(([one, other]) => `(?:${one}|${other})`),
      fc
        .tuple(tie("pattern"), fc.constantFrom("*", "+", "?", "{2}", "{1,3}", "{0,2}?", "{2,}"))
        .map(([one, count]) => `(${one})${count}`),
      fc
        .tuple(fc.constantFrom("=", "!", "<=", "<!"), tie("pattern"), tie("pattern"))
        .map(([look, one, other]) => `(?${look}${one})${other}`),
      fc.tuple(fc.constantFrom("\\b", "\\B", "^", "$"), tie("pattern")).map((parts) => parts.join("")),
    ),
  }));
  const text = fc.string({
    unit: fc.constantFrom("a", "b", "1", " ", "\n", "é", "😀", "\ud83d"),
    maxLength: 8,
  });

  it("accepts what the engine of the runtime accepts", () => {
    fc.assert(
      fc.property(pattern, fc.array(text, { minLength: 10, maxLength: 10 }), (source, texts) => {
        const found = boundPattern(source);
        if (found.kind !== "program") return;
        const [native, own] = [new RegExp(source, "u"), createMatcher(source, found.program)];
        for (const one of texts) expect([one, own.test(one)]).toEqual([one, native.test(one)]);
      }),
      { numRuns: 2_000, seed: 17 },
    );
  });
});

describe("writeBoundedPatterns", () => {
  const line = (source: string) => `const pattern0 = new RegExp(${JSON.stringify(source)}, "u");`;

  it("has the patterns matched by a program that may be slow, and leaves the others alone", () => {
    expect(writeBoundedPatterns(line("^[a-z]+$"))).toBe(line("^[a-z]+$"));
    const written = writeBoundedPatterns(`${line('^("a\u2028+)+$')}\n${line("^a$")}`);
    const [first = "", second] = written.split("\n");
    expect(second).toBe(line("^a$"));
    const module = { exports: {} as { test(text: string): boolean } };
    new Function("module", "require", `${first}\nmodule.exports = pattern0;`)(module, () => ({
      createMatcher,
    }));
    expect(module.exports.test('"a\u2028\u2028')).toBe(true);
    expect(module.exports.test(`${'"a\u2028'.repeat(10_000)}!`)).toBe(false);
  });
});
