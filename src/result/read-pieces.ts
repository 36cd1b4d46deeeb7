import { DownloadError } from "../errors/classes.ts";
import type { Connection } from "./connection.ts";
import { checkMediaType, readMediaType, SNIFFED_BYTES } from "./media-type.ts";
import type { ReadResultOptions } from "./read-options.ts";
import type { ResultPiece, ResultProgress } from "./result-facts.ts";
import { ensureFits, ensurePlain, ensureUsable, isComplete, placeResponse } from "./result-facts.ts";
import { showLink } from "./result-source.ts";
import type { ResultResponse } from "./transport.ts";

/**
 * Reads one answer's body to its end, and keeps `progress` up to date.
 *
 * Nothing is given out before the first bytes have shown that it is a result and no error page.
 *
 * @throws {DownloadError} with `retryable` true when another connection may help.
 */
export async function* readPieces(
  answer: ResultResponse,
  url: URL,
  progress: ResultProgress,
  connection: Connection,
  options: ReadResultOptions,
): AsyncGenerator<ResultPiece> {
  ensureUsable(answer, url);
  if (isComplete(answer, progress)) return;
  ensurePlain(answer);
  const { start, validator, totalBytes } = placeResponse(answer, progress, options.mayRestart);
  ensureFits(totalBytes, options.maxBytes);

  const body = answer.body[Symbol.asyncIterator]();
  const next = () => connection.within(body.next());
  let read: IteratorResult<Uint8Array> = await next();
  if (progress.position === 0 || !progress.facts) {
    const head = await readHead(read, next);
    if (head.length < SNIFFED_BYTES) ensureWhole(head.length, totalBytes, url);
    const declared = readMediaType(answer.header("content-type"));
    const contentType = await checkMediaType(head, declared, options.expectedType);
    progress.facts = { validator, totalBytes, contentType };
    read = { done: false, value: head };
  }
  const { facts } = progress;

  let end = start;
  for (; !read.done; read = await next()) {
    end += read.value.length;
    ensureFits(end, options.maxBytes);
    const { position } = progress;
    if (end <= position) continue;
    const bytes = read.value.subarray(read.value.length - (end - position));
    progress.position = end;
    yield { position, bytes, facts, url };
  }
  ensureWhole(end, totalBytes, url);
}

/** @throws {DownloadError} the body is shorter or longer than was said (retryable), or empty. */
function ensureWhole(bytes: number, totalBytes: number | undefined, url: URL): void {
  if (bytes === 0 && !totalBytes) throw new DownloadError(`${showLink(url)} is empty.`, { code: "empty" });
  if (totalBytes !== undefined && bytes !== totalBytes)
    throw new DownloadError(`${showLink(url)} ended after ${bytes} of ${totalBytes} bytes.`, {
      code: "interrupted",
      retryable: true,
    });
}

/** As many first bytes as it takes to tell what they are: usually those that came first. */
async function readHead(
  first: IteratorResult<Uint8Array>,
  next: () => Promise<IteratorResult<Uint8Array>>,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for (let read = first; !read.done; read = await next()) {
    parts.push(read.value);
    length += read.value.length;
    if (length >= SNIFFED_BYTES) break;
  }
  if (parts.length === 1 && parts[0]) return parts[0];
  const head = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    head.set(part, at);
    at += part.length;
  }
  return head;
}
