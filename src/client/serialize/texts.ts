import { assertOption } from "../settings/options.ts";

/** Turns a text into what may stand in a place. `name` is that of the value, for messages. */
export type Encode = (text: string, name: string) => string;

/** Whether a media type is JSON, also one with a name of its own. */
export const isJsonType = (mediaType: string) => /[/+]json\b/i.test(mediaType);

/** Whether a value is bytes that are sent as they are. */
export function isBytes(value: unknown): value is Blob | ReadableStream | ArrayBuffer | ArrayBufferView {
  return (
    value instanceof Blob ||
    value instanceof ReadableStream ||
    value instanceof ArrayBuffer ||
    ArrayBuffer.isView(value)
  );
}

/**
 * A value as JSON has it: a Date is its text, an object its own fields.
 *
 * @throws {ValidationError} it has no such form, such as a file, a Map or a function.
 */
export function toPlain(value: unknown, name: string): unknown {
  const plain = typeof Object(value).toJSON === "function" ? (value as Date).toJSON() : value;
  const isOther =
    typeof plain === "function" ||
    typeof plain === "symbol" ||
    isBytes(plain) ||
    (typeof plain === "object" && plain !== null && Symbol.iterator in plain && !Array.isArray(plain));
  assertOption(!isOther, name, "a text, a number, a truth value, a list or an object", plain);
  return plain;
}

/** The values of a list or an object that are there: `null` and `undefined` are left out, as in RFC 6570. */
export function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/**
 * A value that is neither list nor object nor `null`, as text.
 *
 * @throws {ValidationError} it is one, or no Unicode text.
 */
export function toText(value: unknown, name: string): string {
  const plain = toPlain(value, name);
  assertOption(
    typeof plain !== "object",
    name,
    "no list or object: OpenAPI has no spelling for one inside another",
    plain,
  );
  const text = `${plain}`;
  assertOption(!/\p{Surrogate}/u.test(text), name, "Unicode text, without half a character", plain);
  return text;
}

/**
 * JSON text.
 *
 * @throws {ValidationError} something in it is no JSON, such as a file, of which `{}` would be left.
 */
export function toJson(value: unknown, name: string): string {
  return JSON.stringify(value, (key, inner: unknown) => {
    assertOption(typeof inner !== "bigint", key || name, "a number or a text", inner);
    return toPlain(inner, key || name);
  });
}

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
