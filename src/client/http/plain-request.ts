import { writeJson } from "../settings/json.ts";
import { assertOption, checkOptions } from "../settings/options.ts";
import type { RequestWriter } from "./connection.ts";
import { isPresent, listFields, toText } from "./values.ts";

/** Without cookies, which are none where the page says nothing of them. */
const PLACES = { path: "an object", query: "an object", header: "an object" } as const;

/** A request that is JSON or has no body, and whose parameters are texts, or in the query lists of them. */
export const PLAIN_WRITER: RequestWriter = {
  toCall: (path, { params = {}, body }) => {
    checkOptions(params, PLACES);
    const query = writeQuery(params.query);
    return {
      filled: fillPath(path, params.path) + (query && `?${query}`),
      headers: {
        ...writeHeaders(params.header),
        ...(body !== undefined && { "content-type": "application/json" }),
      },
      ...(body !== undefined && { body: writeJson(body) }),
    };
  },
  // The client of openapi-fetch has the serializers of the parameters.
  toInit: (init) => {
    const { params = {} } = init;
    checkOptions(params, PLACES);
    return {
      ...init,
      params: { path: params.path ?? {}, query: params.query ?? {}, header: writeHeaders(params.header) },
    };
  },
};

/** Percent-encodes all but what RFC 3986 calls unreserved, as RFC 6570 does. */
export const encodeAll = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);

/** @throws {ValidationError} a parameter is missing, or made of dots alone, which could reach another path. */
export function fillPath(path: string, values: object = {}): string {
  return path.replace(/\{([^{}]+)\}/g, (_, name: string) => {
    const label = `path.${name}`;
    const value = (values as Record<string, unknown>)[name] ?? "";
    const text = toText(value, label);
    assertOption(/[^.]/.test(text), label, "set, and more than dots", text);
    return encodeAll(text);
  });
}

/** A list is repeated. */
export const writeQuery = (values?: object) =>
  listFields(values, "query")
    .flatMap(([name, value]) =>
      listTexts(value, `query.${name}`).map((text) => [name, text].map(encodeAll).join("=")),
    )
    .join("&");

/** In lower case, as all that is sent is: `fetch` joins the values of two spellings of a name. */
const writeHeaders = (values?: object) =>
  Object.fromEntries(
    listFields(values, "header").flatMap(([name, value]) => {
      const label = `header.${name}`;
      assertOption(!Array.isArray(value), label, "a text or a number", value);
      return listTexts(value, label).map((text) => [name.toLowerCase(), assertHeader(text, label)]);
    }),
  );

/** @throws {ValidationError} one is no text: a page that has such parameters says how they are written. */
const listTexts = (value: unknown, label: string) =>
  [value]
    .flat()
    .filter(isPresent)
    .map((one) => toText(one, label));

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
