import { parseBody } from "../client/http/body.ts";
import type { Hide } from "../client/settings/secret.ts";

/** How texts spell a character: in JavaScript and JSON, in HTML and in URLs. */
const ESCAPE =
  /\\u\{([\da-f]{1,6})\}|\\u([\da-f]{4})|\\x([\da-f]{2})|\\([^\w\s])|&#x([\da-f]{1,6});|&#(\d{1,7});|&(amp|lt|gt|quot|apos);|%([\da-f]{2})/gi;

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

const decode = (text: string) =>
  text.replace(ESCAPE, (...[, braced, code, hex, itself, entity, decimal, name, byte]) => {
    if (itself ?? name) return itself ?? ENTITIES[name.toLowerCase()];
    const digits = braced ?? code ?? hex ?? entity ?? byte;
    return toCharacter(decimal ? Number(decimal) : Number.parseInt(digits, 16));
  });

const toCharacter = (code: number) => (code <= 0x10ffff ? String.fromCodePoint(code) : "");

/** UTF-16 as UTF-8 reads it, and escapes, also of escapes. */
const READINGS = [(text: string) => text.replaceAll("\0", ""), decode, decode, decode];

/** Hides the key in a text, however it is spelled there. One that does not hold it stays as it is. */
export function hideInText(text: string, hide: Hide): string {
  const shown = hide(text);
  let plain = shown;
  for (const read of READINGS) {
    plain = read(plain);
    const hidden = hide(plain);
    if (hidden !== plain) return hidden;
  }
  return shown;
}

/** Hides the key in JSON however it is spelled there. A text that does not hold it stays as it is. */
export function hideInJson(text: string, hide: Hide): string {
  let found = false;
  const watch: Hide = (value) => {
    const shown = hideInText(value, hide);
    found ||= shown !== value;
    return shown;
  };
  const value = parseBody(new TextEncoder().encode(text), watch);
  return found && value !== undefined ? JSON.stringify(value) : hideInText(text, hide);
}

/** Whether a text stands in another, however it is spelled there. */
export function isTextIn(text: string, other: string): boolean {
  return hideInText(other, (one) => one.replaceAll(text, "")) !== other;
}

/** Hides the key in the value of a header; what no header can carry, as it may come of an escape, is left out. */
export function hideInHeader(value: string, hide: Hide): string {
  return hideInText(value, hide).replace(/[^\t\x20-\x7e\x80-\xff]/g, "");
}
