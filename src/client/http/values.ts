import { assertOption } from "../settings/options.ts";

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
 * @throws {ValidationError} it has no such form, such as a file, a Map, a function, `NaN` or a date that is none.
 */
export function toPlain(value: unknown, name: string): unknown {
  const plain = typeof Object(value).toJSON === "function" ? (value as Date).toJSON() : value;
  assertOption(plain === value || isPresent(plain), name, "a valid date, or what else has a value", value);
  const fits =
    Object(plain) === plain
      ? isRecord(plain as object)
      : typeof plain !== "symbol" && (typeof plain !== "number" || Number.isFinite(plain));
  assertOption(fits, name, "a text, a finite number, a truth value, a list or an object", plain);
  return plain;
}

/** Whether an object is a list, or no more than its own fields. A file is more, even one that has been given some. */
function isRecord(value: object): boolean {
  if (Array.isArray(value)) return true;
  const kind = Object.getPrototypeOf(value);
  // That of a plain object is the last one, in each realm.
  const isPlain = kind === null || Object.getPrototypeOf(kind) === null;
  const isNative = Object.prototype.toString.call(value) !== "[object Object]";
  const isSequence = Symbol.iterator in value || Symbol.asyncIterator in value;
  return !isSequence && (isPlain || (!isNative && Object.keys(value).length > 0));
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
  assertOption(typeof plain !== "object", name, "no list or object: it has no spelling here", plain);
  const text = `${plain}`;
  assertOption(!/\p{Surrogate}/u.test(text), name, "Unicode text, without half a character", plain);
  return text;
}

/**
 * The fields of an object.
 *
 * @throws {ValidationError} it is more than these, such as a Map, of which nothing would be sent.
 */
export function listFields(values: object = {}, name: string): [name: string, value: unknown][] {
  return Object.entries(toPlain(values, name) as object);
}
