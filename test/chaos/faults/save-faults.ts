import type { OutgoingHttpHeaders } from "node:http";
import { makeVersion, type SaveExchange } from "./chaos-result.ts";

/** One way in which a result host goes wrong. */
export interface SaveFault {
  /** True for what only a request with `Range` can meet. */
  needsPart?: boolean;
  act(exchange: SaveExchange): void;
}

/** Longer than the savers wait. */
const SILENCE_MS = 1_000;

const tagOf = (version: number) => `"v${version}"`;

/** What a good host sends: a part when `If-Range` still holds, else all. */
export function sendWell(exchange: SaveExchange, { breakAfter = Number.POSITIVE_INFINITY } = {}): void {
  const { request, result, response } = exchange;
  const content = makeVersion(result.version);
  const holds = exchange.start !== undefined && request.headers["if-range"] === tagOf(result.version);
  const start = holds ? (exchange.start ?? 0) : 0;
  if (start >= content.length)
    return void response.writeHead(416, { "content-range": `bytes */${content.length}` }).end();
  const body = content.subarray(start);
  response.writeHead(holds ? 206 : 200, {
    "content-type": "video/mp4",
    "content-length": body.length,
    etag: tagOf(result.version),
    ...(holds && { "content-range": `bytes ${start}-${content.length - 1}/${content.length}` }),
  });
  if (breakAfter >= body.length) return void response.end(body);
  response.write(body.subarray(0, breakAfter), () => setTimeout(() => response.destroy(), 30));
}

/** A part as requested of the version served now, whatever `If-Range` says, with these fields changed. */
function sendPart(
  { result, response, start = 0 }: SaveExchange,
  change: (at: { start: number; total: number }) => {
    headers?: OutgoingHttpHeaders;
    body?: Buffer;
  } = () => ({}),
): void {
  const content = makeVersion(result.version);
  const total = content.length;
  const { headers, body = content.subarray(start) } = change({ start, total });
  const fields = {
    "content-type": "video/mp4",
    etag: tagOf(result.version),
    "content-range": `bytes ${start}-${total - 1}/${total}`,
    ...headers,
  };
  response.statusCode = 206;
  for (const [name, value] of Object.entries(fields))
    if (value !== undefined) response.setHeader(name, value);
  response.end(body);
}

const sendPage = (body: Buffer | string, status = 200) => ({
  act: ({ response }: SaveExchange) =>
    void response.writeHead(status, { "content-type": "video/mp4" }).end(body),
});

/** Sends a head without a length, and ends the body by closing the connection. */
function sendUntilClosed({ response, result, draw }: SaveExchange, isCut: boolean): void {
  const content = makeVersion(result.version);
  response.socket?.write("HTTP/1.1 200 OK\r\ncontent-type: video/mp4\r\nconnection: close\r\n\r\n");
  response.socket?.end(content.subarray(0, isCut ? 5_000 + draw(content.length / 2) : content.length));
}

const page = "<!DOCTYPE html><html><body>Access denied</body></html>";

export const SAVE_FAULTS: Readonly<Record<string, SaveFault>> = {
  "a drop": { act: (exchange) => sendWell(exchange, { breakAfter: exchange.draw(1_300_000) }) },
  "a drop in the first bytes": {
    act: (exchange) => sendWell(exchange, { breakAfter: exchange.draw(4_000) }),
  },
  "a reset": { act: ({ response }) => void response.socket?.resetAndDestroy() },
  "a change": {
    act(exchange) {
      exchange.result.version += 1;
      sendWell(exchange);
    },
  },
  "a change and a drop": {
    act(exchange) {
      exchange.result.version += 1;
      sendWell(exchange, { breakAfter: 50_000 + exchange.draw(1_000_000) });
    },
  },
  "a part of a changed result": {
    needsPart: true,
    act(exchange) {
      exchange.result.version += 1;
      sendPart(exchange);
    },
  },
  "a part of a changed result without a validator": {
    needsPart: true,
    act(exchange) {
      exchange.result.version += 1;
      sendPart(exchange, () => ({ headers: { etag: undefined } }));
    },
  },
  "a part of a changed result with a weak validator": {
    needsPart: true,
    act(exchange) {
      const etag = `W/${tagOf(exchange.result.version)}`;
      exchange.result.version += 1;
      sendPart(exchange, () => ({ headers: { etag } }));
    },
  },
  "a part with another total": {
    needsPart: true,
    act: (exchange) =>
      sendPart(exchange, ({ start, total }) => ({
        headers: {
          "content-range": `bytes ${start}-${total + 3}/${total + 4}`,
          // Whoever was given chunks was told no total, and has nothing but the validator to tell results apart by.
          ...(exchange.result.met.includes("chunks that are cut") && { etag: '"other"' }),
        },
        body: Buffer.alloc(total + 4 - start, 7),
      })),
  },
  "a part from elsewhere": {
    needsPart: true,
    act: (exchange) =>
      sendPart(exchange, ({ start, total }) => ({
        headers: { "content-range": `bytes ${start + 4}-${total - 1}/${total}` },
        body: Buffer.alloc(total - start - 4, 7),
      })),
  },
  "a part that ends early": {
    needsPart: true,
    act: (exchange) =>
      sendPart(exchange, ({ start, total }) => ({
        headers: { "content-range": `bytes ${start}-${total - 5}/${total}` },
        body: Buffer.alloc(total - start - 4, 7),
      })),
  },
  "a part of another length": {
    needsPart: true,
    act: (exchange) =>
      sendPart(exchange, ({ start, total }) => ({
        headers: { "content-length": total - start + 4 },
        body: Buffer.alloc(total - start + 4, 7),
      })),
  },
  "a part that is longer than it says": {
    needsPart: true,
    act: (exchange) =>
      sendPart(exchange, ({ start, total }) => ({ body: Buffer.alloc(total - start + 4, 7) })),
  },
  "parts in an envelope": {
    needsPart: true,
    act: (exchange) =>
      sendPart(exchange, () => ({
        headers: { "content-type": "multipart/byteranges; boundary=x", "content-range": undefined },
        body: Buffer.from("--x\r\ncontent-range: bytes 0-1/2\r\n\r\nab\r\n--x--"),
      })),
  },
  "a range that is refused": { act: ({ response }) => void response.writeHead(416).end("no such range") },
  "503": sendPage(page, 503),
  "429": sendPage(page, 429),
  "404": sendPage(page, 404),
  "an error page": sendPage(page),
  "an error page in UTF-16": sendPage(Buffer.from(`\ufeff${page}`, "utf16le")),
  "an error page in GBK": sendPage(Buffer.from("b7c3cecab1bbbedcbef8", "hex")),
  "an error page with a NUL": sendPage(page.replace("<body>", "\0<body>")),
  "an empty body": sendPage(""),
  "a compressed body": {
    act: ({ response }) => void response.writeHead(200, { "content-encoding": "gzip" }).end("x"),
  },
  chunks: {
    act: ({ response, result }) => {
      response.writeHead(200, { "content-type": "video/mp4", etag: tagOf(result.version) });
      response.end(makeVersion(result.version));
    },
  },
  "chunks that are cut": {
    act: ({ response, result, draw }) => {
      response.writeHead(200, { "content-type": "video/mp4", etag: tagOf(result.version) });
      const some = makeVersion(result.version).subarray(0, draw(1_000_000));
      response.write(some, () => setTimeout(() => response.destroy(), 30));
    },
  },
  "an end that is not stated": { act: (exchange) => sendUntilClosed(exchange, false) },
  "a cut that looks like the end": { act: (exchange) => sendUntilClosed(exchange, true) },
  silence: { act: ({ response }) => void setTimeout(() => response.destroy(), SILENCE_MS) },
  "silence in the middle": {
    act: ({ response, result, draw }) => {
      const content = makeVersion(result.version);
      const etag = tagOf(result.version);
      response.writeHead(200, { "content-type": "video/mp4", "content-length": content.length, etag });
      response.write(content.subarray(0, draw(1_000_000)));
      setTimeout(() => response.destroy(), SILENCE_MS);
    },
  },
  "a redirect to a file": {
    act: ({ response }) => void response.writeHead(302, { location: "file:///etc/passwd" }).end(),
  },
  "a redirect in a circle": {
    act: ({ request, response }) => void response.writeHead(302, { location: request.url ?? "" }).end(),
  },
};
