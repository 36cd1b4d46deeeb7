import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

/** A request as it came over the wire: nothing in it is decoded. */
export interface WireRequest {
  method: string;
  path: string;
  /** Without its question mark. */
  query: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** What a server responds. */
export interface WireResponse {
  status?: number;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
}

/** A plain server that shows each request to `respond`, byte by byte. */
export async function startServer(respond: (request: WireRequest) => WireResponse) {
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const [path = "", query = ""] = (incoming.url ?? "").split(/\?(.*)/s);
      const { method = "", headers } = incoming;
      const {
        status = 200,
        headers: own = {},
        body,
      } = respond({ method, path, query, headers, body: Buffer.concat(chunks) });
      outgoing.writeHead(status, { "content-type": "application/json", ...own }).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}
