import { parseBody } from "../client/http/body.ts";
import type { Hide } from "../client/settings/secret.ts";

/** How texts spell a character: in JavaScript, in HTML and in URLs. */
const ESCAPE = /\\u\{?([\da-f]{1,6})\}?|\\x([\da-f]{2})|&#x([\da-f]{1,6});|&#(\d{1,7});|%([\da-f]{2})/gi;

const decode = (text: string) =>
  text.replace(ESCAPE, (...[, code, hex, entity, decimal, byte]) =>
    toCharacter(decimal ? Number(decimal) : Number.parseInt(code ?? hex ?? entity ?? byte, 16)),
  );

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
