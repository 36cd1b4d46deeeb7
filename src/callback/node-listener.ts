import type { CallbackHandler } from "./handler.ts";
import { type NodeRequest, toRequest } from "./node-request.ts";
import { respond } from "./read-request.ts";
import { createReport, type Report } from "./user-code.ts";

/** What is used of Node's `ServerResponse`. */
export interface NodeResponse {
  writeHead(status: number, headers: Record<string, string>): { end(): unknown };
  /** False when what was written waits in memory. */
  write(bytes: Uint8Array): boolean;
  once(event: "close" | "drain", listener: () => void): unknown;
  headersSent?: boolean | undefined;
  destroy?(): unknown;
}

/** What `toNodeListener` takes besides the handler. */
export interface ListenerOptions {
  /** Gets what the handler threw, and why a response could not be sent. Default: `console.error`. */
  onError?: ((error: unknown) => unknown) | undefined;
}

/**
 * Makes a listener for Node's `http` of a callback handler, or of a proxy. Whatever the request, it never rejects, which would
 * end the process. In Express, put it before any body parser, or after `express.json()`.
 *
 * @example
 * createServer(toNodeListener(handler)).listen(3000);
 */
export function toNodeListener(
  handler: CallbackHandler,
  { onError = console.error }: ListenerOptions = {},
): (request: NodeRequest, response: NodeResponse) => Promise<void> {
  const report = createReport(onError);
  return async (incoming, outgoing) => {
    let begun = false;
    // Listened to before the handler runs: the client may leave meanwhile.
    const left = new AbortController();
    outgoing.once("close", () => left.abort());
    try {
      const { status, headers, body } = await call(handler, incoming, report);
      const head = outgoing.writeHead(status, Object.fromEntries(headers));
      begun = true;
      if (body) await writeBody(body.getReader(), outgoing, left.signal);
      head.end();
    } catch (error) {
      report(error);
      // Somebody else's response is left alone; without one, the client would wait for ever.
      if (begun || !outgoing.headersSent) outgoing.destroy?.();
    }
  };
}

/** Writes a body no faster than it is taken, and cancels it when the client leaves, or has left. */
async function writeBody(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  outgoing: NodeResponse,
  left: AbortSignal,
): Promise<void> {
  let wake = () => {};
  const leave = () => {
    wake();
    reader.cancel().catch(() => {});
  };
  left.addEventListener("abort", leave);
  if (left.aborted) leave();
  for (;;) {
    const { value } = await reader.read();
    if (!value) return;
    if (outgoing.write(value)) continue;
    await new Promise<void>((resolve) => {
      wake = resolve;
      outgoing.once("drain", resolve);
    });
  }
}

async function call(handler: CallbackHandler, incoming: NodeRequest, report: Report): Promise<Response> {
  let request: Request;
  try {
    request = toRequest(incoming);
  } catch {
    return incoming.method === "POST" ? respond(400) : respond(405, { allow: "POST" });
  }
  try {
    return await handler(request);
  } catch (error) {
    report(error);
    return respond(500);
  }
}
