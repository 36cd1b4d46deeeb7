import { once } from "node:events";
import { type AddressInfo, connect, type Socket } from "node:net";
import { afterEach, expect, it } from "vitest";
import { createDraws } from "../../../../../src/mock/base/random.ts";
import { createRequestLog } from "../../../../../src/mock/base/request-log.ts";
import type { MockContext } from "../../../../../src/mock/responses/context.ts";
import { createMockServer } from "../../../../../src/mock/server/server.ts";
import { createChanges } from "../../../../../src/mock/tasks/changes.ts";
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
])("a request whose %s comes byte by byte ends at the limit with a 408", async (part, start) => {
  const requests = createRequestLog();
  const context = {
    options: { faults: {} },
    log: () => {},
    draws: createDraws(1),
    clock: { now: Date.now },
    requests,
    changes: createChanges(),
    engine: () => ({ operations: [] }),
  } as unknown as MockContext;
  const limits = { headersTimeout: 200, requestTimeout: 200, connectionsCheckingInterval: 50 };
  const server = createMockServer(context, limits).listen(0, "127.0.0.1");
  await once(server, "listening");
  const socket = await open((server.address() as AddressInfo).port, start);
  let received = "";
  socket.on("data", (bytes) => {
    received += bytes;
  });
  const drip = setInterval(() => socket.write("x"), 20);
  // It may be reset instead of ended, as something is on its way.
  await new Promise((resolve) => socket.once("close", resolve));
  clearInterval(drip);
  server.close();
  expect(received).toMatch(/^HTTP\/1\.1 408 /);
  expect(received.match(/HTTP\/1\.1/g)).toHaveLength(1);
  // Of a head that has not come there is neither method nor path.
  expect(requests.list()).toEqual(
    part === "head"
      ? []
      : [
          expect.objectContaining({
            method: "POST",
            path: "/a",
            status: 408,
            response: expect.objectContaining({
              body: expect.objectContaining({
                error: expect.objectContaining({ message: "The body did not arrive in time." }),
              }),
            }),
          }),
        ],
  );
});

it.each([
  ["is no HTTP", "nonsense\r\n\r\n", 400],
  ["has too long a head", `GET /a HTTP/1.1\r\nHost: a\r\nX: ${"x".repeat(20_000)}\r\n\r\n`, 431],
])("what %s gets the status that Node gives it, and the connection ends", async (_, start, status) => {
  const server = createMockServer({} as MockContext).listen(0, "127.0.0.1");
  await once(server, "listening");
  const socket = await open((server.address() as AddressInfo).port, start);
  const [bytes] = await once(socket, "data");
  await once(socket, "close");
  server.close();
  expect(String(bytes)).toMatch(new RegExp(`^HTTP/1\\.1 ${status} [^]*Connection: close`));
});

it("requests that do not come to their end stop no others", async () => {
  const post = { responses: { 204: { description: "" } } };
  const mock = await startMockOf({ "/a": { post } }, {}, { listen: true });
  await Promise.all(Array.from({ length: 200 }, (_, at) => open(mock.port, at % 2 ? HEAD : `${HEAD}\r\n`)));
  expect((await fetch(`${mock.url}/a`, { method: "POST" })).status).toBe(204);
});
