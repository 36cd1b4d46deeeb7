import { describe, expect, it } from "vitest";
import { isText, mayBeText } from "../../../../src/result/text.ts";

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
});
