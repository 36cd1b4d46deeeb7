import { isObject, type JsonObject, objectAt } from "../../openapi/json.ts";
import { essenceOf } from "../../openapi/media-types.ts";
import type { PrismOperation } from "./prism-operations.ts";

/** A media type an operation takes or gives, with what the document says of it. */
export interface MediaContent {
  mediaType: string;
  schema: JsonObject;
  /** The documented examples. */
  examples: readonly { name: string; value: unknown }[];
  /** How the fields of a form are spelled, where the document says that. */
  encodings: readonly FieldEncoding[];
}

interface FieldEncoding {
  property: string;
  style: string;
  explode?: boolean;
  /** Of a field that has this in the place of a style. */
  mediaType?: string;
}

/** What an operation's request body may hold. */
export function requestContents(operation: PrismOperation): readonly MediaContent[] {
  return toContents(operation.request?.body?.contents);
}

/** The first content that covers a media type: the same one, `text/*`, or `*`+`/*`. */
export function findContent(contents: readonly MediaContent[], mediaType: string): MediaContent | undefined {
  const [type, ...others] = [mediaType, ...contents.map((content) => content.mediaType)].map(essenceOf);
  const covers = (range: string | undefined) =>
    range === type || range === "*/*" || (range?.endsWith("/*") && type?.startsWith(range.slice(0, -1)));
  return contents.find((_, at) => covers(others[at]));
}

/** What the schemas of an operation refer to. */
export function bundleOf(operation: PrismOperation): JsonObject {
  const { __bundled__ } = operation as PrismOperation & { __bundled__?: JsonObject };
  return __bundled__ === undefined ? {} : { __bundled__ };
}

/** The response an operation documents for a status; its `4XX` or `default` stands in. */
export function findResponse(
  { responses }: PrismOperation,
  status: number,
): PrismOperation["responses"][number] | undefined {
  const wanted = [String(status), `${String(status)[0]}XX`, "default"];
  return wanted.flatMap((code) =>
    responses.filter((response) => response.code.toUpperCase() === code.toUpperCase()),
  )[0];
}

/** What an operation responds with a status. Undefined when nothing is documented. */
export function responseContents(
  operation: PrismOperation,
  status: number,
): readonly MediaContent[] | undefined {
  const found = findResponse(operation, status);
  return found && toContents(found.contents);
}

/** What an operation responds with when all went well: `2XX` and `default` are a 200, `3XX` is a 302. */
export function successContents(
  operation: PrismOperation,
): { status: number; contents: readonly MediaContent[] } | undefined {
  const firstOf = (codes: RegExp) =>
    operation.responses.filter(({ code }) => codes.test(code)).sort(byCode)[0];
  const first = firstOf(/^2\d\d$/) ?? (findResponse(operation, 200) ? undefined : firstOf(/^3\d\d$/));
  if (first) return { status: Number(first.code), contents: toContents(first.contents) };
  for (const status of [200, 302]) {
    const open = findResponse(operation, status);
    if (open) return { status, contents: toContents(open.contents) };
  }
  return undefined;
}

/** What an operation responds with when all went well, one for each status: `2XX` is a 200. */
export function listSuccesses({
  responses,
}: PrismOperation): { status: number; contents: readonly MediaContent[] }[] {
  return responses
    .filter(({ code }) => /^2/.test(code))
    .sort(byCode)
    .map(({ code, contents }) => ({ status: Number(code) || 200, contents: toContents(contents) }));
}

function byCode({ code }: { code: string }, other: { code: string }): number {
  return Number(code) - Number(other.code);
}

/** A parameter as an operation has it. */
export interface DocumentedParameter {
  place: "path" | "query" | "headers" | "cookie";
  name: string;
  style: string;
  explode?: boolean;
  required?: boolean;
  schema?: unknown;
  /** By its media type, where that says how it is spelled instead of a style. */
  content?: JsonObject;
}

/** The parameters of an operation, in its path first. */
export function listParameters({ request = {} }: PrismOperation): DocumentedParameter[] {
  return (["path", "query", "headers", "cookie"] as const).flatMap((place) =>
    ((request[place] ?? []) as readonly Omit<DocumentedParameter, "place">[]).map((one) => ({
      ...one,
      place,
    })),
  );
}

/** The schema of a parameter or a header, which may be that of its media type. */
export function schemaOf({
  schema,
  content,
}: Pick<DocumentedParameter, "schema" | "content">): JsonObject | undefined {
  const [media] = Object.values(content ?? {});
  const own = (schema ?? objectAt(media).schema) as JsonObject | undefined;
  return isObject(own) ? own : undefined;
}

/** Every schema of an operation, with where it stands. */
export function listSchemas(operation: PrismOperation): { where: string; schema: JsonObject }[] {
  const parameters = listParameters(operation).map((one) => ({
    where: `${one.place} parameter ${one.name}`,
    schema: schemaOf(one),
  }));
  const bodies = requestContents(operation).map(({ schema }) => ({ where: "request body", schema }));
  const responses = operation.responses.flatMap(({ code, contents }) =>
    toContents(contents).map(({ schema }) => ({ where: `response ${code}`, schema })),
  );
  return [...parameters, ...bodies, ...responses].flatMap(({ where, schema }) => {
    const json = schema as unknown as JsonObject | undefined;
    return isObject(json) ? [{ where, schema: json }] : [];
  });
}

const read = new WeakMap<object, MediaContent[]>();

function toContents(contents: readonly PrismContent[] = []): readonly MediaContent[] {
  const known = read.get(contents) ?? readContents(contents);
  read.set(contents, known);
  return known;
}

function readContents(contents: readonly PrismContent[]): MediaContent[] {
  return contents.map(({ mediaType, schema, examples = [], encodings = [] }) => ({
    mediaType,
    schema: (schema ?? {}) as unknown as JsonObject,
    encodings,
    examples: examples.flatMap(({ key, value }) => (value === undefined ? [] : [{ name: key, value }])),
  }));
}

interface PrismContent {
  mediaType: string;
  schema?: unknown;
  examples?: readonly { key: string; value?: unknown }[];
  encodings?: readonly FieldEncoding[];
}
