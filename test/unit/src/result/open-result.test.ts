import { getEventListeners } from "node:events";
import { build } from "esbuild";
import { describe, expect, it, vi } from "vitest";
import { openResult } from "../../../../src/node/index.ts";
import { makeVideo, serve, startResultServer } from "../node/result-server.ts";

const local = { allowPrivateHosts: true };
const video = makeVideo(300_000);

async function readAll(stream: ReadableStream<Uint8Array>): Promise<Buffer> {
  return Buffer.from(await new Response(stream as BodyInit).arrayBuffer());
}

describe("openResult", () => {
  it("returns a result as a web stream, and what it is", async () => {
    const { url, requests } = await startResultServer(serve(video));
    const seen: unknown[] = [];
    const { stream, ...facts } = await openResult(`${url}/a.mp4`, {
      ...local,
      onProgress: (at) => seen.push(at),
    });
    expect(facts).toEqual({
      contentType: "video/mp4",
      totalBytes: 300_000,
      lengthVerified: true,
      url: `${url}/a.mp4`,
    });
    expect(video.equals(await readAll(stream))).toBe(true);
    expect(seen.at(-1)).toEqual({ bytes: 300_000, totalBytes: 300_000 });
    expect(requests[0]?.headers).not.toHaveProperty("authorization");
    expect(requests[0]?.headers["user-agent"]).toMatch(/evolink-openapi/);
  });

  it("resumes at the same byte when the connection breaks", async () => {
    const { url, requests } = await startResultServer((request, response, count) =>
      serve(video, { breakAfter: count === 1 ? 100_000 : Number.POSITIVE_INFINITY })(
        request,
        response,
        count,
      ),
    );
    const { stream } = await openResult(`${url}/a.mp4`, local);
    expect(video.equals(await readAll(stream))).toBe(true);
    expect(requests[1]?.headers.range).toBe("bytes=100000-");
  });

  it("reads over what it gave already when the server sends all of the same result again", async () => {
    const { url } = await startResultServer((request, response, count) =>
      serve(video, { ranges: false, breakAfter: count === 1 ? 100_000 : Number.POSITIVE_INFINITY })(
        request,
        response,
        count,
      ),
    );
    const { stream } = await openResult(`${url}/a.mp4`, local);
    expect(video.equals(await readAll(stream))).toBe(true);
  });

  it("errors the stream when the result has changed, because bytes given out cannot be taken back", async () => {
    const { url } = await startResultServer((request, response, count) =>
      count === 1
        ? serve(video, { breakAfter: 100_000 })(request, response, count)
        : serve(video, { etag: '"two"' })(request, response, count),
    );
    const { stream } = await openResult(`${url}/a.mp4`, local);
    await expect(readAll(stream)).rejects.toMatchObject({ name: "DownloadError" });
  });

  it.each([
    ["total", { "content-range": "bytes 100000-300003/300004", "content-length": 200_004 }],
    ["validator", { etag: '"two"' }],
    ["validator, of which nothing is said,", { etag: "" }],
    ["length", { "content-length": 100_000 }],
  ])("errors the stream when a part disagrees in its %s", async (_, headers) => {
    const { url } = await startResultServer((request, response, count) => {
      if (count === 1) return serve(video, { breakAfter: 100_000 })(request, response, count);
      response.writeHead(206, {
        etag: '"one"',
        "content-length": 200_000,
        "content-range": "bytes 100000-299999/300000",
        ...headers,
      });
      response.end(Buffer.alloc(200_000, 7));
    });
    const { stream } = await openResult(`${url}/a.mp4`, local);
    await expect(readAll(stream)).rejects.toMatchObject({ name: "DownloadError", code: "result_changed" });
  });

  it("errors the stream when a body is longer than the part it belongs to", async () => {
    const { url } = await startResultServer((request, response, count) => {
      if (count === 1) return serve(video, { breakAfter: 100_000 })(request, response, count);
      response.writeHead(206, { etag: '"one"', "content-range": "bytes 100000-299999/300000" });
      response.end(Buffer.alloc(200_001, 7));
    });
    const { stream } = await openResult(`${url}/a.mp4`, local);
    await expect(readAll(stream)).rejects.toMatchObject({ name: "DownloadError", code: "result_changed" });
  });

  it("reports the length of a body that ends with its connection as not verified", async () => {
    const { url } = await startResultServer((_request, response) => {
      response.socket?.write("HTTP/1.1 200 OK\r\ncontent-type: video/mp4\r\nconnection: close\r\n\r\n");
      response.socket?.end(video);
    });
    const { stream, ...facts } = await openResult(`${url}/a.mp4`, local);
    expect(facts).toMatchObject({ lengthVerified: false, totalBytes: undefined });
    expect(video.equals(await readAll(stream))).toBe(true);
  });

  it("reports the length of a body in chunks as verified", async () => {
    const { url } = await startResultServer((_request, response) => {
      response.writeHead(200, { "content-type": "video/mp4" }).write(video.subarray(0, 100_000));
      response.end(video.subarray(100_000));
    });
    const { stream, ...facts } = await openResult(`${url}/a.mp4`, local);
    expect(facts).toMatchObject({ lengthVerified: true, totalBytes: undefined });
    await stream.cancel();
  });

  it("leaves no listener on the caller's signal, once all is read", async () => {
    const { url } = await startResultServer(serve(video));
    const { signal } = new AbortController();
    const { stream } = await openResult(`${url}/a.mp4`, { ...local, signal });
    expect(getEventListeners(signal, "abort")).not.toHaveLength(0);
    await readAll(stream);
    expect(getEventListeners(signal, "abort")).toHaveLength(0);
  });

  it("leaves no listener on the caller's signal when it fails, or is cancelled", async () => {
    const { url } = await startResultServer((request, response, count) =>
      serve(count === 1 ? Buffer.from("<html>no</html>") : video)(request, response, count),
    );
    const { signal } = new AbortController();
    await expect(openResult(`${url}/a.mp4`, { ...local, signal })).rejects.toThrow("text came");
    expect(getEventListeners(signal, "abort")).toHaveLength(0);
    const { stream } = await openResult(`${url}/a.mp4`, { ...local, signal });
    await stream.cancel();
    expect(getEventListeners(signal, "abort")).toHaveLength(0);
  });

  const respond = async () => new Response(video as BodyInit, { headers: { "content-type": "video/mp4" } });

  it("sends through a fetch that is given, and refuses what is none", async () => {
    const { stream } = await openResult("https://cdn.example/a.mp4", { fetch: respond });
    expect(video.equals(await readAll(stream))).toBe(true);
    const wrong = openResult("https://cdn.example/a.mp4", { fetch: "respond" as never });
    await expect(wrong).rejects.toThrow("`fetch` to be a function");
  });

  it("reports progress as the stream is read, and not before", async () => {
    const onProgress = vi.fn();
    const { stream } = await openResult("https://cdn.example/a.mp4", { fetch: respond, onProgress });
    await new Promise((passed) => setTimeout(passed, 5));
    expect(onProgress).not.toHaveBeenCalled();
    await readAll(stream);
    expect(onProgress).toHaveBeenCalled();
  });

  it("drops the connection when onProgress throws, and leaves no listener on the caller's signal", async () => {
    const { signal } = new AbortController();
    let sent: AbortSignal | null | undefined;
    const { stream } = await openResult("https://cdn.example/a.mp4", {
      signal,
      fetch: (_url, init) => {
        sent = init?.signal;
        return respond();
      },
      onProgress() {
        throw new Error("full");
      },
    });
    await expect(readAll(stream)).rejects.toThrow("full");
    expect([sent?.aborted, getEventListeners(signal, "abort")]).toEqual([true, []]);
  });

  it("states the length of its stream on Workers, whose stores ask for it, where it is known", async () => {
    const lengths: number[] = [];
    class FixedLengthStream extends TransformStream<Uint8Array, Uint8Array> {
      constructor(length: number) {
        super();
        lengths.push(length);
      }
    }
    vi.stubGlobal("FixedLengthStream", FixedLengthStream);
    const open = async (headers: HeadersInit) => {
      const fetch = async () => new Response(video as BodyInit, { headers });
      const { stream } = await openResult("https://cdn.example/a.mp4", { fetch });
      return video.equals(await readAll(stream));
    };
    const isWhole = [await open({ "content-length": `${video.length}` }), await open({})];
    vi.unstubAllGlobals();
    expect([isWhole, lengths]).toEqual([[true, true], [video.length]]);
  });

  it("refuses an error page before it gives a stream", async () => {
    const { url } = await startResultServer(serve(Buffer.from("<html>no</html>"), { type: "video/mp4" }));
    await expect(openResult(`${url}/a.mp4`, local)).rejects.toMatchObject({ code: "wrong_media_type" });
  });

  it("refuses an empty result before it gives a stream", async () => {
    const opened = openResult("https://cdn.example/a.mp4", { fetch: async () => new Response("") });
    await expect(opened).rejects.toMatchObject({ code: "empty" });
  });

  it("drops the connection when the stream is cancelled, also while it waits", async () => {
    let closed = () => {};
    const dropped = new Promise<void>((resolve) => {
      closed = resolve;
    });
    const { url } = await startResultServer((_request, response) => {
      response.on("close", closed);
      response.writeHead(200, { "content-length": 300_000, "content-type": "video/mp4" });
      response.write(video.subarray(0, 10_000));
    });
    const { stream } = await openResult(`${url}/a.mp4`, local);
    const reader = stream.getReader();
    await reader.read();
    const pending = reader.read();
    await reader.cancel();
    await dropped;
    expect((await pending).done).toBe(true);
  });

  it("asks for nothing once the caller has aborted", async () => {
    const fetch = vi.fn(async () => new Response(video as BodyInit));
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(openResult("https://example.com/a.mp4", { fetch, signal })).rejects.toThrow("enough");
    expect(fetch).not.toHaveBeenCalled();
  });

  it("errors with the caller's reason when aborted", async () => {
    const { url } = await startResultServer((_request, response) => {
      response.writeHead(200, { "content-length": 300_000, "content-type": "video/mp4" });
      response.write(video.subarray(0, 10_000));
    });
    const controller = new AbortController();
    const { stream } = await openResult(`${url}/a.mp4`, { ...local, signal: controller.signal });
    const reading = readAll(stream);
    setTimeout(() => controller.abort(new Error("enough")), 20);
    await expect(reading).rejects.toThrow("enough");
  });

  it("takes nothing of Node along into a bundle for other runtimes", async () => {
    const { outputFiles, metafile } = await build({
      stdin: { contents: `export { openResult } from "./src/node/index.ts";`, resolveDir: "." },
      bundle: true,
      write: false,
      metafile: true,
      minify: true,
      format: "esm",
      platform: "browser",
      external: ["node:*"],
    });
    const imports = Object.values(metafile.outputs).flatMap((output) => output.imports);
    expect(imports).toEqual([]);
    expect(outputFiles[0]?.text.length).toBeGreaterThan(1000);
  });
});
