import { type Dispatcher, fetch, type Response } from "undici";
import { hasCredentials, showAddress } from "./address.ts";
import { explainConnection, FetchError } from "./fetch-error.ts";
import { resolveRedirect } from "./redirect.ts";

/** A file of a host, or the news that it is the one that is known. */
export interface Fetched {
  /** Absent where the host says that the known one is still right. */
  bytes: Uint8Array | undefined;
  /** Where it came from in the end. */
  url: string;
  /** Where the host says it lives from now on: the end of the permanent redirects that came first, as far as it may be stored. */
  home: string;
  etag: string | undefined;
  contentType: string;
}

export interface FetchLimits {
  maxBytes: number;
  /** Longest time in which nothing arrives. */
  silenceMs: number;
  /** Longest time for one try, however much arrives. */
  maxMs: number;
}

export interface FetchRequest {
  dispatcher: Dispatcher;
  headers: Record<string, string>;
  signal: AbortSignal;
  limits: FetchLimits;
}

/** Fetches a URL once, over its redirects. @throws {FetchError} */
export async function fetchOnce(url: string, request: FetchRequest): Promise<Fetched> {
  const deadline = AbortSignal.timeout(request.limits.maxMs);
  const signal = AbortSignal.any([request.signal, deadline]);
  const visited = [url];
  let home = url;
  for (;;) {
    const at = visited.at(-1) ?? url;
    try {
      const response = await fetchHead(at, signal, request);
      const redirect = resolveRedirect(response, visited);
      if (redirect === undefined) return await readResponse(response, at, home, request);
      await response.body?.cancel();
      if (redirect.isPermanent && home === at && !hasCredentials(new URL(redirect.url))) home = redirect.url;
      visited.push(redirect.url);
    } catch (error) {
      request.signal.throwIfAborted();
      if (error instanceof FetchError) throw error;
      if (!deadline.aborted) throw explainConnection(showAddress(at), error);
      throw new FetchError(`${showAddress(at)} was not complete after ${request.limits.maxMs / 1000} s.`);
    }
  }
}

/** Fetches as far as the headers. undici waits for ever for a proxy to make way, and asks one that closes again at once. */
async function fetchHead(
  url: string,
  signal: AbortSignal,
  { dispatcher, headers, limits }: FetchRequest,
): Promise<Response> {
  const silence = new AbortController();
  // To connect, and then to respond.
  const timer = setTimeout(() => silence.abort(), 2 * limits.silenceMs);
  try {
    const both = AbortSignal.any([signal, silence.signal]);
    return await fetch(url, { dispatcher, headers, signal: both, redirect: "manual" });
  } catch (error) {
    if (!silence.signal.aborted || signal.aborted) throw error;
    throw explainConnection(showAddress(url), new Error("it was silent for too long", { cause: error }));
  } finally {
    clearTimeout(timer);
  }
}

async function readResponse(
  response: Response,
  url: string,
  home: string,
  { headers: sent, limits }: FetchRequest,
): Promise<Fetched> {
  const { status, headers } = response;
  const facts = {
    url,
    home,
    etag: headers.get("etag") ?? undefined,
    contentType: headers.get("content-type") ?? "",
  };
  // Only what was asked for with the ETag of a known file can be that file still.
  if (status === 304 && sent["if-none-match"] !== undefined) return { ...facts, bytes: undefined };
  // A part that nobody asked for is no page.
  if (!response.ok || status === 206) {
    await response.body?.cancel();
    throw refuse(response, showAddress(url));
  }
  return { ...facts, bytes: await readBody(response, showAddress(url), limits.maxBytes) };
}

/** Reads as far as the limit, of what the body is once it is decompressed. */
async function readBody(response: Response, url: string, maxBytes: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of response.body ?? []) {
    length += piece.length;
    // Leaving the loop ends the transfer.
    if (length > maxBytes)
      throw new FetchError(
        `${url} is larger than ${maxBytes / 2 ** 20} MiB. If it is a page, download it, and add the file.`,
      );
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

function refuse({ status, statusText, headers }: Response, url: string): FetchError {
  const message = `${url} responds with ${status}${statusText === "" ? "" : ` ${statusText}`}.`;
  if (status === 404 || status === 410) return new FetchError(message, { failure: "gone" });
  return new FetchError(message, {
    isRetryable: status >= 500 || status === 429 || status === 408,
    retryAfterMs: readRetryAfter(headers.get("retry-after")),
  });
}

/** What `Retry-After` asks for, in milliseconds: seconds, or a date. 0 for what is neither (RFC 9110, 10.2.3). */
export function readRetryAfter(header: string | null, now = Date.now()): number {
  if (header === null) return 0;
  if (/^\s*\d+\s*$/.test(header)) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? 0 : Math.max(0, date - now);
}
