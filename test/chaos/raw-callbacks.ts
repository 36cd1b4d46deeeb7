import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createCallbacks, toNodeListener } from "../../src/callback/index.ts";
import { createDraw } from "../helpers/draw.ts";
import { drawRequest, sendRaw } from "./faults/raw-requests.ts";
import { type AttackOptions, type ChaosReport, createPromiseCounter } from "./report.ts";

const PROMISES = [
  "rejected out of the listener",
  "ended a request without a response",
  "responded 500",
] as const;

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
