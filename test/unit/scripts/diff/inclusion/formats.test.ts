import { fullFormats } from "ajv-formats/dist/formats.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decideInclusion } from "../../../../../scripts/diff/inclusion/decide-inclusion.ts";
import { boundFormat, listSamples } from "../../../../../scripts/diff/inclusion/leaves/formats.ts";
import type { JsonObject } from "../../../../../src/openapi/json.ts";
import { hasFormat } from "../../../../../src/validation/compile/has-format.ts";

const codes = (text: string) => Array.from(text, (char) => char.codePointAt(0) ?? 0);

/** Texts that have some format, or nearly, from which others are made by small changes. */
const SEEDS = [
  ...listSamples(),
  ...["2024-02-29", "1900-02-29", "2000-02-29", "2023-12-31T23:59:60Z", "22:59:60+23:00", "12:00:00.5+0130"],
  ...[
    "P1Y2M3DT4H5M6S",
    "PT",
    "http://a.b/c?d=e#f",
    "mailto:a@b",
    "urn:x",
    "//a",
    "a.b.c.",
    "-a",
    "::ffff:1.2.3.4",
  ],
  ...[`a${"b".repeat(62)}`, `a${"b".repeat(64)}`, "YWJj", "YWJ=\n!", "\u017f@b.co", "\u212a"],
];

const text = fc
  .tuple(
    fc.constantFrom(...SEEDS),
    fc.array(fc.tuple(fc.nat(90), fc.constantFrom(...'0123569-:TtZz.+/a b\n=%@[]?#PDW"\u017f')), {
      maxLength: 3,
    }),
  )
  .map(([seed, edits]) => {
    const chars = Array.from(seed);
    for (const [at, char] of edits)
      chars.splice(at % (chars.length + 1), at % 2, ...(at % 3 === 0 ? [] : [char]));
    return chars.join("");
  });

describe("boundFormat", () => {
  const known = Object.keys(fullFormats).filter((format) => boundFormat(format) !== undefined);

  it("knows all formats of text that the validator knows and that limit it", () => {
    const others = Object.keys(fullFormats).filter((format) => !known.includes(format));
    expect(others.sort()).toEqual(["binary", "double", "float", "int32", "int64", "password"]);
  });

  it("lies around what the validator accepts", () => {
    fc.assert(
      fc.property(fc.constantFrom(...known), text, (format, word) => {
        const { inner, outer } = boundFormat(format) ?? {};
        const has = hasFormat(format, word);
        if (inner?.test(codes(word))) expect([format, word, has]).toEqual([format, word, true]);
        if (has) expect([format, word, outer?.test(codes(word))]).toEqual([format, word, true]);
      }),
      { numRuns: 8000, seed: 1 },
    );
  });
});

describe("decideInclusion, of formats", () => {
  const decide = (first: JsonObject, second: JsonObject) =>
    decideInclusion(
      { schema: { type: "string", ...first }, document: {} },
      { schema: { type: "string", ...second }, document: {} },
    );

  it.each<[first: JsonObject, second: JsonObject]>([
    [{ format: "date" }, { minLength: 10, maxLength: 10 }],
    [{ format: "date" }, { pattern: "^\\d{4}-(?!13)" }],
    [{ format: "date-time" }, { pattern: "^\\d{4}-\\d\\d-\\d\\d" }],
    [{ format: "uri" }, { format: "uri-reference" }],
    [{ format: "uuid" }, { maxLength: 45 }],
    [{ format: "email" }, { pattern: "^[ -~]+$" }],
    [{ pattern: "^2024-0[13]-1\\d$" }, { format: "date" }],
    [{ format: "duration" }, { pattern: "^P" }],
    [{ pattern: "^(?=.*[A-Z])(?=.*\\d).{8,}$" }, { minLength: 8, pattern: "[0-9]" }],
    [{}, { format: "int32" }],
  ])("finds all texts of %j among those of %j", (first, second) => {
    expect(decide(first, second)).toEqual({ kind: "included" });
  });

  it.each<[first: JsonObject, second: JsonObject]>([
    [{ format: "date" }, { maxLength: 9 }],
    [{ format: "date" }, { format: "date-time" }],
    [{ format: "uri" }, { pattern: "^https?://" }],
    [{ format: "uri-reference" }, { format: "uri" }],
    [{ pattern: "^2023-0[1-3]-3\\d$" }, { format: "date" }],
    [{ format: "time" }, { maxLength: 9 }],
    [{ format: "hostname" }, { pattern: "\\." }],
    [{ format: "byte" }, { maxLength: 9 }],
    [{ minLength: 8 }, { pattern: "^(?=.*[A-Z])(?=.*\\d).{8,}$" }],
    [{ pattern: "^[a-z-]+$" }, { pattern: "^(?!.*--)[a-z-]+(?<!-)$" }],
  ])("finds a text of %j that is none of %j", (first, second) => {
    expect(decide(first, second)).toMatchObject({ kind: "not included" });
  });
});
