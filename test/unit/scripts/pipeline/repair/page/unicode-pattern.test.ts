import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { repairPatterns } from "../../../../../../scripts/pipeline/repair/page/repair-patterns.ts";
import { toUnicodePattern } from "../../../../../../scripts/pipeline/repair/page/unicode-pattern.ts";

const isLegal = (source: string, flags: string): boolean => {
  try {
    return new RegExp(source, flags) instanceof RegExp;
  } catch {
    return false;
  }
};

describe("toUnicodePattern", () => {
  it.each([
    ["^[a-z\\_\\-]+\\-\\@\\:x$", "^[a-z_\\-]+-@:x$"],
    ["^[\\w-.]+@[a-\\d]$", "^[\\w\\-.]+@[a\\-\\d]$"],
    ["^\\{a]}$", "^\\{a\\]\\}$"],
    ["^hello {name}$", "^hello \\{name\\}$"],
    ["[\\!-\\#\\ ]", "[!-# ]"],
  ])("rewrites %s as %s", (source, rewritten) => {
    expect(toUnicodePattern(source)).toBe(rewritten);
  });

  it.each(["\\Aa\\z", "\\p{Print}", "[a-z]{1-5}", "x{2\\,3}", "\\-(", "[\\000-\\037]", "(?!a)*"])(
    "leaves %s, which means something else or nothing",
    (source) => {
      expect(toUnicodePattern(source)).toBeUndefined();
    },
  );

  it("matches the same texts", () => {
    const atom = fc.constantFrom(
      ..."a|b|_|-|]|}|{|,|2|\\-|\\_|\\,|\\:|\\]|\\}|\\{|\\.|.|^|$|\\d|\\w".split("|"),
    );
    const member = fc.constantFrom(..."a|b|z|_|-|-|{|^|\\-|\\_|\\,|\\:|\\]|\\^|\\d|\\w|\\\\".split("|"));
    const set = fc.array(member, { maxLength: 5 }).map((parts) => `[${parts.join("")}]`);
    const piece = fc
      .tuple(fc.oneof(atom, set), fc.constantFrom("", "", "", "*", "?", "{2}", "{2,}"))
      .map((parts) => parts.join(""));
    const source = fc.array(piece, { minLength: 1, maxLength: 6 }).map((parts) => parts.join(""));
    const text = fc.string({ unit: fc.constantFrom(..."ab_-]}{,2:.\\^z"), maxLength: 6 });
    let rewritings = 0;
    fc.assert(
      fc.property(source, fc.array(text, { minLength: 30, maxLength: 30 }), (pattern, texts) => {
        fc.pre(isLegal(pattern, "") && !isLegal(pattern, "u"));
        const rewritten = toUnicodePattern(pattern);
        if (rewritten === undefined) return;
        rewritings += 1;
        const [before, after] = [new RegExp(pattern), new RegExp(rewritten, "u")];
        expect(texts.map((one) => after.exec(one)?.[0])).toEqual(texts.map((one) => before.exec(one)?.[0]));
      }),
      { numRuns: 400, seed: 1 },
    );
    expect(rewritings).toBeGreaterThan(200);
  });
});

describe("repairPatterns", () => {
  it("rewrites what is legal without the flag alone, and says so", () => {
    const reports: string[] = [];
    const given = {
      pattern: "a\\-b",
      patternProperties: {
        ...{ "\\_\\-a": true, "_\\-a": false },
        ...{ "\\:b": { type: "string" }, ":b": { maxLength: 3 } },
      },
    };
    const repaired = repairPatterns(given, (keys, message) => reports.push(`${keys.join("/")}: ${message}`));
    expect(repaired).toEqual({ pattern: "a-b", patternProperties: { "_-a": true, ":b": { maxLength: 3 } } });
    expect(reports).toEqual([
      'pattern: "a\\\\-b" is no regular expression with the flag `u`. Read as "a-b".',
      'patternProperties/\\_\\-a: "\\\\_\\\\-a" is no regular expression with the flag `u`. Read as "_-a".',
      'patternProperties/_\\-a: `patternProperties` cannot be "_\\\\-a". Dropped.',
      'patternProperties/\\:b: `patternProperties` cannot be "\\\\:b". Dropped.',
    ]);
  });
});
