import type { ResultResponse } from "./transport/transport.ts";

/** What a response states about a result. Kept with the bytes, it is enough to resume in another run. */
export interface ResultFacts extends StatedFacts {
  contentType: string;
}

/** What the header fields of one response state. */
export interface StatedFacts {
  /** What `If-Range` takes: a strong ETag, or a date of change that is one. Undefined: the result cannot be resumed. */
  validator: string | undefined;
  /** Undefined when the host does not say. */
  totalBytes: number | undefined;
  /** False when the body ends with the connection, so that a cut looks like the end. */
  lengthVerified: boolean;
}

/** Some of a result's bytes, and where they belong. `position` 0 after other pieces: it starts over. */
export interface ResultPiece {
  position: number;
  bytes: Uint8Array;
  /** The same object until another response changes them. */
  facts: ResultFacts;
  /** Where the bytes came from, after redirects. */
  url: URL;
}

/** How far a result has come. */
export interface ResultProgress {
  position: number;
  /** Undefined at the very start. */
  facts: ResultFacts | undefined;
}

/** @param totalBytes by `Content-Range`. Default: `Content-Length`. */
export function readStatedFacts(
  response: ResultResponse,
  totalBytes = readContentLength(response),
): StatedFacts {
  // A body in HTTP/2 has an end of its own too, but `fetch` does not tell which version it speaks.
  const isChunked = response.header("transfer-encoding")?.trim().toLowerCase() === "chunked";
  return {
    validator: readValidator(response),
    totalBytes,
    lengthVerified: totalBytes !== undefined || isChunked,
  };
}

/** Undefined when it is missing, or no number. */
export function readContentLength(response: ResultResponse): number | undefined {
  const length = response.header("content-length")?.trim() ?? "";
  return /^\d+$/.test(length) ? Number(length) : undefined;
}

/**
 * A strong ETag; without any ETag, a date of change that is a second older than the response, because a result
 * changed twice in one second has one date (RFC 9110, 13.1.5 and 8.8.2.2).
 */
export function readValidator(response: ResultResponse): string | undefined {
  const etag = response.header("etag");
  if (etag) return etag.startsWith("W/") ? undefined : etag;
  const changed = response.header("last-modified");
  const ageMs = Date.parse(response.header("date") ?? "") - Date.parse(changed ?? "");
  return ageMs >= 1000 ? changed : undefined;
}
