import { CallbackError } from "../errors/classes.ts";

/** What is used of Node's `IncomingMessage`. Spelled out, so that nobody needs Node's types. */
export interface NodeRequest extends AsyncIterable<Uint8Array> {
  method?: string | undefined;
  url?: string | undefined;
  /** Express keeps the whole path here, and cuts the mounted part off `url`. */
  originalUrl?: string | undefined;
  headers: Record<string, string | string[] | undefined>;
  /** True when the body was read. */
  readableEnded?: boolean | undefined;
  /** What a body parser made of it, such as `express.json()`. */
  body?: unknown;
}

/**
 * Makes a `Request` of what Node received. Host and scheme are made up: what a client sends for them proves
 * nothing, and the signature leaves them out.
 *
 * @throws {TypeError} it has no form as a `Request`: the target `http://`, the method `TRACE`.
 */
export function toRequest(incoming: NodeRequest): Request {
  const { method = "GET", url = "/", originalUrl = url } = incoming;
  // Never resolved against a base: of `//hooks`, `hooks` would be the host.
  const target = new URL(originalUrl.startsWith("/") ? `http://callback${originalUrl}` : originalUrl);
  const headers = new Headers();
  // HTTP/2 has pseudo-headers, such as `:path`.
  for (const [name, value] of Object.entries(incoming.headers))
    if (value !== undefined && !name.startsWith(":")) headers.set(name, `${value}`);
  const init: RequestInit & { duplex: "half" } = { method, headers, duplex: "half" };
  if (method !== "GET" && method !== "HEAD")
    init.body = incoming.readableEnded ? restore(incoming) : stream(incoming);
  return new Request(target, init);
}

/** Reads nothing before it is asked to: Node itself discards the body of a request that is refused unread. */
function stream(incoming: NodeRequest): ReadableStream<Uint8Array> {
  const chunks = incoming[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await chunks.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      // Discards the rest, because the next request of the connection comes after it. Ending the iterator
      // would destroy the connection, and the response with it.
      async cancel() {
        while (!(await chunks.next()).done);
      },
    },
    { highWaterMark: 0 },
  );
}

/**
 * The body from what a body parser left of it. Only the task's id counts, and the API is asked for that. As bytes: of a
 * text, `Request` would make up a content type where the delivery has none.
 */
function restore({ body }: NodeRequest): BodyInit {
  if (body instanceof Uint8Array) return body as BodyInit;
  const text = typeof body === "string" ? body : JSON.stringify(body);
  if (text !== undefined) return new TextEncoder().encode(text);
  return new ReadableStream({
    pull() {
      throw new CallbackError("The body was read before. Put the callback handler before any body parser.");
    },
  });
}
