import { describe, expect, it } from "vitest";
import { hideSecret } from "../../../../../src/client/settings/secret.ts";

/** All that any of JSON, addresses and HTML writes otherwise. */
const KEY = `sk-"a\\b/c+d=e&f<g>'h{i}k:l`;
const json = (text: string) => JSON.stringify(text).slice(1, -1);
const each = (write: (code: number) => string) =>
  Array.from(KEY, (letter) => write(letter.charCodeAt(0))).join("");
const hexOf = (code: number) => code.toString(16);
const html = (text: string) =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&apos;");

describe("hideSecret", () => {
  it.each([
    ["as it is", KEY],
    ["JSON", json(KEY)],
    ["JSON within JSON", json(json(KEY))],
    ["JSON of PHP", json(KEY).replaceAll("/", "\\/")],
    ["JSON in numbers", each((code) => `\\u00${hexOf(code)}`)],
    ["JSON in numbers, in capitals", each((code) => `\\u00${hexOf(code).toUpperCase()}`)],
    ["JavaScript", each((code) => `\\x${hexOf(code)}`)],
    ["an address", encodeURIComponent(KEY)],
    ["an address in small letters", each((code) => `%${hexOf(code)}`)],
    ["an address within an address", encodeURIComponent(encodeURIComponent(KEY))],
    ["a form", new URLSearchParams([["", KEY]]).toString().slice(1)],
    ["HTML", html(KEY)],
    ["HTML within HTML", html(html(KEY))],
    ["HTML in numbers", each((code) => `&#${code};`)],
    ["HTML in hexadecimal numbers", each((code) => `&#x${hexOf(code)};`)],
    ["JavaScript, in braces", each((code) => `\\u{000${hexOf(code)}}`)],
    ["HTML within JSON of Go", json(html(KEY)).replaceAll("&", "\\u0026")],
    ["HTML within an address", encodeURIComponent(html(KEY))],
    ["JSON in numbers within an address", encodeURIComponent(each((code) => `\\u00${hexOf(code)}`))],
    ["an address in numbers of JSON", each((code) => `\\u0025${hexOf(code)}`)],
    ["JSON four times over", json(json(json(json(KEY))))],
    ["UTF-16", [...KEY].join("\0")],
    ["HTML in long numbers", each((code) => `&#X00${hexOf(code).toUpperCase()};`)],
  ])("hides a key spelled in the way of %s, and leaves the rest", (_, spelled) => {
    expect(hideSecret(`a % b & c ${spelled} \\ ${spelled}d`, KEY)).toBe("a % b & c [API key] \\ [API key]d");
    const other = `${spelled.slice(0, -4)}%`;
    expect(hideSecret(other, KEY)).toBe(other);
  });

  it("takes a time that grows with the text alone", () => {
    for (const text of ["\\", "%25", "&amp;", "&#0", "sk-"]) {
      const long = text.repeat(300_000);
      expect(hideSecret(long, KEY)).toBe(long);
    }
  });
});
