import { describe, expect, it } from "vitest";
import { requestResult } from "../../../../../src/result/transport/request-result.ts";
import type { ResultTransport } from "../../../../../src/result/transport/transport.ts";
import { makeResponse } from "../responses.ts";

const signal = new AbortController().signal;

/** A transport that redirects from each URL to the next, and responds with 200 at the last; and the URLs requested. */
function redirects(...urls: string[]) {
  const requested: string[] = [];
  const transport: ResultTransport = async (url) => {
    requested.push(url.href);
    const next = urls[urls.indexOf(url.href) + 1];
    return {
      status: next === undefined ? 200 : 302,
      header: (name) => (name === "location" ? next : undefined),
      body: (async function* () {})(),
      close() {},
    };
  };
  return { transport, requested, first: new URL(urls[0] ?? "") };
}

describe("requestResult", () => {
  it("follows a redirect from http to https, and from host to host", async () => {
    const { transport, first } = redirects(
      "http://a.example/1",
      "https://b.example/2",
      "https://c.example/3",
    );
    const { url, response } = await requestResult(transport, first, {}, { signal, allowPrivateHosts: false });
    expect([url.href, response.status]).toEqual(["https://c.example/3", 200]);
  });

  it.each([
    ["http", "http://b.example/2"],
    ["a private address", "https://10.0.0.1/2"],
    ["a private address in another notation", "https://0x0a000001/2"],
    ["the cloud's metadata", "https://169.254.169.254/2"],
    ["a local name", "https://intranet/2"],
    ["a URL with a password", "https://user:word@b.example/2"],
  ])("never follows a redirect from https to %s", async (_, to) => {
    const { transport, requested, first } = redirects("https://a.example/1", to);
    const request = requestResult(transport, first, {}, { signal, allowPrivateHosts: false });
    await expect(request).rejects.toMatchObject({ name: "DownloadError", code: "link_refused" });
    expect(requested).toEqual(["https://a.example/1"]);
  });

  it.each([
    ["another protocol", "ftp://a.example/1"],
    ["a protocol that ends alike", "shttp://a.example/1"],
    ["a file", "file:///etc/passwd"],
    ["a user name", "https://user@a.example/1"],
    ["a password", "https://:word@a.example/1"],
  ])("requests no link with %s, and redirects to none from http", async (_, link) => {
    for (const urls of [[link], ["http://a.example/0", link]]) {
      const { transport, requested, first } = redirects(...urls);
      const request = requestResult(transport, first, {}, { signal, allowPrivateHosts: false });
      await expect(request).rejects.toMatchObject({ name: "DownloadError", code: "link_refused" });
      expect(requested).toEqual(urls.slice(0, -1));
    }
  });

  const options = { signal, allowPrivateHosts: false };
  const respondWith =
    (response: ReturnType<typeof makeResponse>): ResultTransport =>
    () =>
      Promise.resolve(response);

  it("follows a redirect from http to http, and to a public address", async () => {
    const { transport, first } = redirects("http://a.example/1", "http://b.example/2", "http://8.8.8.8/3");
    expect((await requestResult(transport, first, {}, options)).url.href).toBe("http://8.8.8.8/3");
  });

  it.each([
    ["200 with a location", makeResponse(200, { location: "https://b.example/2" })],
    ["300 with a location", makeResponse(300, { location: "https://b.example/2" })],
    ["302 without one", makeResponse(302)],
  ])("returns a response of %s, which is no redirect", async (_, given) => {
    const link = new URL("https://a.example/1");
    const { response, url } = await requestResult(respondWith(given), link, {}, options);
    expect([response, url]).toEqual([given, link]);
  });

  it("refuses a redirect to something that is no URL", async () => {
    const given = makeResponse(302, { location: "http://[" });
    const request = requestResult(respondWith(given), new URL("https://a.example/1"), {}, options);
    await expect(request).rejects.toMatchObject({ name: "DownloadError" });
    await expect(request).rejects.toThrow("https://a.example/1 redirects to something that is no URL.");
  });

  it("follows ten redirects, and not eleven", async () => {
    const chain = Array.from({ length: 12 }, (_, index) => `https://a.example/${index}`);
    const ten = redirects(...chain.slice(0, 11));
    expect((await requestResult(ten.transport, ten.first, {}, options)).url.href).toBe(
      "https://a.example/10",
    );
    const eleven = redirects(...chain);
    await expect(requestResult(eleven.transport, eleven.first, {}, options)).rejects.toThrow(
      /more than 10 times/,
    );
  });
});
