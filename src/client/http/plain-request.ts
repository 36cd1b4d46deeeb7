import { assertOption, writeBody } from "../settings/options.ts";
import type { RequestWriter } from "./connection.ts";

/** A request that is JSON or has no body, and whose parameters are texts, or in the query lists of them. */
export const PLAIN_WRITER: RequestWriter = {
  toCall: (path, { params = {}, body }) => {
    const query = writeQuery(params.query);
    return {
      filled: fillPath(path, params.path) + (query && `?${query}`),
      headers: {
        ...writeHeaders(params.header),
        ...(body !== undefined && { "content-type": "application/json" }),
      },
      ...(body !== undefined && { body: writeBody(body) }),
    };
  },
  // The client of openapi-fetch has the serializers of these.
  toInit: (init) => ({
    ...init,
    params: {
      path: init.params?.path ?? {},
      query: init.params?.query ?? {},
      header: writeHeaders(init.params?.header),
    },
  }),
};

/** Percent-encodes all but what RFC 3986 calls unreserved, as RFC 6570 does. */
export const encodeAll = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);

/** @throws {ValidationError} a parameter is missing, or made of dots alone, which could reach another path. */
export function fillPath(path: string, values: object = {}): string {
  return path.replace(/\{([^{}]+)\}/g, (_, name: string) => {
    const [value = ""] = listTexts(name, (values as Record<string, unknown>)[name]);
    assertOption(/[^.]/.test(value), `path.${name}`, "set, and more than dots", value);
    return encodeAll(value);
  });
}

export const writeQuery = (values?: object) =>
  listPairs(values)
    .map((pair) => pair.map(encodeAll).join("="))
    .join("&");

/** In lower case, as all that is sent is: `fetch` joins the values of two spellings of a name. */
const writeHeaders = (values?: object) =>
  Object.fromEntries(
    listPairs(values).map(([name, value]) => [name.toLowerCase(), assertHeader(value, name)]),
  );

const listPairs = (values: object = {}) =>
  Object.entries(values).flatMap(([name, value]) =>
    listTexts(name, value).map((text): [name: string, value: string] => [name, text]),
  );

/** @throws {ValidationError} one is no text: a page that has such parameters says how they are written. */
function listTexts(name: string, value: unknown): string[] {
  return [value as Partial<Date>].flat().flatMap((one) => {
    // A Date is its text, as in JSON.
    const text = one?.toJSON ? one.toJSON() : one;
    if (text === undefined || text === null) return [];
    assertOption(typeof text !== "object", name, "a text, a number or a list of them", text);
    return `${text}`;
  });
}

/**
 * A header's value goes as it is, without percent-encoding. It holds Latin-1, and no space at its ends.
 *
 * @throws {ValidationError} it would be cut, or refused by `fetch` after all else was ready.
 */
export function assertHeader(text: string, name: string): string {
  const fits = /^(?![ \t])[\t\x20-\x7e\x80-\xff]*$/.test(text) && !/[ \t]$/.test(text);
  assertOption(
    fits,
    name,
    "text that a header can carry: Latin-1 without line breaks, and without space at its ends",
    text,
  );
  return text;
}
