import { encodeAll } from "../http/plain-request.ts";
import { isPresent, toPlain, toText } from "../http/values.ts";
import { assertOption } from "../settings/options.ts";
import type { StyleFacts } from "./facts.ts";
import { type Encode, encodeReserved } from "./texts.ts";

/** A name with its value, both encoded. */
export type Pair = readonly [name: string, value: string];

/** A value that is spelled. */
interface Styled extends StyleFacts {
  name: string;
}

/** What stands between items that share one value. As RFC 3986 has no place for `|` and space, they are encoded. */
const DELIMITERS = { spaceDelimited: "%20", pipeDelimited: "%7C" } as Partial<Record<string, string>>;

/** How the texts of a value are encoded in a query or a form. Commas stand between items in the style `form` alone. */
export const encodeFor = ({ style = "form", explode, allowReserved }: StyleFacts): Encode =>
  allowReserved === true ? encodeReserved(style === "form" && explode === false) : encodeAll;

/**
 * The pairs of a value in a query, a cookie or a form.
 *
 * Beyond what OpenAPI defines: `spaceDelimited` and `pipeDelimited` spell a single text, and what is exploded, as `form`
 * does; `deepObject` goes on with brackets inside of objects, repeats its name for the items of a list, and is always
 * exploded.
 *
 * @throws {ValidationError} it has no spelling that can be read again.
 */
export function listPairs(facts: Styled, given: unknown, encode: Encode, label: string): Pair[] {
  const { name, style = "form", explode = style === "form" } = facts;
  const value = toPlain(given, label);
  if (!isPresent(value)) return [];
  const encodeName = (text: string) => encode(text, label);
  if (typeof value !== "object") return [[encodeName(name), encode(toText(value, label), label)]];
  if (style === "deepObject") return listDeep(name, value, encode, label);
  const items = listItems(value, encode, label);
  if (items.length === 0) return [];
  if (!explode) return [[encodeName(name), joinItems(items.flat(), DELIMITERS[style] ?? ",", label)]];
  return items.map(([key, item]) => (item === undefined ? [encodeName(name), key] : [key, item]));
}

function listDeep(name: string, given: unknown, encode: Encode, label: string): Pair[] {
  const value = toPlain(given, label);
  if (!isPresent(value)) return [];
  if (Array.isArray(value)) return value.flatMap((item) => listDeep(name, item, encode, label));
  if (typeof value !== "object") return [[encode(name, label), encode(toText(value, label), label)]];
  return Object.entries(value as object).flatMap(([key, inner]) =>
    listDeep(`${name}[${key}]`, inner, encode, label),
  );
}

const STARTS = { label: ".", matrix: ";" } as Partial<Record<string, string>>;

/**
 * The text of a value in a path or a header; undefined where there is none.
 *
 * @throws {ValidationError} it has no spelling that can be read again.
 */
export function writeStyled(
  facts: Styled,
  given: unknown,
  encode: Encode,
  label: string,
): string | undefined {
  const { name, style = "simple", explode = false } = facts;
  const value = toPlain(given, label);
  if (!isPresent(value)) return undefined;
  const start = STARTS[style] ?? "";
  /** RFC 6570: `;` leaves out the sign before an empty value. */
  const pair = (key: string, text: string) => (start === ";" && text === "" ? key : `${key}=${text}`);
  const named = (text: string) => (start === ";" ? pair(encode(name, label), text) : text);
  if (typeof value !== "object") return start + named(encode(toText(value, label), label));
  const items = listItems(value, encode, label);
  if (items.length === 0) return undefined;
  if (!explode) return start + named(joinItems(items.flat(), ",", label));
  const separator = start || ",";
  const texts = items.map(([key, item]) => {
    if (item === undefined) return named(assertApart(key, separator, label));
    return pair(
      assertApart(assertApart(key, "=", label), separator, label),
      assertApart(item, separator, label),
    );
  });
  return start + texts.join(separator);
}

/** The items of a list, and of an object its names with their values. */
function listItems(value: unknown, encode: Encode, label: string): [string, ...string[]][] {
  const write = (item: unknown) => encode(toText(item, label), label);
  return Array.isArray(value)
    ? value.filter(isPresent).map((item) => [write(item)])
    : Object.entries(value as object)
        .filter(([, item]) => isPresent(item))
        .map(([key, item]) => [write(key), write(item)]);
}

function joinItems(items: readonly string[], delimiter: string, label: string): string {
  return items.map((item) => assertApart(item, delimiter, label)).join(delimiter);
}

/** @throws {ValidationError} what stands between two items stands in one, too: it would be read as two. */
function assertApart(item: string, delimiter: string, label: string): string {
  const shown = decodeURIComponent(delimiter);
  assertOption(!item.includes(delimiter), label, `free of "${shown}", which stands between its items`, item);
  return item;
}
