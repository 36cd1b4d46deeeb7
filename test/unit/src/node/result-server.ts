import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, vi } from "vitest";
import type { ResultTask } from "../../../../src/node/index.ts";

/** Between the last byte and the break, so that a busy client has read what came: Node drops what it has not. */
const BREAK_MS = 80;

type Respond = (request: IncomingMessage, response: ServerResponse, count: number) => void;

const running: (() => void)[] = [];
afterEach(() => {
  for (const close of running.splice(0)) close();
});

/** A result host on loopback that responds as it is given, and keeps the requests. */
export async function startResultServer(respond: Respond) {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    respond(request, response, requests.length);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  running.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

/** Bytes that are an MP4 by their first ones, and tell their place by the rest. */
export function makeVideo(bytes: number): Buffer {
  const video = Buffer.alloc(bytes);
  for (let at = 0; at + 4 <= bytes; at += 4) video.writeUInt32BE(at, at);
  video.set(Buffer.from("\0\0\0\x18ftypisom\0\0\x02\0isomiso2", "latin1"));
  return video;
}

/** Serves a body with a strong ETag and ranges, as a CDN does. */
export function serve(
  body: Buffer,
  { etag = '"one"', type = "video/mp4", breakAfter = Number.POSITIVE_INFINITY, ranges = true } = {},
): Respond {
  return (request, response) => {
    const range = /^bytes=(\d+)-$/.exec(request.headers.range ?? "");
    const holds = ranges && range && request.headers["if-range"] === etag;
    const start = holds ? Number(range[1]) : 0;
    const part = body.subarray(start);
    response.writeHead(holds ? 206 : 200, {
      "content-type": type,
      "content-length": part.length,
      ...(etag && { etag }),
      ...(holds && { "content-range": `bytes ${start}-${body.length - 1}/${body.length}` }),
    });
    if (part.length <= breakAfter) response.end(part);
    else response.write(part.subarray(0, breakAfter), () => setTimeout(() => response.destroy(), BREAK_MS));
  };
}

/** For a server on loopback. */
export const local = { allowPrivateHosts: true };

export const video = makeVideo(300_000);
export const sha256 = createHash("sha256").update(video).digest("hex");

export const nowSeconds = () => Math.floor(Date.now() / 1000);

export function completed(results: string[], created = nowSeconds()): ResultTask {
  return { id: "task-unified-1-a", status: "completed", created, type: "video", results };
}

/** Shortens the pauses between connections, which begin at 250 ms, and nothing else. */
export function hurry(): void {
  const { setTimeout } = globalThis;
  vi.spyOn(globalThis, "setTimeout").mockImplementation(((run: () => void, ms: number) =>
    setTimeout(run, ms >= 250 && ms <= 2000 ? ms / 25 : ms)) as typeof setTimeout);
}
afterEach(() => void vi.restoreAllMocks());
