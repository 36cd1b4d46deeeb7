import type { IncomingMessage } from "node:http";
import { type RequestHead, readQuery } from "../base/http.ts";

/** More than any documented body: uploads as base64 included. */
export const MAX_BODY_BYTES = 32 * 1024 * 1024;

/** The head of a request that came over HTTP. */
export function readIncomingHead({ method = "GET", url = "/", headers }: IncomingMessage): RequestHead {
  const at = url.indexOf("?");
  const [path, search] = at < 0 ? [url, ""] : [url.slice(0, at), url.slice(at + 1)];
  return {
    method,
    path,
    search,
    query: readQuery(new URLSearchParams(search)),
    headers: readHeaders(headers),
  };
}

/** The head of a request of the Fetch API, of whichever library the class is. */
export function readFetchedHead({ method, url, headers }: Request): RequestHead {
  const { pathname: path, search, searchParams, host, origin } = new URL(url);
  const query = readQuery(searchParams);
  const own = { host, ...Object.fromEntries(headers) };
  return { method, path, search: search.slice(1), query, headers: own, origin };
}

/** The whole body. Undefined when it is too large; then the rest is read and thrown away. */
export async function readBody(body: AsyncIterable<Uint8Array>): Promise<Buffer | undefined> {
  const collected = collectChunks();
  for await (const chunk of body) collected.add(chunk);
  return collected.whole();
}

/** What Node ends because it does not arrive in time. */
export const LATE = "late";

/**
 * The same of what comes over HTTP: to iterate over it would take a tenth of the time of a whole request.
 *
 * @param onLate called with what ends the wait for the body.
 */
export function readIncomingBody(
  incoming: IncomingMessage,
  onLate: (end: () => void) => void,
): Promise<Buffer | undefined | typeof LATE> {
  return new Promise((resolve, reject) => {
    const { add, whole } = collectChunks();
    onLate(() => resolve(LATE));
    incoming.on("data", add).on("error", reject);
    incoming
      .once("end", () => resolve(whole()))
      .once("close", () => reject(new Error("The client went away.")));
  });
}

function collectChunks(): { add(chunk: Uint8Array): void; whole(): Buffer | undefined } {
  const chunks: Uint8Array[] = [];
  let length = 0;
  return {
    add(chunk) {
      length += chunk.length;
      if (length <= MAX_BODY_BYTES) chunks.push(chunk);
    },
    whole: () => (length <= MAX_BODY_BYTES ? Buffer.concat(chunks) : undefined),
  };
}

function readHeaders(headers: IncomingMessage["headers"]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(", ") : value]],
    ),
  );
}
