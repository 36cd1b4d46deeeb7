import { createHash } from "node:crypto";
import { essenceOf, isJson } from "../../openapi/media-types.ts";
import { isCredential, isSecretField } from "../base/credentials.ts";
import { decodeSegment, isShallow } from "../base/nesting.ts";
import type { Engine } from "../prism/engine.ts";
import { DEFAULT_CALLBACK_URL, findCreatedForm } from "../prism/task-roles.ts";
import { splitUrl } from "./hide-secrets.ts";
import { type Exchange, readRecordedBody } from "./recording-file.ts";

/** What tells a request from others. */
export interface AskedRequest {
  method: string;
  path: string;
  search: string;
  headers: Readonly<Record<string, string>>;
  bytes: Buffer;
}

/**
 * Two requests for the same thing have the same key: method, path, parameters in any order and the body as what it says.
 * Neither headers nor credentials count, nor where to call back: that is another one in each run.
 */
export async function keyOfRequest(request: AskedRequest, engine: Engine): Promise<string> {
  const path = request.path.split("/").map((segment) => decodeSegment(segment) ?? segment);
  const parts = [
    request.method.toUpperCase(),
    path,
    sortPairs(new URLSearchParams(request.search)),
    await readBody(request, readCallbackUrl(engine, request)),
  ];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}

/** The key of a recorded request. */
export function keyOfExchange(
  { request: { method, url, headers, body } }: Exchange,
  engine: Engine,
): Promise<string> {
  const [path, search] = splitUrl(url);
  return keyOfRequest({ method, path, search, headers, bytes: readRecordedBody(body) }, engine);
}

/** The keys in the body that lead to the URL of a callback. */
function readCallbackUrl(engine: Engine, { method, path }: AskedRequest): readonly string[] {
  return findCreatedForm(engine, method, path)?.callbackUrl ?? DEFAULT_CALLBACK_URL;
}

/** The body in a form that does not depend on how it is written: order of properties, spaces, boundaries. */
async function readBody({ headers, bytes }: AskedRequest, callbackUrl: readonly string[]): Promise<unknown> {
  if (bytes.length === 0) return [];
  const type = headers["content-type"] ?? "";
  try {
    const text = bytes.toString("utf8");
    if (essenceOf(type) === "application/x-www-form-urlencoded")
      return ["form", sortPairs(new URLSearchParams(text))];
    if (/^multipart\/form-data\b/i.test(type)) return ["form", await readForm(bytes, type)];
    if ((isJson(type) || type === "") && isShallow(text))
      return ["json", toEntries(JSON.parse(text), callbackUrl)];
  } catch {
    // What is not what its media type says counts by its bytes.
  }
  return ["bytes", hashBytes(bytes)];
}

async function readForm(bytes: Buffer, type: string): Promise<[string, string][]> {
  const form = await new Response(new Uint8Array(bytes), { headers: { "content-type": type } }).formData();
  const parts = [...form].map(async ([name, part]): Promise<[string, string]> => {
    if (typeof part === "string") return [name, part];
    return [name, `${part.name} ${part.type} ${hashBytes(new Uint8Array(await part.arrayBuffer()))}`];
  });
  return sortPairs(await Promise.all(parts));
}

/** Without those that carry a credential. Of several with one name the order counts. */
function sortPairs(pairs: Iterable<[string, string]>): [string, string][] {
  return [...pairs]
    .filter(([name]) => !isCredential(name))
    .sort(([one], [other]) => (one < other ? -1 : Number(one > other)));
}

/**
 * An object as the sorted list of its properties, whatever they are called.
 *
 * @param without the keys that lead to what does not count.
 */
function toEntries(value: unknown, [left, ...rest]: readonly string[] = []): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return { list: value.map((one) => toEntries(one)) };
  return sortNames(Object.entries(value))
    .filter(
      ([name, inner]) => (name !== left || rest.length > 0) && !(isSecretField(name) && isString(inner)),
    )
    .map(([name, inner]) => [name, toEntries(inner, name === left ? rest : [])]);
}

const isString = (value: unknown) => typeof value === "string";

function sortNames(entries: [string, unknown][]): [string, unknown][] {
  return entries.sort(([one], [other]) => (one < other ? -1 : 1));
}

function hashBytes(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
