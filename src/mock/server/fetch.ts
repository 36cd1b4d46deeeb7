import type { MockFetch } from "../base/options.ts";
import type { MockContext } from "../responses/context.ts";
import { openBody } from "./open-body.ts";
import { readBody, readFetchedHead } from "./read-request.ts";
import { serve } from "./serve.ts";
import { BODILESS } from "./server.ts";

/**
 * Makes the `fetch` that the mock responds to itself, without a port: the path decides, whatever the host. It rejects
 * as the `fetch` of Node does where a connection fails, and with the signal's reason when aborted.
 *
 * @param isClosed whether the mock has been closed: nothing is connected to any more.
 */
export function createMockFetch(context: MockContext, isClosed: () => boolean): MockFetch {
  return async (input, init) => {
    // A Request of another class, such as a simulated browser's, is read as it is.
    const request = typeof input === "object" && "url" in input && !init ? input : new Request(input, init);
    const { signal, method } = request;
    signal?.throwIfAborted();
    if (isClosed()) throw networkError("ECONNREFUSED", "the mock is closed");
    const serving = serve(readFetchedHead(request), () => readBody(readPieces(request.body)), context);
    const { response, fault } = await raceAbort(serving, signal);
    if (fault === "reset") throw networkError("ECONNRESET", "read ECONNRESET");
    if (!response) throw networkError("UND_ERR_SOCKET", "other side closed");

    const { status, headers } = response;
    if (BODILESS.includes(status)) return new Response(null, { status, headers });
    const { length, content } = openBody(response, context.clock, fault === "truncate");
    const known = length === undefined ? {} : { "content-length": String(length) };
    const head = { status, headers: { ...headers, ...known } };
    if (method === "HEAD") {
      if (content instanceof ReadableStream) await content.cancel();
      return new Response(null, head);
    }
    // Of a text, also of an empty one, the Fetch API would say that it is plain.
    const body = content instanceof ReadableStream ? makeAbortable(content, signal) : content || null;
    return new Response(body, head);
  };
}

/** The error of Node's `fetch` where there is no response. */
function networkError(code: string, message: string): TypeError {
  return new TypeError("fetch failed", { cause: Object.assign(new Error(message), { code }) });
}

async function* readPieces(body: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array> {
  const reader = body?.getReader();
  for (;;) {
    const { value } = (await reader?.read()) ?? {};
    if (!value) return;
    yield value;
  }
}

function raceAbort<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal?.reason);
    signal?.addEventListener("abort", stop, { once: true });
    promise.then(resolve, reject).finally(() => signal?.removeEventListener("abort", stop));
  });
}

/** A stream that fails with the signal's reason. It reads only when read, so that a failure takes nothing back. */
function makeAbortable(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  signal: AbortSignal | undefined,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const reader = stream.getReader();
  return new ReadableStream(
    {
      start(controller) {
        raceAbort(reader.closed, signal).catch((reason) => {
          controller.error(reason);
          reader.cancel(reason).catch(() => {});
        });
      },
      async pull(controller) {
        const { done, value } = await reader.read();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}
