import { EventEmitter, once } from "node:events";
import { createServer, type RequestListener, type Server, type ServerResponse } from "node:http";
import { connect as connectHttp2, createServer as createHttp2Server } from "node:http2";
import { type AddressInfo, connect } from "node:net";
import { afterEach, describe, expect, it, vi } from "vitest";
import {
  CallbackError,
  type CallbackHandler,
  type NodeRequest,
  toNodeListener,
} from "../../../../src/callback/index.ts";
import { BASE, collectUnhandled, ID, setUpHandler } from "./delivery.ts";

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

async function listen(server: Pick<Server, "listen" | "address" | "close">): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server as Server, "listening");
  closers.push(() => void server.close());
  return (server.address() as AddressInfo).port;
}

/** A server whose listener is watched: what it rejected with, and what it reported. */
async function serve(handler?: Parameters<typeof toNodeListener>[0], before: RequestListener = () => {}) {
  const { handler: genuine, url, handled } = await setUpHandler();
  const rejected: unknown[] = [];
  const errors: unknown[] = [];
  const listener = toNodeListener(handler ?? genuine, { onError: (error) => errors.push(error) });
  const server = createServer((request, response) => {
    before(request, response);
    listener(request, response).catch((error) => rejected.push(error));
  });
  closers.push(() => server.closeAllConnections());
  const port = await listen(server);
  return { port, url, handled, rejected, errors, server };
}

/** Sends bytes as they are, and returns the status line of each response until the connection ends. */
async function send(port: number, text: string): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => {});
  let received = "";
  socket.setEncoding("latin1").on("data", (chunk) => {
    received += chunk;
  });
  socket.write(text, "latin1");
  await once(socket, "close");
  return [...received.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(([, status]) => status).join(" ");
}

const request = (line: string, headers = "", body = "") =>
  `${line} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n${headers}\r\n${body}`;

describe("toNodeListener", () => {
  it.each([
    ["GET //", 405],
    ["GET http://", 405],
    ["GET //[", 405],
    ["GET /\\", 405],
    ["GET http://[", 405],
    ["GET http://user:word@host/", 405],
    ["TRACE /", 405],
    ["OPTIONS *", 405],
    ["PUT /", 405],
    ["HEAD //", 405],
    ["PROPFIND //", 405],
    ["M-SEARCH http://", 405],
    ["POST http://", 400],
    ["POST http://user:word@host/", 400],
    ["POST *", 400],
    ["POST //", 401],
    ["POST //[", 401],
    ["POST /\\", 401],
    ["POST //host:99999/", 401],
    ["POST /%", 401],
    ["POST /%00?evolink=%", 401],
    ["POST /?evolink=%ff.x", 401],
    ["POST ///", 401],
    ["POST custom://host/", 401],
  ])("responds to %s with %i, and does not reject", async (line, status) => {
    const { port, rejected, errors } = await serve();
    expect(await send(port, request(line, "content-length: 0\r\n"))).toBe(`${status}`);
    expect([rejected, errors]).toEqual([[], []]);
  });

  it.each([
    ["in origin form", (path: string) => path],
    ["in absolute form, as proxies send it", (path: string) => `http://proxy.example${path}`],
  ])("takes a signed URL %s", async (_, form) => {
    const { port, url, handled } = await serve();
    const { pathname, search } = new URL(url);
    const body = JSON.stringify({ id: ID });
    const line = `POST ${form(pathname + search)}`;
    expect(await send(port, request(line, `content-length: ${body.length}\r\n`, body))).toBe("200");
    expect(handled).toEqual([ID]);
  });

  it("takes a path that begins with two slashes as a path", async () => {
    const { callbacks, handler } = await setUpHandler();
    const { port } = await serve(handler);
    const { pathname, search } = new URL(await callbacks.url(`${new URL(BASE).origin}//hooks`));
    expect(pathname).toBe("//hooks");
    const body = JSON.stringify({ id: ID });
    const headers = `content-length: ${body.length}\r\n`;
    expect(await send(port, request(`POST ${pathname}${search}`, headers, body))).toBe("200");
  });

  it("leaves the connection fit for the next request, whatever was refused", async () => {
    const { port, url } = await serve();
    const { pathname, search } = new URL(url);
    const big = "x".repeat(300_000);
    const unsigned = `POST / HTTP/1.1\r\nhost: x\r\ncontent-length: ${big.length}\r\n\r\n${big}`;
    const chunk = `186a00\r\n${" ".repeat(0x186a00)}\r\n0\r\n\r\n`;
    const tooLarge = `POST ${pathname}${search} HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n${chunk}`;
    const last = request("GET /");
    expect(await send(port, unsigned + tooLarge + last)).toBe("401 413 405");
  });

  it.each(["body", "headers"])("does not reject when the client leaves within the %s", async (part) => {
    const { port, url, rejected, server } = await serve();
    const { pathname, search } = new URL(url);
    const socket = connect(port, "127.0.0.1");
    socket.on("error", () => {});
    const headers = `POST ${pathname}${search} HTTP/1.1\r\nhost: x\r\ncontent-length: 99\r\n`;
    socket.write(part === "body" ? `${headers}\r\n{"id":` : headers);
    if (part === "body") await once(server, "request");
    const unhandled = await collectUnhandled(async () => {
      socket.resetAndDestroy();
      await new Promise((resolve) => setTimeout(resolve, 50));
    });
    expect([rejected, unhandled]).toEqual([[], []]);
  });

  it.each([
    ["ended", (response: ServerResponse) => void response.end("mine")],
    ["begun", (response: ServerResponse) => void response.writeHead(200).write("mine")],
  ])("leaves a response alone that somebody else has %s, and reports it", async (state, begin) => {
    const { port, rejected, errors } = await serve(undefined, (_, response) => {
      begin(response);
      if (state === "begun") setTimeout(() => response.end(), 50);
    });
    expect(await send(port, request("GET /"))).toBe("200");
    expect(rejected).toEqual([]);
    expect(errors).toEqual([expect.objectContaining({ code: "ERR_HTTP_HEADERS_SENT" })]);
  });

  it.each([
    [
      "throws",
      () => {
        throw new Error("broken");
      },
    ],
    ["rejects", () => Promise.reject(new Error("broken"))],
  ])("responds with 500 when the handler %s, and reports its error", async (_, handler) => {
    const { port, rejected, errors } = await serve(handler);
    expect(await send(port, request("GET /"))).toBe("500");
    expect([rejected, errors]).toEqual([[], [new Error("broken")]]);
  });

  it("ends the connection when no response can be written", async () => {
    const { port, rejected, errors } = await serve(
      async () => new Response(null),
      (_, response) => {
        response.writeHead = () => {
          throw new Error("no");
        };
      },
    );
    expect(await send(port, request("GET /"))).toBe("");
    expect([rejected, errors]).toEqual([[], [new Error("no")]]);
  });

  const outgoing = {
    writeHead() {
      throw new Error("no");
    },
    write: () => true,
    once() {},
  };
  const incoming = { method: "GET", url: "/", headers: {} } as NodeRequest;

  it("ignores an onError that rejects", async () => {
    const { handler } = await setUpHandler();
    const listener = toNodeListener(handler, { onError: () => Promise.reject(new Error("broken")) });
    const unhandled = await collectUnhandled(async () => {
      expect(await listener(incoming, outgoing)).toBeUndefined();
    });
    expect(unhandled).toEqual([]);
  });

  it("reports to console.error by default", async () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => {});
    const { handler } = await setUpHandler();
    await toNodeListener(handler)(incoming, outgoing);
    expect(log.mock.calls).toEqual([[new Error("no")]]);
    log.mockRestore();
  });

  it("passes the pseudo-headers of HTTP/2 over", async () => {
    const { handler, url, handled } = await setUpHandler();
    const server = createHttp2Server(toNodeListener(handler) as never);
    const session = connectHttp2(`http://127.0.0.1:${await listen(server as never)}`);
    closers.unshift(() => session.destroy());
    const { pathname, search } = new URL(url);
    const stream = session.request({
      ":method": "POST",
      ":path": pathname + search,
      "content-type": "application/json",
    });
    stream.end(JSON.stringify({ id: ID }));
    const [headers] = await once(stream, "response");
    expect([headers[":status"], handled]).toEqual([200, [ID]]);
  });
});

/** A request of which the body was read before. */
async function deliverParsed(body: unknown, onError: (error: unknown) => void = () => {}) {
  const { handler, url, handled } = await setUpHandler({ onError });
  const { pathname, search } = new URL(url);
  const { status } = await respondTo(handler, {
    method: "POST",
    url: "/",
    originalUrl: pathname + search,
    headers: { "content-type": "application/json", "x-many": ["a", "b"], "x-none": undefined },
    readableEnded: true,
    body,
  });
  return { status, handled };
}

/** What a listener writes as head of its response to a request without a body of its own. */
async function respondTo(
  handler: CallbackHandler,
  incoming: Omit<NodeRequest, typeof Symbol.asyncIterator>,
): Promise<{ status: number; headers: Record<string, string> }> {
  const heads: { status: number; headers: Record<string, string> }[] = [];
  await toNodeListener(handler)(
    { ...incoming, async *[Symbol.asyncIterator]() {} },
    {
      writeHead(status, headers) {
        heads.push({ status, headers });
        return { end() {} };
      },
      write: () => true,
      once() {},
    },
  );
  return heads[0] ?? { status: 0, headers: {} };
}

describe("toNodeListener with a request that lacks parts", () => {
  it("takes one without a target for one of the root", async () => {
    const { handler } = await setUpHandler();
    expect((await respondTo(handler, { method: "POST", headers: {} })).status).toBe(401);
  });

  it.each([
    ["without a method", {}, "GET"],
    ["of the method HEAD", { method: "HEAD" }, "HEAD"],
  ])("passes one %s on to a handler that takes it", async (_, incoming, method) => {
    const handler = async (request: Request) => new Response(null, { headers: { method: request.method } });
    const { status, headers } = await respondTo(handler, { headers: {}, ...incoming });
    expect([status, headers.method]).toEqual([200, method]);
  });

  it("takes a parsed body without a content type, and leaves out headers without a value", async () => {
    const { handler, url } = await setUpHandler();
    const { pathname, search } = new URL(url);
    const headers = { "content-type": undefined };
    const body = { id: ID };
    const incoming = { method: "POST", url: pathname + search, headers, readableEnded: true, body };
    expect((await respondTo(handler, incoming)).status).toBe(200);
  });

  it("names POST in the refusal of a method that no `Request` takes", async () => {
    const { handler } = await setUpHandler();
    const { status, headers } = await respondTo(handler, { method: "TRACE", url: "/", headers: {} });
    expect([status, headers.allow]).toEqual([405, "POST"]);
  });
});

describe("toNodeListener after a body parser", () => {
  it.each([
    ["an object", { id: ID }],
    ["a string", JSON.stringify({ id: ID })],
    ["bytes", new TextEncoder().encode(JSON.stringify({ id: ID }))],
  ])("takes the id from %s", async (_, body) => {
    expect(await deliverParsed(body)).toEqual({ status: 200, handled: [ID] });
  });

  it("responds with 503 when nothing is left of the body, and reports what to do", async () => {
    const errors: unknown[] = [];
    const result = await deliverParsed(undefined, (error) => errors.push(error));
    expect(result).toEqual({ status: 503, handled: [] });
    expect(errors).toEqual([expect.any(CallbackError)]);
    expect((errors[0] as Error).message).toMatch(/before any body parser/);
  });

  it("responds with 400 to a body that no text can hold", async () => {
    const circle: { self?: unknown } = {};
    circle.self = circle;
    expect((await deliverParsed(circle)).status).toBe(400);
  });
});

describe("toNodeListener with a response that has a body", () => {
  const incoming = { method: "GET", url: "/", headers: {} } as NodeRequest;

  /** Lets a listener respond with a body; what is done with it is listed, and the client's side is played by hand. */
  function respondWith(body: ReadableStream<Uint8Array>, isTaken: () => boolean) {
    const done: string[] = [];
    const errors: unknown[] = [];
    const client = new EventEmitter();
    const outgoing = Object.assign(client, {
      headersSent: false,
      writeHead() {
        outgoing.headersSent = true;
        return { end: () => done.push("end") };
      },
      write(bytes: Uint8Array) {
        done.push(new TextDecoder().decode(bytes));
        return isTaken();
      },
      destroy: () => done.push("destroy"),
    });
    const onError = (error: unknown) => errors.push(error);
    const ended = toNodeListener(async () => new Response(body), { onError })(incoming, outgoing);
    return { done, errors, client, ended };
  }
  const bytes = (text: string) => new TextEncoder().encode(text);
  const settle = () => new Promise((resolve) => setTimeout(resolve, 10));

  it("writes no more before what was written is taken", async () => {
    let isTaken = true;
    const start = (controller: ReadableStreamDefaultController) => {
      for (const text of ["a", "b", "c"]) controller.enqueue(bytes(text));
      controller.close();
    };
    const { done, client, ended } = respondWith(new ReadableStream({ start }), () => {
      isTaken = !isTaken;
      return isTaken;
    });
    await settle();
    expect(done).toEqual(["a"]);
    client.emit("drain");
    await settle();
    expect(done).toEqual(["a", "b", "c"]);
    client.emit("drain");
    await ended;
    expect(done).toEqual(["a", "b", "c", "end"]);
  });

  it("cancels the body when the client leaves, also one that is not taken, and ends", async () => {
    const cancel = vi.fn();
    const pull = (controller: ReadableStreamDefaultController) => controller.enqueue(bytes("a"));
    const { client, ended } = respondWith(new ReadableStream({ pull, cancel }), () => false);
    await settle();
    client.emit("close");
    await ended;
    expect(cancel).toHaveBeenCalledOnce();
  });

  it("cancels the body when the client left before there was one, and ends", async () => {
    const cancel = vi.fn();
    const { done, client, ended } = respondWith(new ReadableStream({ cancel }), () => false);
    client.emit("close");
    await ended;
    expect([cancel.mock.calls.length, done]).toEqual([1, ["end"]]);
  });

  it("breaks the connection off where the body breaks off, and reports why", async () => {
    const pull = (controller: ReadableStreamDefaultController) => controller.error(new Error("broken"));
    const { done, errors, ended } = respondWith(new ReadableStream({ pull }), () => true);
    await ended;
    expect([done, errors]).toEqual([["destroy"], [new Error("broken")]]);
  });

  it("does not break somebody else's response off", async () => {
    const destroy = vi.fn();
    const writeHead = () => {
      throw new Error("sent");
    };
    const outgoing = { headersSent: true, writeHead, write: () => true, once() {}, destroy };
    await toNodeListener(async () => new Response(), { onError() {} })(incoming, outgoing);
    expect(destroy).not.toHaveBeenCalled();
  });
});
