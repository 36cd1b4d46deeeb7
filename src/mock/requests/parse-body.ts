import { isObject, type JsonObject } from "../../openapi/json.ts";
import { essenceOf, isJson } from "../../openapi/media-types.ts";
import type { MockRequest } from "../base/http.ts";
import { isShallow, MAX_NESTING } from "../base/nesting.ts";
import { findContent, type MediaContent, requestContents } from "../prism/contents.ts";
import type { PrismOperation } from "../prism/prism-operations.ts";
import { type Decode, decodeQuery, type Pair, readDeep, readFormStyle, readPairs } from "./styles.ts";
import { describeNames, kindsOf } from "./value-kinds.ts";

/** A request body as a value. */
export interface ParsedBody {
  value: unknown;
  /** It came as a form: its values are texts, but for lists and objects. */
  form?: true;
  /** Of a form: what else it may mean, where its spelling leaves that open. */
  others?: readonly Readonly<Record<string, unknown>>[];
}

/** JSON and forms are read; anything else is text. A message says why the body cannot be read. */
export async function parseBody(
  { headers, bytes }: MockRequest,
  operation: PrismOperation,
): Promise<ParsedBody | { message: string }> {
  const contents = requestContents(operation);
  const given = headers["content-type"];
  const content = (given === undefined ? undefined : findContent(contents, given)) ?? contents[0];
  const type = given ?? content?.mediaType ?? "";
  const isUrlencoded = essenceOf(type) === "application/x-www-form-urlencoded";
  // A form without fields has no bytes.
  if (bytes.length === 0 && !(isUrlencoded && given !== undefined)) return { value: undefined };
  const known = content ?? { schema: {}, encodings: [] };
  const text = bytes.toString("utf8");
  try {
    if (isJson(type)) {
      if (!isShallow(text)) return { message: `The body is nested more than ${MAX_NESTING} levels deep.` };
      // RFC 8259, 8.1: a parser may pass over a mark of the byte order.
      return { value: JSON.parse(text.replace(/^\uFEFF/, "")) };
    }
    if (isUrlencoded) return readFields(readPairs(text, "&", decodeQuery), known, decodeQuery);
    if (essenceOf(type) === "multipart/form-data")
      return readFields(await readParts(bytes, type), known, (part) => part);
  } catch (error) {
    const format = essenceOf(type).replace("application/json", "JSON");
    return { message: `The body is not ${format}: ${error instanceof Error ? error.message : error}` };
  }
  return { value: text };
}

/** The parts of a `multipart/form-data`. @throws it is none. */
export function readForm(bytes: Buffer, type: string): Promise<FormData> {
  if (!/;\s*boundary=/i.test(type)) throw new Error("its content type has no boundary");
  return new Response(new Uint8Array(bytes), { headers: { "content-type": type } }).formData();
}

/** The parts of a form as texts; of a file its name, unless it is JSON. */
async function readParts(bytes: Buffer, type: string): Promise<[name: string, text: string][]> {
  const form = await readForm(bytes, type);
  const parts = [...form].map(async ([name, part]): Promise<[string, string]> => {
    if (typeof part === "string") return [name, part];
    return [name, isJson(part.type) ? await part.text() : part.name];
  });
  return Promise.all(parts);
}

/**
 * The fields of a form by the styles that the document says, or else a list as often as it comes, and an object as JSON:
 * OpenAPI 3.1.2, 4.8.15. Of others that are repeated the last one counts.
 *
 * By RFC 6570 an encoded comma is one in an item. The encoders of forms, such as `URLSearchParams`, encode those between
 * items as well, and a server that decodes before it splits knows no difference, so that is another way to read it.
 */
function readFields(
  pairs: readonly Pair[],
  { schema, encodings }: Pick<MediaContent, "schema" | "encodings">,
  decode: Decode,
): ParsedBody {
  const { named } = describeNames(schema);
  const read = new Map<string, readonly unknown[]>();
  for (const [name, text] of pairs) if (!(name in named)) read.set(name, [decode(text)]);
  for (const [name, property] of Object.entries(named)) {
    const own = encodings.find((encoding) => encoding.property === name);
    const field = isObject(property) ? property : {};
    const isStyled = own && own.mediaType === undefined;
    const ways = isStyled
      ? readFormStyle({ name, ...own }, field, pairs, decode, () => true)
      : saysJson(own?.mediaType)
        ? readAsJson(name, field, pairs, decode)
        : readPlain(name, field, pairs, decode);
    // Only what is percent-encoded has separators that may be.
    if (ways.length > 0) read.set(name, decode === decodeQuery ? ways : ways.slice(0, 1));
  }
  const take = (way: number) =>
    Object.fromEntries([...read].map(([name, ways]) => [name, ways[way] ?? ways[0]]));
  const most = Math.max(1, ...[...read.values()].map(({ length }) => length));
  const others = Array.from({ length: most - 1 }, (_, at) => take(at + 1));
  return { value: take(0), form: true, ...(others.length > 0 && { others }) };
}

function readPlain(name: string, field: JsonObject, pairs: readonly Pair[], decode: Decode): unknown[] {
  const kinds = kindsOf(field);
  const texts = pairs.flatMap(([key, text]) => (key === name || key === `${name}[]` ? [decode(text)] : []));
  const [last] = texts.slice(-1);
  if (last === undefined) return kinds.includes("object") ? readDeep(name, field, pairs, decode) : [];
  if (!kinds.includes("list")) return [kinds.includes("object") ? readJson(last) : last];
  const items = isObject(field.items) ? kindsOf(field.items) : [];
  return [texts.map((text) => (items.includes("object") ? readJson(text) : text))];
}

/** Whether each of some media types is JSON: `application/json, application/ld+json`. */
function saysJson(mediaTypes = ""): boolean {
  return mediaTypes.split(",").every((one) => isJson(one.trim()));
}

/** What is JSON by its media type: each item of a list, or the whole list in one field. @throws it is none. */
function readAsJson(name: string, field: JsonObject, pairs: readonly Pair[], decode: Decode): unknown[] {
  const values = pairs.flatMap(([key, text]) => {
    if (key !== name && key !== `${name}[]`) return [];
    const decoded = decode(text);
    if (!isShallow(decoded)) throw new Error(`${name} is nested more than ${MAX_NESTING} levels deep.`);
    try {
      return [JSON.parse(decoded) as unknown];
    } catch (error) {
      throw new Error(`${name} is not JSON: ${error instanceof Error ? error.message : error}`);
    }
  });
  const isOfLists = isObject(field.items) && kindsOf(field.items).includes("list");
  const isWhole = values.length === 1 && Array.isArray(values[0]) && !isOfLists;
  if (!kindsOf(field).includes("list") || isWhole) return values.slice(-1);
  return values.length === 0 ? [] : [values];
}

/** An object of a form is JSON. Numbers and truth values stay texts until they are judged. */
function readJson(text: string): unknown {
  if (!isShallow(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
