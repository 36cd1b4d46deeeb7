import { ensureFits, ensurePlain, ensureUsable, ensureWhole } from "./ensure-response.ts";
import { checkMediaType, readMediaType, SNIFFED_BYTES } from "./media-type.ts";
import { isComplete, placeResponse, startOver } from "./place-response.ts";
import type { ReadResultOptions } from "./read-options.ts";
import type { ResultPiece, ResultProgress } from "./result-facts.ts";
import type { Connection } from "./transport/connection.ts";
import type { ResultResponse } from "./transport/transport.ts";

/**
 * Reads one response's body to its end, and keeps `progress` up to date.
 *
 * Nothing is given out before the first bytes have shown that it is a result and no error page.
 *
 * @throws {DownloadError} with `retryable` true when another connection may help.
 */
export async function* readPieces(
  response: ResultResponse,
  url: URL,
  progress: ResultProgress,
  connection: Connection,
  { maxBytes, mayRestart, expectedType }: ReadResultOptions,
): AsyncGenerator<ResultPiece> {
  ensureUsable(response, url);
  ensureFits(progress.position, maxBytes);
  if (isComplete(response, progress)) return;
  ensurePlain(response);
  const { start, ...stated } = placeResponse(response, progress, mayRestart);
  const totalBytes = stated.totalBytes ?? progress.facts?.totalBytes;
  ensureFits(totalBytes, maxBytes);

  const body = response.body[Symbol.asyncIterator]();
  const next = () => connection.within(body.next());
  let read: IteratorResult<Uint8Array> = await next();
  if (!progress.facts) {
    const head = await readHead(read, next);
    if (head.length < SNIFFED_BYTES) ensureWhole(head.length, totalBytes, url);
    const declared = readMediaType(response.header("content-type"));
    const contentType = await checkMediaType(head, declared, expectedType);
    progress.facts = { ...stated, contentType };
    read = { done: false, value: head };
  } else if (totalBytes !== undefined) {
    progress.facts = { ...progress.facts, totalBytes, lengthVerified: true };
  }
  const { facts } = progress;

  let end = start;
  for (; !read.done; read = await next()) {
    end += read.value.length;
    ensureFits(end, maxBytes);
    if (totalBytes !== undefined && end > totalBytes) {
      startOver(progress, mayRestart);
      break;
    }
    const { position } = progress;
    if (end <= position) continue;
    const bytes = read.value.subarray(read.value.length - (end - position));
    progress.position = end;
    yield { position, bytes, facts, url };
  }
  ensureWhole(end, totalBytes, url);
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
