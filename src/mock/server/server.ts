import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
  STATUS_CODES,
} from "node:http";
import type { Duplex } from "node:stream";
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

/** The last request of a connection: its response, and what ends the wait for its body. */
interface Exchange {
  outgoing: ServerResponse;
  endLate?: () => void;
}

/** Makes the HTTP server around `serve`. */
export function createMockServer(context: MockContext, limits = LIMITS): Server {
  const exchanges = new WeakMap<Duplex, Exchange>();
  const server = createServer({ ...limits }, (incoming, outgoing) => {
    const exchange: Exchange = { outgoing };
    exchanges.set(incoming.socket, exchange);
    // What is rejected here is a connection that the client has closed.
    handle(incoming, exchange, context).catch(() => outgoing.destroy());
  });
  return server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    const { outgoing, endLate } = exchanges.get(socket) ?? {};
    // Of a request whose head has come, the journal tells as of any other.
    if (error.code === TIMEOUT && outgoing?.writableEnded === false && endLate) return endLate();
    endConnection(error, socket, outgoing);
  });
}

const TIMEOUT = "ERR_HTTP_REQUEST_TIMEOUT";

/** What Node itself responds with to what it cannot read. */
const STATUSES: Readonly<Record<string, number>> = {
  [TIMEOUT]: 408,
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
};

function endConnection(error: NodeJS.ErrnoException, socket: Duplex, outgoing?: ServerResponse): void {
  const status = STATUSES[error.code ?? ""] ?? 400;
  const isBetween = outgoing === undefined || outgoing.writableEnded || !outgoing.headersSent;
  if (socket.writable && isBetween)
    socket.write(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\n\r\n`);
  socket.destroy(error);
}

async function handle(incoming: IncomingMessage, exchange: Exchange, context: MockContext): Promise<void> {
  const { outgoing } = exchange;
  const readBody = () =>
    readIncomingBody(incoming, (endLate) => {
      exchange.endLate = endLate;
    });
  const { response, fault } = await serve(readIncomingHead(incoming), readBody, context);
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
