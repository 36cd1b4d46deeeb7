import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makePage } from "./documents.ts";

/** What the server does with a request: a page, a response, or something of its own. */
export type Route =
  | string
  | { status?: number; headers?: Record<string, string>; body?: string | Uint8Array }
  | ((request: IncomingMessage, response: ServerResponse) => void);

/** A host of pages on this machine. */
export interface PageServer {
  url: string;
  /** What lies at each path; anything else is 404. */
  routes: Map<string, Route>;
  /** Method and path of each request so far. */
  requests: string[];
  /** The most requests that were open at the same time. */
  mostOpen(): number;
  close(): Promise<void>;
}

export async function startPageServer(routes: Record<string, Route> = {}): Promise<PageServer> {
  const known = new Map(Object.entries(routes));
  const requests: string[] = [];
  let open = 0;
  let most = 0;
  const server = createServer((request, response) => {
    const path = request.url ?? "";
    requests.push(path);
    open += 1;
    most = Math.max(most, open);
    response.once("close", () => (open -= 1));
    const route = known.get(path) ?? { status: 404, body: "not here" };
    if (typeof route === "function") return route(request, response);
    const { status = 200, headers = {}, body = "" } = typeof route === "string" ? { body: route } : route;
    response.writeHead(status, { "content-type": "text/markdown", ...headers }).end(body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    routes: known,
    requests,
    mostOpen: () => most,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A host of this machine with a certificate that it has made itself. */
export async function startTlsServer(): Promise<{
  url: string;
  connections(): number;
  close(): Promise<void>;
}> {
  const folder = await mkdtemp(join(tmpdir(), "evolink-openapi-tls-"));
  const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"];
  const request = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", ...subject];
  execFileSync("openssl", [...request, "-keyout", key, "-out", cert], { stdio: "ignore" });
  let connections = 0;
  const server = createTlsServer({ key: await readFile(key), cert: await readFile(cert) });
  server.on("connection", () => (connections += 1)).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    connections: () => connections,
    async close() {
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true });
    },
  };
}

/** A route that sends a page with an ETag, and 304 to whoever has it. */
export function tagged(body: string, etag: string): Route {
  return (request, response) => {
    const isKnown = request.headers["if-none-match"] === etag;
    response.writeHead(isKnown ? 304 : 200, { etag }).end(isKnown ? undefined : body);
  };
}

/** A published page about one operation, in Markdown. */
export function kitePage(path = "/v1/kites", words = "Fly a kite"): string {
  return makePage(`openapi: 3.1.0
info: { title: Kites, version: 1.0.0, description: ${words} }
servers: [{ url: https://api.example.org }]
paths:
  ${path}:
    post:
      operationId: fly
      summary: ${words}
      responses: { "200": { description: Done } }
`);
}
