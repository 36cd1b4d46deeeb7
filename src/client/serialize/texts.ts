import { assertOption } from "../settings/options.ts";

/** Turns a text into what may stand in a place. `name` is that of the value, for messages. */
export type Encode = (text: string, name: string) => string;

/** Whether a media type is JSON, also one with a name of its own. */
export const isJsonType = (mediaType: string) => /[/+]json\b/i.test(mediaType);

/**
 * Lets reserved characters and percent-encoded ones through, as RFC 6570 does for `{+name}`, save those that would end a
 * value, begin the next, or be read as a space.
 *
 * @param isList whether commas stand between the items of a value.
 */
export const encodeReserved =
  (isList: boolean): Encode =>
  (text) =>
    encodeURI(text)
      .replace(/%25([0-9a-f]{2})/gi, "%$1")
      .replace(isList ? /[#&+=,]/g : /[#&+=]/g, encodeURIComponent);

/** A cookie's text goes as it is where the page says so: RFC 6265, section 4.1.1. */
export const assertCookie: Encode = (text, name) => {
  const expected =
    "text that a cookie can carry: ASCII without spaces, quotes, commas, semicolons and backslashes";
  assertOption(/^[!#-+\--:<-[\]-~]*$/.test(text), name, expected, text);
  return text;
};
