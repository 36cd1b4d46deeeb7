import type { CallbackHandler } from "./handler.ts";

/** What is used of Node's `IncomingMessage`. Spelled out, so that nobody needs Node's types. */
export interface NodeRequest extends AsyncIterable<Uint8Array> {
  method?: string | undefined;
  url?: string | undefined;
  /** Express keeps the whole path here, and cuts the mounted part off `url`. */
  originalUrl?: string | undefined;
  headers: Record<string, string | string[] | undefined>;
}

/** What is used of Node's `ServerResponse`. */
export interface NodeResponse {
  writeHead(status: number, headers: Record<string, string>): { end(): unknown };
}

/**
 * Makes a listener for Node's `http` of a callback handler. In Express, put it before any body parser.
 *
 * @example
 * createServer(toNodeListener(handler)).listen(3000);
 */
export function toNodeListener(
  handler: CallbackHandler,
): (request: NodeRequest, response: NodeResponse) => Promise<void> {
  return async (incoming, outgoing) => {
    let status = 400;
    let headers: Record<string, string> = { "cache-control": "no-store" };
    try {
      const request = toRequest(incoming);
      status = 500;
      const response = await handler(request);
      ({ status } = response);
      headers = Object.fromEntries(response.headers);
    } catch {
      // A request that cannot be told to the handler is malformed. The handler itself reports to `onError`.
    }
    try {
      outgoing.writeHead(status, headers).end();
    } catch {
      // Somebody has responded already, or the connection is gone: there is nobody to tell.
    }
  };
}

/**
 * Host and scheme are made up: what a client sends for them proves nothing, and the signature leaves them out.
 *
 * @throws {TypeError} the request line or a header is nothing that `fetch` knows, such as `TRACE /` or `GET //[`.
 */
function toRequest(incoming: NodeRequest): Request {
  const { method = "GET", url = "/", originalUrl = url } = incoming;
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) headers.set(name, `${value}`);
  const init: RequestInit & { duplex: "half" } = { method, headers, duplex: "half" };
  if (method !== "GET" && method !== "HEAD") {
    const chunks = incoming[Symbol.asyncIterator]();
    init.body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        const { done, value } = await chunks.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      async cancel() {
        await chunks.return?.();
      },
    });
  }
  // Joined, not resolved: `//evil.example/x` would name another host.
  return new Request(
    new URL(originalUrl.startsWith("/") ? `http://callback${originalUrl}` : originalUrl),
    init,
  );
}
