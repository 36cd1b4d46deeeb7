import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { MockContext } from "../responses/context.ts";
import { openBody } from "./open-body.ts";
import { readIncomingBody, readIncomingHead } from "./read-request.ts";
import { serve } from "./serve.ts";

/** Statuses that HTTP allows no body. */
export const BODILESS: readonly number[] = [204, 205, 304];

/** Node ends with a 408 and the connection what takes longer: the head of a request, the whole of it. */
export interface ArrivalLimits {
  headersTimeout: number;
  requestTimeout: number;
  /** How often Node looks for such. */
  connectionsCheckingInterval: number;
}

/** In milliseconds. The largest body takes a second on one machine, and two minutes at 2 Mbit/s. */
const LIMITS: ArrivalLimits = {
  headersTimeout: 20_000,
  requestTimeout: 120_000,
  connectionsCheckingInterval: 5_000,
};

/** Makes the HTTP server around `serve`. */
export function createMockServer(context: MockContext, limits = LIMITS): Server {
  return createServer({ ...limits }, (incoming, outgoing) => {
    // What is rejected here is a connection that the client has closed.
    handle(incoming, outgoing, context).catch(() => outgoing.destroy());
  });
}

async function handle(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  context: MockContext,
): Promise<void> {
  const { response, fault } = await serve(
    readIncomingHead(incoming),
    () => readIncomingBody(incoming),
    context,
  );
  if (fault === "reset") return void incoming.socket.resetAndDestroy();
  if (!response) return void outgoing.destroy();
  const { length, content } = openBody(response, context.clock, fault === "truncate");
  const hasLength = length !== undefined && !BODILESS.includes(response.status);
  outgoing.writeHead(response.status, {
    ...response.headers,
    ...(hasLength && { "content-length": length }),
  });
  if (incoming.method === "HEAD") {
    outgoing.end();
    if (content instanceof ReadableStream) await content.cancel();
  } else if (content instanceof ReadableStream) await writeStream(outgoing, content);
  else outgoing.end(content);
}

/** Writes what comes as it comes, and stops asking for more when the client has gone. */
async function writeStream(outgoing: ServerResponse, stream: ReadableStream<Uint8Array>): Promise<void> {
  const reader = stream.getReader();
  outgoing.once("close", () => reader.cancel().catch(() => {}));
  outgoing.flushHeaders();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    await new Promise((resolve) => outgoing.write(value, resolve));
  }
  outgoing.end();
}
