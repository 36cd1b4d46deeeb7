import { connect } from "node:net";
import type { Draw } from "../../helpers/draw.ts";

const METHODS = [
  "GET",
  "POST",
  "PUT",
  "TRACE",
  "CONNECT",
  "HEAD",
  "OPTIONS",
  "PATCH",
  "M-SEARCH",
  "post",
  "",
];
const TARGETS = [
  ..."/ // /\\ //[ /%  /%ff /%00 * ? # /?evolink=a.b http:// http://[ http://a:b@c/ https://x/y ///x //x:y/ /;".split(
    " ",
  ),
  `/${"a".repeat(9_000)}`,
  `/?${"evolink=a.b&".repeat(200)}`,
  "/\u00ff",
];
const HEADERS = [
  "content-type: application/json",
  "content-type: text/html",
  "content-length: 2",
  "content-length: 99999999999",
  "content-length: -1",
  "transfer-encoding: chunked",
  "expect: 100-continue",
  "connection: upgrade\r\nupgrade: websocket",
  "host: [",
  "x: \u00ff",
  ": empty",
  "x\u0000y: z",
  `x: ${"y".repeat(9_000)}`,
];
const BODIES = [
  "",
  "{}",
  '{"id":"task-unified-1-a"}',
  "2\r\n{}\r\n0\r\n\r\n",
  "zz\r\n",
  "\0\0\0",
  "[".repeat(5_000),
];

/** Bytes that are hardly HTTP: odd methods, targets, headers and bodies, some broken off, some with a byte turned. */
export function drawRequest(draw: Draw): Buffer {
  const pick = (list: readonly string[]) => list[draw(list.length)] ?? "";
  const headers = Array.from({ length: draw(4) }, () => pick(HEADERS));
  const line = `${pick(METHODS)} ${pick(TARGETS)} HTTP/1.${draw(2)}`;
  const text = [line, "host: callback", ...headers, "", pick(BODIES)].join("\r\n");
  const bytes = Buffer.from(text, "latin1");
  // Some break off, some have a byte turned.
  if (draw(4) === 0) return bytes.subarray(0, draw(bytes.length));
  if (draw(4) === 0) bytes[draw(bytes.length)] = draw(256);
  return bytes;
}

/** Longer than a server may need for what it can read; a request that breaks off is left alone. */
const PATIENCE_MS = 150;

/** Sends bytes over a connection of their own; settles when it is closed. */
export function sendRaw(port: number, bytes: Buffer): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(bytes));
    const timer = setTimeout(() => socket.destroy(), PATIENCE_MS);
    socket.on("data", () => socket.end());
    socket.on("error", () => {});
    socket.on("close", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
