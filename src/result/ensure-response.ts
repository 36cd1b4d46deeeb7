import { parseRetryAfter } from "../client/http/retry.ts";
import { DownloadError } from "../errors/classes.ts";
import { showLink } from "./result-source.ts";
import type { ResultResponse } from "./transport/transport.ts";

/** @throws {DownloadError} any status but 200, 206 and 416; retryable when it may pass. */
export function ensureUsable(response: ResultResponse, url: URL): void {
  const { status } = response;
  if ([200, 206, 416].includes(status)) return;
  throw new DownloadError(`${showLink(url)} responded with ${status}.`, {
    status,
    retryable: status >= 500 || status === 408 || status === 429,
    retryAfterMs: parseRetryAfter(response.header("retry-after") ?? null),
  });
}

/** @throws {DownloadError} the body is compressed although that was declined: its length and type mean nothing. */
export function ensurePlain(response: ResultResponse): void {
  for (const [name, plain] of [
    ["content-encoding", "identity"],
    ["transfer-encoding", "chunked"],
  ] as const) {
    const encoding = response.header(name)?.trim().toLowerCase() || plain;
    if (encoding !== plain)
      throw new DownloadError(`The result host sent ${name} ${encoding}, which was declined.`);
  }
}

/** @throws {DownloadError} `code: "too_large"`. */
export function ensureFits(bytes: number | undefined, maxBytes: number): void {
  if (bytes !== undefined && bytes > maxBytes)
    throw new DownloadError(`The result has at least ${bytes} bytes, and \`maxBytes\` is ${maxBytes}.`, {
      code: "too_large",
    });
}

/** @throws {DownloadError} the body is shorter than was stated (retryable), or empty. */
export function ensureWhole(bytes: number, totalBytes: number | undefined, url: URL): void {
  if (bytes === 0 && !totalBytes) throw new DownloadError(`${showLink(url)} is empty.`, { code: "empty" });
  if (totalBytes !== undefined && bytes !== totalBytes)
    throw new DownloadError(`${showLink(url)} ended after ${bytes} of ${totalBytes} bytes.`, {
      code: "interrupted",
      retryable: true,
    });
}
