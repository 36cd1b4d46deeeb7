import { type AddressInfo, createServer as createSocketServer, type Socket } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
  createFetcher,
  type Fetcher,
  type FetcherLimits,
} from "../../../../../scripts/sources/fetch/fetcher.ts";
import {
  type PageServer,
  type Route,
  startPageServer,
  startTlsServer,
  tagged,
} from "../../../../helpers/page-server.ts";

let server: PageServer;
let fetcher: Fetcher | undefined;
beforeEach(async () => {
  server = await startPageServer();
});
afterEach(async () => {
  await fetcher?.close();
  await server.close();
});

const fetchPage = (
  path: string,
  limits: Partial<FetcherLimits> = {},
  signal = new AbortController().signal,
  etag?: string,
) => {
  fetcher = createFetcher({ backoffMs: 1, ...limits });
  return fetcher.fetch(`${server.url}${path}`, { signal, etag });
};
const textOf = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

/** Sends some responses one after the other, and the last one for ever. */
const inTurn = (...responses: Exclude<Route, (...args: never) => void>[]): Route => {
  let count = 0;
  return (_, response) => {
    const next = responses[Math.min(count, responses.length - 1)] ?? "";
    count += 1;
    const { status = 200, headers = {}, body = "" } = typeof next === "string" ? { body: next } : next;
    response.writeHead(status, headers).end(body);
  };
};

describe("fetch", () => {
  it("gives the bytes, where they came from, and what the host calls them", async () => {
    server.routes.set("/a.md", tagged("kite", '"1"'));
    const fetched = await fetchPage("/a.md");
    expect(textOf(fetched.bytes)).toBe("kite");
    expect(fetched).toMatchObject({ url: `${server.url}/a.md`, home: `${server.url}/a.md`, etag: '"1"' });
  });

  it("has no bytes where the host says that the known ones are right", async () => {
    server.routes.set("/a.md", tagged("kite", '"1"'));
    expect((await fetchPage("/a.md", {}, undefined, '"1"')).bytes).toBeUndefined();
    expect(textOf((await fetchPage("/a.md", {}, undefined, '"0"')).bytes)).toBe("kite");
  });

  it("does not take a host's word that a page is the known one when none is known", async () => {
    server.routes.set("/a.md", { status: 304 });
    await expect(fetchPage("/a.md")).rejects.toThrow(/responds with 304 Not Modified\./);
  });

  it("says who asks", async () => {
    server.routes.set("/a.md", (request, response) => void response.end(request.headers["user-agent"]));
    expect(textOf((await fetchPage("/a.md")).bytes)).toMatch(/^evolink-openapi\/\d/);
  });

  it.each([500, 502, 503, 429, 408])(
    "tries again after %i, and takes what the third try gives",
    async (status) => {
      server.routes.set("/a.md", inTurn({ status }, { status }, "kite"));
      expect(textOf((await fetchPage("/a.md")).bytes)).toBe("kite");
      expect(server.requests).toHaveLength(3);
    },
  );

  it("gives up after three tries", async () => {
    server.routes.set("/a.md", inTurn({ status: 503 }, { status: 503 }, { status: 503 }, "kite"));
    await expect(fetchPage("/a.md")).rejects.toThrow(/responds with 503 Service Unavailable\./);
    expect(server.requests).toHaveLength(3);
  });

  it.each([
    [404, "gone"],
    [410, "gone"],
    [401, "failed"],
    [403, "failed"],
    [206, "failed"],
  ])("asks once for what is refused with %i, which is %s", async (status, failure) => {
    server.routes.set("/a.md", { status });
    await expect(fetchPage("/a.md")).rejects.toMatchObject({
      failure,
      message: expect.stringContaining(`${status}`),
    });
    expect(server.requests).toHaveLength(1);
  });

  it("waits for as long as Retry-After says", async () => {
    server.routes.set("/a.md", inTurn({ status: 429, headers: { "retry-after": "1" } }, "kite"));
    const started = performance.now();
    await fetchPage("/a.md");
    expect(performance.now() - started).toBeGreaterThan(990);
  });

  it("does not come back where Retry-After asks for more than 30 s", async () => {
    server.routes.set("/a.md", { status: 429, headers: { "retry-after": "31" } });
    await expect(fetchPage("/a.md")).rejects.toThrow(/429/);
    expect(server.requests).toHaveLength(1);
  });

  it("tries again when the connection breaks in the middle", async () => {
    let count = 0;
    server.routes.set("/a.md", (_, response) => {
      count += 1;
      if (count > 1) return void response.end("kite");
      response.writeHead(200, { "content-length": "100" }).write("ki");
      setTimeout(() => response.destroy(), 20);
    });
    expect(textOf((await fetchPage("/a.md")).bytes)).toBe("kite");
  });

  it.each<[string, Route]>([
    ["before the headers", () => {}],
    ["in the middle of the page", (_, response) => void response.writeHead(200).write("ki")],
  ])("ends a host that falls silent %s, after three tries", { timeout: 20_000 }, async (_, route) => {
    server.routes.set("/a.md", route);
    await expect(fetchPage("/a.md", { silenceMs: 300 })).rejects.toThrow(/it was silent for too long/);
    expect(server.requests).toHaveLength(3);
  });

  it("ends a page that never does, though something arrives all the time", async () => {
    server.routes.set("/a.md", (_, response) => {
      const timer = setInterval(() => response.write("ki"), 20);
      response.once("close", () => clearInterval(timer));
    });
    await expect(fetchPage("/a.md", { maxMs: 300 })).rejects.toThrow(/was not complete after 0\.3 s/);
  });

  it("takes a page of just the largest size, and none that is a byte larger", async () => {
    const limits = { maxBytes: 100_000 };
    server.routes.set("/a.md", "k".repeat(100_000)).set("/b.md", "k".repeat(100_001));
    expect((await fetchPage("/a.md", limits)).bytes).toHaveLength(100_000);
    await expect(fetchPage("/b.md", limits)).rejects.toThrow(/is larger than/);
    expect(server.requests).toHaveLength(2);
  });

  it("stops reading a body of 100 MB at 10 MiB", async () => {
    let sent = 0;
    server.routes.set("/a.md", (_, response) => {
      const piece = Buffer.alloc(2 ** 20, "k");
      const send = () => {
        while (sent < 100 && !response.destroyed) {
          sent += 1;
          if (!response.write(piece)) return void response.once("drain", send);
        }
        response.end();
      };
      send();
    });
    await expect(fetchPage("/a.md")).rejects.toThrow(/larger than 10 MiB/);
    expect(sent).toBeLessThan(60);
  });

  it("counts what is decompressed", async () => {
    const body = gzipSync(Buffer.alloc(20 * 2 ** 20, "k"));
    server.routes.set("/a.md", { headers: { "content-encoding": "gzip" }, body });
    await expect(fetchPage("/a.md")).rejects.toThrow(/larger than 10 MiB/);
  });

  it("says that nothing listens", async () => {
    await server.close();
    await expect(fetchPage("/a.md")).rejects.toThrow(/cannot be fetched: nothing listens there\./);
  });

  it("rejects with the reason when it is aborted, at once", async () => {
    server.routes.set("/a.md", () => {});
    const controller = new AbortController();
    const fetching = fetchPage("/a.md", {}, controller.signal);
    await vi.waitFor(() => expect(server.requests).toHaveLength(1));
    const reason = new Error("enough");
    controller.abort(reason);
    await expect(fetching).rejects.toBe(reason);
  });
});

describe("fetch over a proxy", () => {
  it.each([
    ["closes every connection", (socket: Socket) => socket.end()],
    ["never responds", () => {}],
  ])("ends where it %s, and names what names it without its password", async (_, respond) => {
    const proxy = createSocketServer((socket) =>
      socket.on("error", () => {}).once("data", () => respond(socket)),
    );
    await new Promise<void>((listening) => proxy.listen(0, "127.0.0.1", listening));
    vi.stubEnv("HTTPS_PROXY", `http://user:secret@127.0.0.1:${(proxy.address() as AddressInfo).port}`);
    fetcher = createFetcher({ backoffMs: 1, silenceMs: 50 });
    const fetching = fetcher.fetch("https://a.invalid/a.md", { signal: new AbortController().signal });
    await expect(fetching).rejects.toThrow(
      /^https:\/\/a\.invalid\/a\.md cannot be fetched: it was silent for too long\. It may .* HTTPS_PROXY names\.$/,
    );
    proxy.close();
    vi.unstubAllEnvs();
  });

  it("says that what should name it is no address", () => {
    vi.stubEnv("HTTPS_PROXY", "secret");
    expect(() => createFetcher()).toThrow(/^HTTPS_PROXY is no address of a proxy/);
    vi.unstubAllEnvs();
  });
});

describe("fetch over TLS", () => {
  it("explains a certificate that nobody vouches for, in one try, and says where one's own goes", async () => {
    const tls = await startTlsServer();
    fetcher = createFetcher({ backoffMs: 1 });
    const fetching = fetcher.fetch(`${tls.url}/a.md`, { signal: new AbortController().signal });
    await expect(fetching).rejects.toThrow(
      /its certificate is not trusted \(.*self[- ]signed.*NODE_EXTRA_CA_CERTS/,
    );
    expect(tls.connections()).toBe(1);
    await tls.close();
  });
});

describe("fetch over TLS of what has none", () => {
  it("says so in one line, in one try, and of no certificate", async () => {
    let connections = 0;
    const plain = createSocketServer((socket) => {
      connections += 1;
      socket.on("error", () => {}).end("HTTP/1.1 400 Bad Request\r\n\r\n");
    });
    await new Promise<void>((listening) => plain.listen(0, "127.0.0.1", listening));
    const { port } = plain.address() as AddressInfo;
    fetcher = createFetcher({ backoffMs: 1 });
    const fetching = fetcher.fetch(`https://127.0.0.1:${port}/a.md`, {
      signal: new AbortController().signal,
    });
    await expect(fetching).rejects.toThrow(
      /: it does not speak https as we do \(\w+\); is it an address of http\?\.$/,
    );
    expect(connections).toBe(1);
    plain.close();
  });
});

describe("fetch over redirects", () => {
  const redirect = (status: number, location: string): Route => ({ status, headers: { location } });

  it.each([301, 308])("takes the end of a permanent one (%i) for the home of the page", async (status) => {
    server.routes.set("/a.md", redirect(status, "/b.md")).set("/b.md", "kite");
    expect(await fetchPage("/a.md")).toMatchObject({ url: `${server.url}/b.md`, home: `${server.url}/b.md` });
  });

  it.each([302, 303, 307])("leaves the home where it was over another one (%i)", async (status) => {
    server.routes.set("/a.md", redirect(status, "/b.md")).set("/b.md", "kite");
    expect(await fetchPage("/a.md")).toMatchObject({ url: `${server.url}/b.md`, home: `${server.url}/a.md` });
  });

  it("counts no permanent one that follows another kind", async () => {
    server.routes
      .set("/a.md", redirect(301, "/b.md"))
      .set("/b.md", redirect(302, "/c.md"))
      .set("/c.md", redirect(301, "/d.md"))
      .set("/d.md", "kite");
    expect(await fetchPage("/a.md")).toMatchObject({ url: `${server.url}/d.md`, home: `${server.url}/b.md` });
  });

  it("refuses a circle, in one try", async () => {
    server.routes.set("/a.md", redirect(301, "/b.md")).set("/b.md", redirect(302, "/a.md"));
    await expect(fetchPage("/a.md")).rejects.toThrow(/redirects in a circle/);
    expect(server.requests).toEqual(["/a.md", "/b.md"]);
  });

  it("follows five of them, and no sixth", async () => {
    for (let index = 0; index < 6; index += 1)
      server.routes.set(`/${index}.md`, redirect(302, `/${index + 1}.md`));
    server.routes.set("/6.md", "kite");
    expect(textOf((await fetchPage("/1.md")).bytes)).toBe("kite");
    await expect(fetchPage("/0.md")).rejects.toThrow(/redirects more than 5 times/);
  });

  it.each([
    ["file:///etc/passwd", /to what is no page of the web/],
    ["https://user:secret@a.example/", /to what is no page of the web, or has a password\.$/],
    ["http://[", /does not say where to/],
  ])("does not follow one to %s", async (location, message) => {
    server.routes.set("/a.md", redirect(302, location));
    await expect(fetchPage("/a.md")).rejects.toThrow(message);
  });
});
