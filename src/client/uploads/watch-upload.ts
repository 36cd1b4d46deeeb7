import { RequestTimeoutError } from "../../errors/classes.ts";
import { withTimeout } from "../http/abort.ts";
import type { Connection } from "../http/connection.ts";
import { describeCall, nameCall } from "../http/response.ts";
import { createSend } from "../http/transport.ts";
import { writeForm } from "../serialize/forms.ts";
import { joinCookies } from "../serialize/write-request.ts";
import { sendByXhr } from "./send-by-xhr.ts";

/** How far an upload is. */
export interface UploadProgress {
  /** Of the whole form, handed to the network. */
  bytes: number;
  /** Undefined for a stream. */
  totalBytes: number | undefined;
}

/** How an upload is followed. */
export interface WatchOptions {
  /** Called ten times a second at most, and at the end. What it throws ends the upload. */
  onProgress?: ((progress: UploadProgress) => void) | undefined;
  /** The longest time without progress, in milliseconds. Default: that of the client. */
  timeoutMs?: number | undefined;
}

/** Who waits for progress looks no more often. */
const REPORT_EVERY_MS = 100;

/** A connection that reports how far a body is, and whose time limit is for standing still. */
export function watchUpload(connection: Connection, options: WatchOptions): Connection {
  const { settings } = connection;
  const { onProgress, timeoutMs = settings.timeoutMs } = options;
  const send = createSend({ ...settings, timeoutMs: Number.POSITIVE_INFINITY });
  return {
    ...connection,
    send(call, read) {
      const stop = new AbortController();
      const [, release] = withTimeout(Number.POSITIVE_INFINITY, call.signal, () =>
        stop.abort(call.signal?.reason),
      );
      let endLimit = () => {};
      const startLimit = () => {
        [, endLimit] = withTimeout(timeoutMs, undefined, () => {
          const message = `${nameCall(call)} stood still for over ${timeoutMs} ms.`;
          // Whether it may have been accepted is for the transport to say.
          stop.abort(new RequestTimeoutError(message, describeCall(call, false)));
        });
      };
      let reportedAt = Number.NEGATIVE_INFINITY;
      const report: Report = (bytes, totalBytes, isLast) => {
        endLimit();
        if (stop.signal.aborted) return;
        startLimit();
        if (!onProgress || (!isLast && performance.now() - reportedAt < REPORT_EVERY_MS)) return;
        reportedAt = performance.now();
        try {
          onProgress({ bytes, totalBytes });
        } catch (error) {
          stop.abort(error);
        }
      };
      startLimit();
      const watched = {
        ...joinCookies(call),
        signal: stop.signal,
        fetch: watchFetch(settings.fetch, report),
      };
      return send(watched, read).finally(() => {
        endLimit();
        release();
      });
    },
  };
}

type Report = (bytes: number, totalBytes: number | undefined, isLast: boolean) => void;

/**
 * A `fetch` that reports how much of a body it has taken. In a page that is XMLHttpRequest, as browsers send no streams
 * over HTTP/1; there, a `fetch` of the client's own is not watched.
 */
function watchFetch(given: typeof fetch | undefined, report: Report): typeof fetch {
  return (async (url: string, init: RequestInit) => {
    const inPage = "XMLHttpRequest" in globalThis;
    if (inPage && !given) return sendByXhr(url, init, report);
    const send = given ?? globalThis.fetch;
    const form = init.body instanceof FormData ? writeForm(init.body) : undefined;
    const body = form?.body ?? init.body;
    if (inPage || !(body instanceof Blob || body instanceof ReadableStream)) return send(url, init);
    const total = form?.size ?? (body instanceof Blob ? body.size : undefined);
    const headers = {
      ...(init.headers as Record<string, string>),
      ...(form?.contentType !== undefined && { "content-type": form.contentType }),
      ...(total !== undefined && { "content-length": `${total}` }),
    };
    const stream = countBytes(body instanceof Blob ? body.stream() : body, total, report);
    return send(url, { ...init, headers, body: stream, duplex: "half" } as RequestInit);
  }) as typeof fetch;
}

function countBytes(stream: ReadableStream, total: number | undefined, report: Report): ReadableStream {
  let bytes = 0;
  return stream.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(piece, controller) {
        bytes += piece.length;
        controller.enqueue(piece);
        if (bytes !== total) report(bytes, total, false);
      },
      flush: () => report(bytes, total, true),
    }),
  );
}
