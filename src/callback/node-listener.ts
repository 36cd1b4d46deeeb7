import type { CallbackHandler } from "./handler.ts";
import { type NodeRequest, toRequest } from "./node-request.ts";
import { respond } from "./read-request.ts";
import { createReport, type Report } from "./user-code.ts";

/** What is used of Node's `ServerResponse`. */
export interface NodeResponse {
  writeHead(status: number, headers: Record<string, string>): { end(): unknown };
  headersSent?: boolean | undefined;
  destroy?(): unknown;
}

/** What `toNodeListener` takes besides the handler. */
export interface ListenerOptions {
  /** Gets what the handler threw, and why a response could not be sent. Default: `console.error`. */
  onError?: ((error: unknown) => unknown) | undefined;
}

/**
 * Makes a listener for Node's `http` of a callback handler. Whatever the request, it never rejects, which would
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
    try {
      const { status, headers } = await call(handler, incoming, report);
      outgoing.writeHead(status, Object.fromEntries(headers)).end();
    } catch (error) {
      report(error);
      // Somebody else's response is left alone; without one, the client would wait for ever.
      if (!outgoing.headersSent) outgoing.destroy?.();
    }
  };
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
