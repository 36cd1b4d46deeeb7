import { mkdir, mkdtemp, readdir, readFile, rm, utimes } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createHttpTransport } from "../../../../src/node/http-transport.ts";
import { saveResult } from "../../../../src/node/index.ts";
import { readResult } from "../../../../src/result/read-result.ts";
import { hurry, local, serve, sha256, startResultServer, video } from "./result-server.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "save-result-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe("saveResult over a connection that breaks", () => {
  beforeEach(hurry);

  it("resumes where it broke, by Range and If-Range", async () => {
    const { url, requests } = await startResultServer((request, response, count) =>
      serve(video, { breakAfter: count < 3 ? 100_000 : Number.POSITIVE_INFINITY })(request, response, count),
    );
    const saved = await saveResult(`${url}/a.mp4`, join(folder, "clip.mp4"), local);
    expect(saved.sha256).toBe(sha256);
    expect(requests.map(({ headers }) => headers.range)).toEqual([
      undefined,
      "bytes=100000-",
      "bytes=200000-",
    ]);
    expect(requests[1]?.headers["if-range"]).toBe('"one"');
  });

  it("starts over when the server offers no range", async () => {
    const { url, requests } = await startResultServer((request, response, count) =>
      serve(video, { etag: "", breakAfter: count < 2 ? 100_000 : Number.POSITIVE_INFINITY })(
        request,
        response,
        count,
      ),
    );
    const saved = await saveResult(`${url}/a.mp4`, join(folder, "clip.mp4"), local);
    expect(saved).toMatchObject({ sha256, bytes: 300_000 });
    expect(requests[1]?.headers.range).toBeUndefined();
  });

  it("starts over when the result has changed meanwhile", async () => {
    const other = Buffer.from(video).fill(7, 200_000);
    const { url } = await startResultServer((request, response, count) =>
      count === 1
        ? serve(video, { breakAfter: 100_000 })(request, response, count)
        : serve(other, { etag: '"two"' })(request, response, count),
    );
    await saveResult(`${url}/a.mp4`, join(folder, "clip.mp4"), local);
    expect(other.equals(await readFile(join(folder, "clip.mp4")))).toBe(true);
  });

  const other = Buffer.from(video).fill(7, 1000);
  it.each([
    ["total", { "content-range": "bytes 100000-300003/300004", "content-length": 200_004 }],
    ["validator", { etag: '"two"' }],
    ["validator, of which nothing is said,", { etag: "" }],
    ["length", { "content-length": 100_000 }],
    ["start", { "content-range": "bytes 0-199999/200000" }],
  ])("mixes no two results when a part disagrees in its %s", async (_, headers) => {
    const { url, requests } = await startResultServer((request, response, count) => {
      if (count === 1) return serve(video, { breakAfter: 100_000 })(request, response, count);
      if (count > 2) return serve(other, { etag: '"two"' })(request, response, count);
      response.writeHead(206, {
        etag: '"one"',
        "content-length": 200_000,
        "content-range": "bytes 100000-299999/300000",
        ...headers,
      });
      response.end(other.subarray(100_000));
    });
    await saveResult(`${url}/a.mp4`, join(folder, "clip.mp4"), local);
    expect(other.equals(await readFile(join(folder, "clip.mp4")))).toBe(true);
    expect(requests[2]?.headers.range).toBeUndefined();
  });

  it("mixes no two results when a body is longer than the part it belongs to", async () => {
    const { url } = await startResultServer((request, response, count) => {
      if (count === 1) return serve(video, { breakAfter: 100_000 })(request, response, count);
      if (count > 2) return serve(other, { etag: '"two"' })(request, response, count);
      response.writeHead(206, { etag: '"one"', "content-range": "bytes 100000-299999/300000" });
      response.end(Buffer.alloc(200_001, 7));
    });
    await saveResult(`${url}/a.mp4`, join(folder, "clip.mp4"), local);
    expect(other.equals(await readFile(join(folder, "clip.mp4")))).toBe(true);
  });

  it("takes no part that it did not ask for", async () => {
    const { url } = await startResultServer((request, response, count) => {
      if (count === 1) return serve(video, { breakAfter: 100_000 })(request, response, count);
      if (count > 2) return serve(video)(request, response, count);
      response.writeHead(206, {
        "content-range": "bytes 0-299999/300000",
        "content-length": 300_000,
        etag: '"one"',
      });
      response.end(video);
    });
    const saved = await saveResult(`${url}/a.mp4`, join(folder, "clip.mp4"), local);
    expect(saved.sha256).toBe(sha256);
  });

  it("gives up after five connections, and the next call resumes what came", async () => {
    let breakAfter = 10_000;
    const { url, requests } = await startResultServer((...args) => serve(video, { breakAfter })(...args));
    await expect(saveResult(`${url}/a.mp4`, join(folder, "clip.mp4"), local)).rejects.toMatchObject({
      name: "DownloadError",
      code: "interrupted",
      retryable: true,
    });
    expect(requests).toHaveLength(5);
    expect(await readdir(folder)).toEqual([expect.stringMatching(/^\.evolink-.*\.part$/)]);
    breakAfter = Number.POSITIVE_INFINITY;
    const saved = await saveResult(`${url}/a.mp4`, join(folder, "clip.mp4"), local);
    expect(saved.sha256).toBe(sha256);
    expect(requests[5]?.headers.range).toBe("bytes=50000-");
    expect(await readdir(folder)).toEqual(["clip.mp4"]);
  });

  it("asks for nothing more when a killed run had it all", async () => {
    const { url, requests } = await startResultServer((_request, response) => {
      response.writeHead(416, { "content-range": "bytes */300000", etag: '"one"' }).end("no such range");
    });
    const pieces = readResult(
      { url: new URL(`${url}/a.mp4`), index: 0, task: undefined },
      {
        transport: createHttpTransport(true),
        evolink: undefined,
        signal: undefined,
        timeoutMs: 1000,
        maxBytes: 300_000,
        allowPrivateHosts: true,
        expectedType: "video/mp4",
        resume: {
          position: 300_000,
          facts: {
            validator: '"one"',
            totalBytes: 300_000,
            lengthVerified: true,
            contentType: "video/mp4",
          },
        },
        mayRestart: true,
      },
    );
    expect(await pieces.next()).toEqual({ done: true, value: undefined });
    expect(requests[0]?.headers.range).toBe("bytes=300000-");
    expect(requests).toHaveLength(1);
  });

  it("removes what was left a day ago, and nothing younger that may be at work elsewhere", async () => {
    const { url } = await startResultServer(serve(video));
    const [old, young] = [".evolink-aa.bb.1.0.cc.part", ".evolink-aa.bb.1.0.dd.part"];
    for (const name of [old, young]) await mkdir(join(folder, name));
    const dayAgo = Date.now() / 1000 - 24 * 3600;
    await utimes(join(folder, old), dayAgo - 10, dayAgo - 10);
    await utimes(join(folder, young), dayAgo + 10, dayAgo + 10);
    await saveResult(`${url}/a.mp4`, join(folder, "clip.mp4"), local);
    expect((await readdir(folder)).sort()).toEqual([young, "clip.mp4"]);
  });

  it.each([429, 500, 503])("asks again after %i", async (status) => {
    const { url } = await startResultServer((request, response, count) =>
      count === 1 ? response.writeHead(status).end() : serve(video)(request, response, count),
    );
    expect(await saveResult(`${url}/a.mp4`, join(folder, "clip.mp4"), local)).toMatchObject({ sha256 });
  });
});

describe("saveResult with a host that is silent", () => {
  beforeEach(hurry);

  it.each([
    ["before the response", () => {}],
    [
      "in the middle of the body",
      (response: import("node:http").ServerResponse) => {
        response.writeHead(200, { "content-length": 300_000, "content-type": "video/mp4" });
        response.write(video.subarray(0, 10_000));
      },
    ],
  ])("cuts it off %s", async (_, start) => {
    const { url } = await startResultServer((_request, response) => start(response));
    await expect(
      saveResult(`${url}/a.mp4`, join(folder, "clip.mp4"), { ...local, timeoutMs: 40 }),
    ).rejects.toMatchObject({ code: "stalled", message: "The result host sent nothing for 40 ms." });
    expect(await readdir(folder)).not.toContain("clip.mp4");
  });

  it("takes effect within 50 ms when aborted, and leaves nothing behind", async () => {
    const { url } = await startResultServer((_request, response) => {
      response.writeHead(200, { "content-length": 300_000, "content-type": "video/mp4" });
      response.write(video.subarray(0, 10_000));
    });
    const controller = new AbortController();
    const reason = new Error("enough");
    const saving = saveResult(`${url}/a.mp4`, join(folder, "clip.mp4"), {
      ...local,
      signal: controller.signal,
    });
    const ended = saving.catch((error: unknown) => ({ error, at: performance.now() }));
    await new Promise((resolve) => setTimeout(resolve, 100));
    const abortedAt = performance.now();
    controller.abort(reason);
    const end = await ended;
    expect(end).toMatchObject({ error: reason });
    expect((end as { at: number }).at - abortedAt).toBeLessThan(50);
    await vi.waitFor(async () => expect(await readdir(folder)).toEqual([]));
  });

  it("asks for nothing when already aborted", async () => {
    const { url, requests } = await startResultServer(serve(video));
    const signal = AbortSignal.abort(new Error("too late"));
    await expect(saveResult(`${url}/a.mp4`, join(folder, "clip.mp4"), { ...local, signal })).rejects.toThrow(
      "too late",
    );
    expect(requests).toHaveLength(0);
  });
});
