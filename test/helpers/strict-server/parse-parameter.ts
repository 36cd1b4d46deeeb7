/** A combination of the tables of OpenAPI 3.1.2, sections 4.8.12.4 and 4.8.12.6, with the type of the value. */
export interface Combination {
  in: "path" | "query" | "header" | "cookie";
  style: string;
  explode: boolean;
  type: "primitive" | "array" | "object";
}

/** Where the table says nothing of a combination: it is `n/a` there, or has no way to stand in a cookie. */
export function isUndefined({ in: place, style, explode, type }: Combination): boolean {
  if (style === "deepObject") return type !== "object" || !explode;
  if (/Delimited$/.test(style)) return type === "primitive" || explode;
  return place === "cookie" && explode && type !== "primitive";
}

/** A parameter as it stands in a request: its segment of the path, the query, a header or the cookies. */
export type Read = string | string[] | Record<string, string> | undefined;

const NAME = "color";

/**
 * Reads the parameter `color` by the examples of the specification, and knows nothing of how it was written. Beyond
 * them: what is `n/a` is read as this project's documentation says.
 *
 * @throws {Error} it is spelled otherwise.
 */
export function parseParameter(combination: Combination, text: string | undefined): Read {
  if (text === undefined) return undefined;
  if (combination.in === "header") return parseSimple(combination, text, (raw) => raw);
  if (combination.in === "path") return parsePath(combination, text);
  return parsePairs(combination, text.split(combination.in === "cookie" ? "; " : "&").filter(Boolean));
}

/** RFC 3986, strictly: nothing that has to be encoded stands there as it is. */
function decode(text: string): string {
  if (!/^(?:[A-Za-z0-9._~-]|%[0-9A-F]{2})*$/.test(text)) throw new Error(`${text} is not encoded`);
  return decodeURIComponent(text);
}

function parsePath(combination: Combination, text: string): Read {
  if (combination.style === "simple") return parseSimple(combination, text, decode);
  const { style, explode, type } = combination;
  const start = style === "label" ? "." : ";";
  if (!text.startsWith(start)) throw new Error(`${text} does not start with ${start}`);
  const rest = text.slice(1);
  if (style === "label") {
    if (type === "primitive") return decode(rest);
    const items = rest.split(explode ? "." : ",");
    if (type === "array") return items.map(decode);
    return explode ? pairUp(items, decode) : alternate(items.map(decode));
  }
  if (explode && type !== "primitive") {
    const parts = rest.split(";").map((part) => split(part, false));
    if (type === "object")
      return Object.fromEntries(parts.map(([key, value]) => [decode(key), decode(value)]));
    return parts.map(([key, value]) => named(key, decode(value)));
  }
  const [key, value] = split(rest, false);
  named(key, "");
  if (type === "primitive") return decode(value);
  const items = value.split(",").map(decode);
  return type === "array" ? items : alternate(items);
}

function parseSimple({ explode, type }: Combination, text: string, read: (raw: string) => string): Read {
  if (type === "primitive") return read(text);
  const items = text.split(",");
  if (type === "array") return items.map(read);
  return explode ? pairUp(items, read) : alternate(items.map(read));
}

function parsePairs({ style, explode, type, ...rest }: Combination, parts: readonly string[]): Read {
  if (parts.length === 0) return undefined;
  const pairs = parts.map((part) => split(part, true));
  const isSingle = !(explode || style === "deepObject") || type === "primitive";
  if (isSingle && pairs.length !== 1) throw new Error(`${parts.join()} is more than one value`);
  if (type === "primitive") return pairs.map(([key, value]) => named(decode(key), decode(value)))[0];
  if (style === "deepObject" && type === "object")
    return Object.fromEntries(
      pairs.map(([key, value]) => {
        const [, own] = /^color\[(.*)\]$/s.exec(decode(key)) ?? [];
        if (own === undefined) throw new Error(`${key} is no field of ${NAME}`);
        return [own, decode(value)];
      }),
    );
  if (explode || style === "deepObject")
    return type === "array"
      ? pairs.map(([key, value]) => named(decode(key), decode(value)))
      : Object.fromEntries(pairs.map(([key, value]) => [decode(key), decode(value)]));
  const [[key = "", value = ""] = []] = pairs;
  named(decode(key), "");
  const delimiter = { spaceDelimited: "%20", pipeDelimited: "%7C" }[style] ?? ",";
  const items = value.split(delimiter).map(decode);
  if (rest.in === "cookie" && value.includes(";")) throw new Error("A cookie has no semicolon");
  return type === "array" ? items : alternate(items);
}

/** A name and its value; only `;` may leave the sign out before an empty one. */
function split(part: string, demandsSign: boolean): [string, string] {
  const at = part.indexOf("=");
  if (at < 0 && demandsSign) throw new Error(`${part} has no =`);
  return at < 0 ? [part, ""] : [part.slice(0, at), part.slice(at + 1)];
}

function named(key: string, value: string): string {
  if (key !== NAME) throw new Error(`${key} is not ${NAME}`);
  return value;
}

function pairUp(items: readonly string[], read: (raw: string) => string): Record<string, string> {
  return Object.fromEntries(items.map((item) => split(item, true).map(read)));
}

function alternate(items: readonly string[]): Record<string, string> {
  if (items.length % 2 === 1) throw new Error(`${items.join()} are no pairs`);
  return Object.fromEntries(items.flatMap((key, at) => (at % 2 === 0 ? [[key, items[at + 1] ?? ""]] : [])));
}
