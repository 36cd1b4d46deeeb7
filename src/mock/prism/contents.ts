import type { JsonObject } from "../../openapi/json.ts";
import { isObject } from "../../openapi/json.ts";
import type { PrismOperation } from "./prism.ts";

/** A media type an operation takes or gives, with what the document says of it. */
export interface MediaContent {
  mediaType: string;
  schema: JsonObject;
  /** The documented examples. */
  examples: readonly { name: string; value: unknown }[];
}

/** What an operation's request body may hold. */
export function requestContents(operation: PrismOperation): MediaContent[] {
  return toContents(operation.request?.body?.contents);
}

/** What an operation responds with a status; its `4XX` or `default` stands in. Undefined when nothing is documented. */
export function responseContents(operation: PrismOperation, status: number): MediaContent[] | undefined {
  const wanted = [String(status), `${String(status)[0]}XX`, "default"];
  const found = wanted.flatMap((code) => operation.responses.filter((response) => response.code === code))[0];
  return found && toContents(found.contents);
}

/** What an operation responds with when all went well. */
export function successContents(
  operation: PrismOperation,
): { status: number; contents: MediaContent[] } | undefined {
  const [first] = operation.responses.filter(({ code }) => /^2\d\d$/.test(code)).sort(byCode);
  return first && { status: Number(first.code), contents: toContents(first.contents) };
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

function toContents(contents: readonly PrismContent[] | undefined): MediaContent[] {
  return (contents ?? []).map(({ mediaType, schema, examples = [] }) => ({
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
