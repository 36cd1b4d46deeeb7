import type { JsonObject } from "../../openapi/json.ts";
import { isJson } from "../../openapi/media-types.ts";
import type { MockRequest } from "../base/http.ts";
import { isShallow } from "../base/nesting.ts";
import { type DocumentedParameter, listParameters, schemaOf } from "../prism/contents.ts";
import type { PrismOperation } from "../prism/prism-operations.ts";
import {
  type Decode,
  decodePercent,
  decodeQuery,
  type Pair,
  readFormStyle,
  readPairs,
  readStyled,
} from "./styles.ts";

/** A parameter of an operation with what a request has for it. */
export interface GivenParameter {
  in: "path" | "query" | "header" | "cookie";
  name: string;
  schema: JsonObject;
  required: boolean;
  /**
   * The values it may have, as the style says; none where it has none. Their texts are not yet coerced to the types of the
   * schema.
   */
  values: readonly unknown[];
  /** Its media type says how it is spelled, and what it is: nothing is coerced. */
  isJson: boolean;
}

/**
 * Reads the parameters of a request as their styles or media types say: OpenAPI 3.1.2, 4.8.12.
 *
 * @param path what the path has for its template, still percent-encoded.
 */
export function readParameters(
  operation: PrismOperation,
  { search, headers }: MockRequest,
  path: Readonly<Record<string, string>>,
): GivenParameter[] {
  const query = readPairs(search, "&", decodeQuery);
  const cookies = readPairs(headers.cookie ?? "", ";", decodePercent);
  const text = (one: DocumentedParameter, schema: JsonObject, raw: string | undefined, decode: Decode) =>
    raw === undefined
      ? []
      : one.content
        ? readContent(one, decode(raw))
        : readStyled(one, schema, raw, decode);
  const form = (one: DocumentedParameter, schema: JsonObject, pairs: readonly Pair[], decode: Decode) => {
    const [, raw] = pairs.find(([name]) => name === one.name) ?? [];
    if (one.content) return raw === undefined ? [] : readContent(one, decode(raw));
    return readFormStyle(one, schema, pairs, decode, (name) => isForeign(operation, one, name));
  };
  const header = (name: string) => (Object.hasOwn(headers, name) ? headers[name] : undefined);
  return listParameters(operation).flatMap((one): GivenParameter[] => {
    const { name, place, required = false } = one;
    const schema = schemaOf(one);
    if (schema === undefined) return [];
    const values = {
      path: () => text(one, schema, path[name], decodePercent),
      headers: () => text(one, schema, header(name.toLowerCase()), (raw) => raw),
      query: () => form(one, schema, query, decodeQuery),
      cookie: () => form(one, schema, cookies, decodePercent),
    }[place]();
    const given = place === "headers" ? "header" : place;
    return [{ in: given, name, schema, required, values, isJson: isJson(mediaTypeOf(one) ?? "") }];
  });
}

/** Whether a name belongs to another parameter of that place, or to the key. */
function isForeign(
  operation: PrismOperation,
  { name: own, place }: DocumentedParameter,
  name: string,
): boolean {
  const others = listParameters(operation).filter((one) => one.place === place && one.name !== own);
  const isOther = ({ name: other, style }: DocumentedParameter) =>
    name === other || name === `${other}[]` || (style === "deepObject" && name.startsWith(`${other}[`));
  const isKey = operation.security
    ?.flat()
    .some((scheme) => scheme.type === "apiKey" && scheme.in === place && scheme.name === name);
  return isKey === true || others.some(isOther);
}

const mediaTypeOf = ({ content }: DocumentedParameter) => Object.keys(content ?? {})[0];

/** JSON as its value; what is none, and any other media type, as the text it is. */
function readContent(one: DocumentedParameter, text: string): unknown[] {
  if (!isJson(mediaTypeOf(one) ?? "") || !isShallow(text)) return [text];
  try {
    return [JSON.parse(text)];
  } catch {
    return [text];
  }
}
