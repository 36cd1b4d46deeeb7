import { describe, expect, it } from "vitest";
import { isText, mayBeText, quoteText } from "../../../../src/result/text.ts";

const utf16le = (text: string) => Buffer.from(text, "utf16le");
const utf16be = (text: string) => utf16le(text).swap16();
const page = "Access denied";

describe("isText", () => {
  it("is true for UTF-16 with its mark, in either order of bytes", () => {
    expect(isText(utf16le(`\ufeff${page}`))).toBe(true);
    expect(isText(utf16be(`\ufeff${page}`))).toBe(true);
  });

  it.each([
    ["nothing", "", utf16le(page)],
    ["the first byte of the mark alone", "ff41", utf16le(page)],
    ["the second byte of the mark alone", "41fe", utf16le(page)],
    ["the first byte of the other mark alone", "fe41", utf16be(page)],
    ["the second byte of the other mark alone", "41ff", utf16be(page)],
  ])("is false for UTF-16 after %s", (_, mark, rest) => {
    expect(isText(Buffer.concat([Buffer.from(mark, "hex"), rest]))).toBe(false);
  });

  it("is true for encodings of one byte, which are no UTF-8", () => {
    expect(isText(Buffer.from("Accès refusé", "latin1"))).toBe(true);
  });

  it("is true for alphabets that are switched by escapes", () => {
    expect(isText(Buffer.from('\x1b$B%"%/\x1b(B'))).toBe(true);
  });

  it("is false for a mark without a text", () => {
    expect(isText(Buffer.from("fffe", "hex"))).toBe(false);
  });

  const NUL = "\0";
  const letters = (count: number) => "a".repeat(count);
  it.each([
    ["one in the first 16 bytes", `${NUL}${letters(200)}`, true],
    ["two in the first 16 bytes", `${NUL}${letters(14)}${NUL}${letters(200)}`, false],
    ["one in the first 16 bytes and one after them", `${NUL}${letters(15)}${NUL}${letters(200)}`, true],
    ["one in a short text", `${letters(20)}${NUL}`, true],
    ["two in a short text", `${letters(20)}${NUL}${NUL}`, false],
    ["two of the last of ASCII", `${letters(20)}\x7f\x7f`, false],
    ["two in a hundred bytes", `${letters(98)}${NUL}${NUL}`, true],
    ["three in a hundred bytes", `${letters(97)}${NUL}${NUL}${NUL}`, false],
  ])("counts control characters: %s", (_, text, is) => {
    expect(isText(Buffer.from(text))).toBe(is);
  });

  it.each([
    ["marks", "e\u0301", true],
    ["digits", "0٣Ⅷ½", true],
    ["punctuation and symbols", "¡!€+", true],
    ["spaces of all kinds", "a\u00a0\u3000", true],
    ["joiners", "a\u200d", true],
    ["line breaks and tabs", "a\r\n\t", true],
    ["private characters", "abcdefg\ue000", false],
    ["control characters", "abcdefg\u0007", false],
    ["unassigned characters", "abcdefg\u0378", false],
    ["one private character in fifty", `${"a".repeat(49)}\ue000`, true],
    ["two private characters in fifty", `${"a".repeat(48)}\ue000\ue000`, false],
    ["half a character", "abcdefg\ud800", false],
  ])("says of UTF-16 by what it shows whether it is text: %s", (_, text, is) => {
    expect(isText(utf16le(`\ufeff${text.repeat(20)}`))).toBe(is);
  });
});

describe("mayBeText", () => {
  // With its bytes in the other order each of these letters is a private character.
  const letters = "àèìòàèìò";

  it.each([
    ["UTF-16LE", utf16le(letters)],
    ["UTF-16BE", utf16be(letters)],
  ])("is true for %s without its mark", (_, head) => {
    expect(mayBeText(head)).toBe(true);
  });

  it.each([
    ["16 bytes of one value", "a".repeat(16), false],
    ["16 bytes of two values", "ab".repeat(8), false],
    ["16 bytes of three values", `${"a".repeat(14)}bc`, true],
    ["15 bytes of one value", "a".repeat(15), true],
  ])("tells text from the silence of a telephone: %s", (_, text, is) => {
    expect(mayBeText(Buffer.from(text))).toBe(is);
  });
});

it("quotes no bytes, though they are UTF-8", () => {
  expect(quoteText(Buffer.from("\0\0\0\x18ftypisom"))).toBeUndefined();
});
