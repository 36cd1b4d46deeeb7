import { describe, expect, it, vi } from "vitest";
import { createFetchTransport } from "../../../../../src/result/transport/fetch-transport.ts";

const url = new URL("https://e.com/a.mp4");
const { signal } = new AbortController();

describe("createFetchTransport", () => {
  it("sends no cookie, follows no redirect, keeps nothing, and passes headers and signal on", async () => {
    const send = vi.fn<typeof fetch>(
      async () => new Response("body", { status: 206, headers: { etag: '"one"' } }),
    );
    const response = await createFetchTransport(send)(url, { range: "bytes=5-" }, signal);
    expect(send).toHaveBeenCalledExactlyOnceWith(url, {
      headers: { range: "bytes=5-" },
      signal,
      redirect: "manual",
      credentials: "omit",
      cache: "no-store",
    });
    expect(response.status).toBe(206);
    expect([response.header("etag"), response.header("range")]).toEqual(['"one"', undefined]);
    const parts: Uint8Array[] = [];
    for await (const part of response.body) parts.push(part);
    expect(Buffer.concat(parts).toString()).toBe("body");
  });

  it("gives a body that is missing as an empty one", async () => {
    const response = await createFetchTransport(async () => new Response(null))(url, {}, signal);
    expect(await response.body[Symbol.asyncIterator]().next()).toEqual({ done: true, value: undefined });
    response.close();
  });

  it("refuses a redirect that a browser hides", async () => {
    const hidden = { type: "opaqueredirect", status: 0 } as Response;
    await expect(createFetchTransport(async () => hidden)(url, {}, signal)).rejects.toMatchObject({
      name: "DownloadError",
      message: expect.stringContaining("does not show where to"),
    });
  });

  it("drops the body when it is closed, read or not", async () => {
    for (const isRead of [false, true]) {
      const cancel = vi.fn();
      const stream = new ReadableStream(
        { pull: (to) => to.enqueue(new Uint8Array(3)), cancel },
        { highWaterMark: 0 },
      );
      const response = await createFetchTransport(async () => new Response(stream))(url, {}, signal);
      const body = response.body[Symbol.asyncIterator]();
      if (isRead) await body.next();
      await body.return?.(undefined);
      response.close();
      await vi.waitFor(() => expect(cancel).toHaveBeenCalledOnce());
    }
  });
});
