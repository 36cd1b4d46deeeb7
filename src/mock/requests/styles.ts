import { isObject, type JsonObject, objectAt, setOwn } from "../../openapi/json.ts";
import { decodeSegment, MAX_NESTING } from "../base/nesting.ts";
import { describeNames, kindsOf } from "./value-kinds.ts";

/** What a document says of how a value is spelled. */
export interface Spelling {
  name: string;
  style: string;
  explode?: boolean;
}

/** The text that stands for another in its place of a request. */
export type Decode = (text: string) => string;

/** A name, decoded, with its value as it was sent. */
export type Pair = readonly [name: string, value: string];

/** In a path or a cookie; malformed percent-encoding is left as it is. */
export const decodePercent: Decode = (text) => decodeSegment(text) ?? text;

/** In a query or a form, where a plus is a space. */
export const decodeQuery: Decode = (text) => decodePercent(text.replaceAll("+", " "));

/**
 * The values that a text in a path or a header may stand for: OpenAPI 3.1.2, 4.8.12.4. None where it is not of the style.
 */
export function readStyled(spelling: Spelling, schema: JsonObject, raw: string, decode: Decode): unknown[] {
  const { style, explode = false } = spelling;
  if (style === "matrix") return readMatrix(spelling, schema, raw, decode);
  if (style === "label" && !raw.startsWith(".")) return [];
  const text = style === "label" ? raw.slice(1) : raw;
  const parts = text === "" ? [] : text.split(style === "label" && explode ? "." : ",");
  return kindsOf(schema).flatMap((kind): unknown[] => {
    if (kind === "text") return [decode(text)];
    // RFC 9110 5.6.1: there may be space around the commas of a header.
    if (kind === "list") return [...(text === "" ? [[""]] : []), parts.map((part) => decode(part.trim()))];
    if (!explode) return [alternate(parts, decode)];
    return [
      readNamed(
        parts.map((part) => splitPair(part.trim(), decode)),
        decode,
      ),
    ];
  });
}

/** `;name=value`; RFC 6570 leaves out the sign before an empty value. */
function readMatrix({ name, explode }: Spelling, schema: JsonObject, raw: string, decode: Decode): unknown[] {
  if (!raw.startsWith(";")) return [];
  const pairs = raw
    .slice(1)
    .split(";")
    .map((part) => splitPair(part, decode));
  const own = pairs.flatMap(([key, value]) => (key === name ? [value] : []));
  return kindsOf(schema).flatMap((kind): unknown[] => {
    if (kind === "object" && explode) return [readNamed(pairs, decode)];
    const [first] = own;
    if (first === undefined) return [];
    if (kind === "text") return [decode(first)];
    const parts = explode ? own : first.split(",");
    return [kind === "list" ? parts.map(decode) : alternate(parts, decode)];
  });
}

/** What separates the items of one value, as it is sent, and as some clients encode what need not be. */
const DELIMITERS: Readonly<Record<string, readonly RegExp[]>> = {
  form: [/,/, /%2C/i],
  spaceDelimited: [/%20|\+| /],
  pipeDelimited: [/\||%7C/i],
};

/**
 * The values that pairs of a query, a form or cookies may stand for. None where they have nothing of that name.
 *
 * @param foreign whether a name is that of something else.
 */
export function readFormStyle(
  { name, style, explode = style === "form" }: Spelling,
  schema: JsonObject,
  pairs: readonly Pair[],
  decode: Decode,
  foreign: (name: string) => boolean,
): unknown[] {
  const own = pairs.flatMap(([key, value]) => (key === name || key === `${name}[]` ? [value] : []));
  const isDeep = style === "deepObject";
  return kindsOf(schema).flatMap((kind): unknown[] => {
    if (kind === "object" && isDeep) return readDeep(name, schema, pairs, decode);
    if (kind === "object" && explode) {
      const { named, takesOthers } = describeNames(schema);
      const mine = pairs.filter(([key]) => key in named || (takesOthers && !foreign(key)));
      return mine.length === 0 ? [] : [readNamed(mine, decode)];
    }
    if (own.length === 0) return [];
    if (kind === "text") return [own.length === 1 ? decode(own[0] ?? "") : own.map(decode)];
    if (kind === "list" && (explode || isDeep)) return [own.map(decode)];
    const ways = (DELIMITERS[style] ?? [/,/]).map((delimiter) =>
      own.flatMap((text) => text.split(delimiter)),
    );
    if (kind === "object") return ways.map((parts) => alternate(parts, decode));
    // An empty text is a list of one, or of none.
    return [...ways.map((parts) => parts.map(decode)), ...(own.join("") === "" ? [[]] : [])];
  });
}

/** `filter[name]=value`, also one inside of another; what is repeated, and `filter[name][]=value`, is a list. */
export function readDeep(
  name: string,
  schema: JsonObject,
  pairs: readonly Pair[],
  decode: Decode,
): unknown[] {
  const read: JsonObject = {};
  for (const [key, value] of pairs) {
    if (!key.startsWith(`${name}[`) || !key.endsWith("]")) continue;
    const names = key.slice(name.length + 1, -1).split("][");
    const isItem = names.length > 1 && names.at(-1) === "";
    const path = isItem ? names.slice(0, -1) : names;
    if (path.length <= MAX_NESTING) setDeep(read, schema, path, decode(value), isItem);
  }
  return Object.keys(read).length === 0 ? [] : [read];
}

function setDeep(
  into: JsonObject,
  schema: JsonObject,
  path: readonly string[],
  text: string,
  isItem: boolean,
) {
  const [key = "", ...rest] = path;
  const property = objectAt(describeNames(schema).named as JsonObject, key);
  const before = Object.hasOwn(into, key) ? into[key] : undefined;
  if (rest.length > 0) {
    const inner = isObject(before) ? before : {};
    setOwn(into, key, inner);
    return setDeep(inner, property, rest, text, isItem);
  }
  const isList = isItem || before !== undefined || kindsOf(property)[0] === "list";
  setOwn(into, key, isList ? [before ?? [], text].flat() : text);
}

/** Pairs as an object; of a name that is repeated, all its values. */
function readNamed(pairs: readonly Pair[], decode: Decode): Record<string, unknown> {
  const values = new Map<string, string[]>();
  for (const [key, value] of pairs) values.set(key, [...(values.get(key) ?? []), decode(value)]);
  return Object.fromEntries([...values].map(([key, all]) => [key, all.length === 1 ? all[0] : all]));
}

/** `R,100,G,200`. */
function alternate(parts: readonly string[], decode: Decode): Record<string, unknown> {
  const pairs = parts.flatMap((part, at) =>
    at % 2 === 0 ? [[decode(part.trim()), decode((parts[at + 1] ?? "").trim())] as const] : [],
  );
  return Object.fromEntries(pairs);
}

/** A name and what stands behind its sign. */
function splitPair(part: string, decode: Decode): Pair {
  const at = part.indexOf("=");
  return at < 0 ? [decode(part), ""] : [decode(part.slice(0, at)), part.slice(at + 1)];
}

/** The pairs of a query, a form or cookies. */
export function readPairs(text: string, separator: string, decode: Decode): Pair[] {
  return text
    .split(separator)
    .flatMap((part) => (part.trim() === "" ? [] : [splitPair(part.trim(), decode)]));
}
