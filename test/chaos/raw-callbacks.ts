import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { createCallbacks, toNodeListener } from "../../src/callback/index.ts";
import { createDraw } from "../helpers/draw.ts";
import type { Draw } from "../helpers/malformed-input.ts";
import { type AttackOptions, type ChaosReport, createPromiseCounter } from "./report.ts";

const PROMISES = [
  "rejected out of the listener",
  "ended a request without a response",
  "responded 500",
] as const;

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

/** Sends bytes that are hardly HTTP to the listener, each over a connection of its own. */
export async function attackListener({ seed, count }: AttackOptions): Promise<ChaosReport> {
  const counter = createPromiseCounter("raw requests at the callback listener", PROMISES);
  const draw = createDraw(`${seed} listener`);
  const { handler } = createCallbacks({
    secret: "a secret nobody can guess",
    evolink: { tasks: { get: async (id: string) => ({ id, status: "completed" }) } },
  });
  const listener = toNodeListener(handler({ onTask() {}, onError() {} }));
  const server = createServer((incoming, outgoing) => {
    listener(incoming, outgoing).catch((error) =>
      counter.break("rejected out of the listener", `${incoming.method} ${incoming.url}: ${error}`),
    );
    outgoing.on("close", () => {
      if (!outgoing.headersSent && !incoming.destroyed)
        counter.break("ended a request without a response", `${incoming.method} ${incoming.url}`);
      if (outgoing.statusCode >= 500) counter.break("responded 500", `${incoming.method} ${incoming.url}`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  for (let sent = 0; sent < count; sent += 20) {
    const texts = Array.from({ length: Math.min(20, count - sent) }, () => drawRequest(draw));
    await Promise.all(texts.map((text) => sendRaw(port, text)));
  }
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
  return counter.report(count);
}

function drawRequest(draw: Draw): Buffer {
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

/** Longer than the listener may need for what it can read; a request that breaks off is left alone. */
const PATIENCE_MS = 150;

function sendRaw(port: number, bytes: Buffer): Promise<void> {
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
