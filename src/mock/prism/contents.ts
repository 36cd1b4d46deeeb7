import type { JsonObject } from "../../openapi/json.ts";
import { isObject } from "../../openapi/json.ts";
import type { PrismOperation } from "./prism-operations.ts";

/** A media type an operation takes or gives, with what the document says of it. */
export interface MediaContent {
  mediaType: string;
  schema: JsonObject;
  /** The documented examples. */
  examples: readonly { name: string; value: unknown }[];
}

/** What an operation's request body may hold. */
export function requestContents(operation: PrismOperation): readonly MediaContent[] {
  return toContents(operation.request?.body?.contents);
}

/** The first content that covers a media type: the same one, `text/*`, or `*`+`/*`. */
export function findContent(contents: readonly MediaContent[], mediaType: string): MediaContent | undefined {
  const [type, ...others] = [mediaType, ...contents.map((content) => content.mediaType)].map(bareType);
  const covers = (range: string | undefined) =>
    range === type || range === "*/*" || (range?.endsWith("/*") && type?.startsWith(range.slice(0, -1)));
  return contents.find((_, at) => covers(others[at]));
}

function bareType(mediaType: string): string {
  return (mediaType.split(";")[0] ?? "").trim().toLowerCase();
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

/** What an operation responds with when all went well: `2XX` and `default` are a 200. */
export function successContents(
  operation: PrismOperation,
): { status: number; contents: readonly MediaContent[] } | undefined {
  const [first] = operation.responses.filter(({ code }) => /^2\d\d$/.test(code)).sort(byCode);
  if (first) return { status: Number(first.code), contents: toContents(first.contents) };
  const open = findResponse(operation, 200);
  return open && { status: 200, contents: toContents(open.contents) };
}

function byCode({ code }: { code: string }, other: { code: string }): number {
  return Number(code) - Number(other.code);
}

/** Every schema of an operation, with where it stands. */
export function listSchemas(operation: PrismOperation): { where: string; schema: JsonObject }[] {
  const parameters = (["path", "query", "headers", "cookie"] as const).flatMap((place) =>
    (operation.request?.[place] ?? []).map(({ name, schema }) => ({
      where: `${place} parameter ${name}`,
      schema,
    })),
  );
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
  return contents.map(({ mediaType, schema, examples = [] }) => ({
    mediaType,
    schema: (schema ?? {}) as unknown as JsonObject,
    examples: examples.flatMap(({ key, value }) => (value === undefined ? [] : [{ name: key, value }])),
  }));
}

interface PrismContent {
  mediaType: string;
  schema?: unknown;
  examples?: readonly { key: string; value?: unknown }[];
}
