import { parseRetryAfter } from "../client/http/retry.ts";
import { DownloadError } from "../errors/classes.ts";
import { showLink } from "./result-source.ts";
import type { ResultResponse } from "./transport.ts";

/** What an answer told about a result. Enough, kept beside the bytes, to go on with them in another run. */
export interface ResultFacts {
  /** A strong ETag, else Last-Modified: what `If-Range` takes. Undefined: what is there cannot be gone on with. */
  validator: string | undefined;
  /** Undefined when the server does not say. */
  totalBytes: number | undefined;
  contentType: string;
}

/** Where an answer's body belongs. */
interface Placement {
  start: number;
  validator: string | undefined;
  totalBytes: number | undefined;
}

/** A strong ETag, else the date of the last change (RFC 9110, 13.1.5: a weak ETag must not be used). */
function readValidator(answer: ResultResponse): string | undefined {
  const etag = answer.header("etag");
  return etag && !etag.startsWith("W/") ? etag : answer.header("last-modified");
}

/** @throws {DownloadError} any status but 200, 206 and 416; retryable when it may pass. */
export function ensureUsable(answer: ResultResponse, url: URL): void {
  const { status } = answer;
  if ([200, 206, 416].includes(status)) return;
  throw new DownloadError(`${showLink(url)} answered ${status}.`, {
    status,
    retryable: status >= 500 || status === 408 || status === 429,
    retryAfterMs: parseRetryAfter(answer.header("retry-after") ?? null),
  });
}

/** @throws {DownloadError} the body is compressed although that was declined: its length and type mean nothing. */
export function ensurePlain(answer: ResultResponse): void {
  const encoding = answer.header("content-encoding") ?? "identity";
  if (encoding !== "identity")
    throw new DownloadError(`The result host sent content-encoding ${encoding}, which was declined.`);
}

/** @throws {DownloadError} `code: "too_large"`. */
export function ensureFits(bytes: number | undefined, maxBytes: number): void {
  if (bytes !== undefined && bytes > maxBytes)
    throw new DownloadError(`The result has at least ${bytes} bytes, and \`maxBytes\` is ${maxBytes}.`, {
      code: "too_large",
    });
}

/** True when a part was asked for and there is none left: an earlier run had it all, and was killed before its end. */
export function isComplete(answer: ResultResponse, { position, facts }: ResultProgress): boolean {
  if (answer.status !== 416 || position === 0 || facts?.totalBytes !== position) return false;
  const validator = readValidator(answer);
  const same = validator === undefined || validator === facts.validator;
  return same && answer.header("content-range") === `bytes */${position}`;
}

/**
 * Finds where an answer's body belongs among the bytes that are there already.
 *
 * A whole body of the same result also goes on with it: the bytes that are there are read over. Of another
 * result, or of one that cannot be told to be the same, it begins anew, and `progress` goes back to nothing.
 *
 * @throws {DownloadError} a part was sent that does not fit (retryable), or beginning anew is not allowed.
 */
export function placeResponse(
  answer: ResultResponse,
  progress: ResultProgress,
  mayRestart: boolean,
): Placement {
  const validator = readValidator(answer);
  const { position, facts } = progress;
  if (answer.status === 200) {
    const length = answer.header("content-length");
    const totalBytes = length === undefined ? undefined : Number(length);
    if (position > 0 && !(validator !== undefined && validator === facts?.validator)) restart();
    return { start: 0, validator, totalBytes };
  }
  const range = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(answer.header("content-range") ?? "");
  const [start, end, totalBytes] = [Number(range?.[1]), Number(range?.[2]), Number(range?.[3])];
  const fits = answer.status === 206 && start === position && position > 0 && end === totalBytes - 1;
  if (fits && (validator === undefined || validator === facts?.validator))
    return { start, validator, totalBytes };
  restart();
  throw new DownloadError(
    `The result host sent a part of the result that was not asked for (${answer.status}).`,
    {
      status: answer.status,
      retryable: true,
    },
  );

  function restart(): void {
    if (!mayRestart && position > 0)
      throw new DownloadError(
        "The result host cannot go on where the connection broke, or the result changed.",
      );
    Object.assign(progress, { position: 0, facts: undefined });
  }
}

/** Some of a result's bytes, and where they belong. `position` 0 after other pieces: it begins anew. */
export interface ResultPiece {
  position: number;
  bytes: Uint8Array;
  /** The same object until another answer changes them. */
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
