import { describe, expect, it, vi } from "vitest";
import { createHttpTransport } from "../../../../src/node/http-transport.ts";
import { startResultServer } from "./result-server.ts";

const addresses = vi.hoisted(() => ({
  found: [] as { address: string; family: number }[],
  error: null as Error | null,
}));
vi.mock("node:dns", () => ({
  lookup: (_name: string, options: { all?: boolean }, callback: (...found: unknown[]) => void) =>
    options.all
      ? callback(addresses.error, addresses.found)
      : callback(addresses.error, addresses.found[0]?.address, addresses.found[0]?.family),
}));

const { signal } = new AbortController();

describe("the transport of saveResult", () => {
  it.each([
    [[{ address: "10.0.0.1", family: 4 }]],
    [[{ address: "::ffff:127.0.0.1", family: 6 }]],
    [
      [
        { address: "93.184.216.34", family: 4 },
        { address: "fd00::1", family: 6 },
      ],
    ],
  ])("connects to no name that leads to %j", async (found) => {
    addresses.found = found;
    const get = createHttpTransport(false)(new URL("http://rebound.example/a.mp4"), {}, signal);
    await expect(get).rejects.toMatchObject({ name: "DownloadError", code: "link_refused" });
    await expect(get).rejects.toThrow(/Refused to ask rebound\.example for a result: its address/);
  });

  it("connects to a name that leads to a private address when that is allowed", async () => {
    addresses.found = [{ address: "127.0.0.1", family: 4 }];
    const { url } = await startResultServer((_request, response) => {
      response.writeHead(206, { etag: '"one"', "set-cookie": ["a=1", "b=2"] }).end("body");
    });
    const named = new URL(url.replace("127.0.0.1", "results.example"));
    const response = await createHttpTransport(true)(named, {}, signal);
    expect(response.status).toBe(206);
    expect(["etag", "set-cookie", "range"].map(response.header)).toEqual(['"one"', "a=1", undefined]);
    const parts: Uint8Array[] = [];
    for await (const part of response.body) parts.push(part);
    expect(Buffer.concat(parts).toString()).toBe("body");
  });

  it("hands a name that leads to public addresses on to the connection", async () => {
    addresses.found = [{ address: "2001:4860:4860::8888", family: 6 }];
    const connecting = new AbortController();
    const get = createHttpTransport(false)(new URL("http://public.example:9/"), {}, connecting.signal);
    setTimeout(() => connecting.abort(), 50);
    await expect(get).rejects.not.toMatchObject({ code: "link_refused" });
  });

  it("passes on that a name leads nowhere", async () => {
    addresses.error = Object.assign(new Error("getaddrinfo ENOTFOUND"), { code: "ENOTFOUND" });
    const get = createHttpTransport(false)(new URL("http://nowhere.example/"), {}, signal);
    await expect(get).rejects.toMatchObject({ code: "ENOTFOUND" });
    addresses.error = null;
  });

  it("ends a request, and the reading of a body, with the caller's signal", async () => {
    addresses.found = [{ address: "127.0.0.1", family: 4 }];
    const { url } = await startResultServer((request, response) => {
      if (request.url === "/body") response.writeHead(200).write("some");
    });
    const ended = AbortSignal.abort(new Error("before"));
    await expect(createHttpTransport(true)(new URL(url), {}, ended)).rejects.toMatchObject({
      name: "AbortError",
    });
    const caller = new AbortController();
    const response = await createHttpTransport(true)(new URL(`${url}/body`), {}, caller.signal);
    const body = response.body[Symbol.asyncIterator]();
    expect(String((await body.next()).value)).toBe("some");
    caller.abort();
    await expect(body.next()).rejects.toThrow("aborted");
  });
});
