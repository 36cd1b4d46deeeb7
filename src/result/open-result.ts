import { type ReadOptions, resolveReadSettings } from "./read-options.ts";
import { readResult } from "./read-result.ts";
import type { ResultPiece } from "./result-facts.ts";
import { expectTaskType, findResultLink, type ResultSource } from "./result-source.ts";
import { createFetchTransport } from "./transport/fetch-transport.ts";

/** How to open a result. */
export interface OpenResultOptions extends ReadOptions {
  /** Default: the global `fetch`. */
  fetch?: typeof fetch | undefined;
}

/** A result on its way. */
export interface OpenedResult {
  /** Read it to the end, or cancel it. It errors as `saveResult` rejects: an upload of it fails, never half succeeds. */
  stream: ReadableStream<Uint8Array>;
  contentType: string;
  /** Undefined when the host does not say. */
  totalBytes: number | undefined;
  /**
   * False when the host states neither the length nor marks the end (no `Content-Length`, no chunks): a body cut short
   * then looks whole. Browsers hide the chunks of other origins, so there it may be false for a good body too.
   */
  lengthVerified: boolean;
  /** Where it comes from, after redirects. */
  url: string;
}

/**
 * Opens a result of a task as a web stream: to pass on, or to put into an object store. It runs wherever
 * `fetch` does, and keeps the promises of `saveResult` about keys, redirects, lengths and media types.
 *
 * When the connection breaks, it continues at the same byte, provided that total, validator and length agree with
 * the first response; if not, the stream errors with `code: "result_changed"`, because bytes given out cannot be
 * taken back.
 *
 * Private addresses are recognised by their spelling only: `fetch` does not show where a name leads.
 *
 * @throws {DownloadError} @throws {ResultExpiredError} @throws {ValidationError} as `saveResult`, once the first
 *   bytes are there; the stream errors with what comes later.
 *
 * @example
 * const { stream, contentType } = await openResult(task, { evolink });
 * await bucket.put("clip.mp4", stream, { httpMetadata: { contentType } });
 */
export async function openResult(
  source: ResultSource,
  options: OpenResultOptions = {},
): Promise<OpenedResult> {
  const settings = resolveReadSettings(options, { fetch: "a function" });
  const { signal } = settings;
  if (signal?.aborted) throw signal.reason;
  const link = findResultLink(source, settings.index);
  const stop = new AbortController();
  const follow = () => stop.abort(signal?.reason);
  signal?.addEventListener("abort", follow);
  const pieces = readResult(link, {
    ...settings,
    signal: stop.signal,
    transport: createFetchTransport(options.fetch),
    expectedType: expectTaskType(link.task),
    resume: undefined,
    mayRestart: false,
  });
  /** Lets go of the caller's signal and of the connection, whatever ended the reading. */
  const end = (reason?: unknown) => {
    signal?.removeEventListener("abort", follow);
    stop.abort(reason);
  };
  const fail = (error: unknown): never => {
    end(error);
    throw error;
  };
  const readPiece = async (): Promise<ResultPiece | undefined> => {
    const read = await pieces.next().catch(fail);
    if (!read.done) return read.value;
    end();
    return undefined;
  };

  // An empty result is refused while its first piece is awaited.
  let piece: ResultPiece | undefined = (await readPiece()) as ResultPiece;
  const { facts, url } = piece;
  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        piece ??= await readPiece();
        if (!piece) return controller.close();
        try {
          settings.report(piece);
        } catch (error) {
          fail(error);
        }
        controller.enqueue(piece.bytes);
        piece = undefined;
      },
      cancel: end,
    },
    { highWaterMark: 0 },
  );
  const { contentType, totalBytes, lengthVerified } = facts;
  return { stream: stateLength(stream, totalBytes), contentType, totalBytes, lengthVerified, url: url.href };
}

/** On Workers a stream has to carry its length, or R2 refuses it. */
function stateLength(
  stream: ReadableStream<Uint8Array>,
  totalBytes: number | undefined,
): ReadableStream<Uint8Array> {
  const { FixedLengthStream } = globalThis as {
    FixedLengthStream?: new (length: number) => TransformStream<Uint8Array, Uint8Array>;
  };
  return FixedLengthStream && totalBytes ? stream.pipeThrough(new FixedLengthStream(totalBytes)) : stream;
}
