import { once } from "node:events";
import { type AddressInfo, connect, type Socket } from "node:net";
import { afterEach, expect, it } from "vitest";
import type { MockContext } from "../../../../../src/mock/responses/context.ts";
import { createMockServer } from "../../../../../src/mock/server/server.ts";
import { startMockOf } from "../../../../helpers/mock.ts";

const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
});

async function open(port: number, start: string): Promise<Socket> {
  const socket = connect(port, "127.0.0.1");
  sockets.push(socket.on("error", () => {}));
  await once(socket, "connect");
  socket.write(start);
  return socket;
}

const HEAD = "POST /a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n";

it.each([
  ["head", HEAD],
  ["body", `${HEAD}\r\n`],
])("a request whose %s comes byte by byte ends at the limit with a 408", async (_, start) => {
  const context = { options: { faults: {} }, log: () => {}, draws: {} } as unknown as MockContext;
  const limits = { headersTimeout: 200, requestTimeout: 200, connectionsCheckingInterval: 50 };
  const server = createMockServer(context, limits).listen(0, "127.0.0.1");
  await once(server, "listening");
  const socket = await open((server.address() as AddressInfo).port, start);
  let received = "";
  socket.on("data", (bytes) => {
    received += bytes;
  });
  const drip = setInterval(() => socket.write("x"), 20);
  await once(socket, "close");
  clearInterval(drip);
  server.close();
  expect(received).toMatch(/^HTTP\/1\.1 408 /);
});

it("requests that do not come to their end stop no others", async () => {
  const post = { responses: { 204: { description: "" } } };
  const mock = await startMockOf({ "/a": { post } }, {}, { listen: true });
  await Promise.all(Array.from({ length: 200 }, (_, at) => open(mock.port, at % 2 ? HEAD : `${HEAD}\r\n`)));
  expect((await fetch(`${mock.url}/a`, { method: "POST" })).status).toBe(204);
});
