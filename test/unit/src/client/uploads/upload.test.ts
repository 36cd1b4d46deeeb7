import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { renderEntry } from "../../../../../scripts/render/entry/index.ts";
import type { Json } from "../../../../../src/openapi/json.ts";
import { importRendered } from "../../../../helpers/kite-client.ts";
import { makePage, merge } from "../../../../helpers/pages.ts";
import { parseMultipart } from "../../../../helpers/strict-server/parse-multipart.ts";

const file: Json = { type: "string", format: "binary" };
const form = (properties: Json, required: string[]) => ({
  operation: {
    requestBody: {
      required: true,
      content: { "multipart/form-data": { schema: { type: "object", required, properties } } },
    },
  },
});
const { document } = merge(
  makePage({
    file: "one.md",
    path: "/v1/files/upload/stream",
    ...form({ file, folder: { type: "string" } }, ["file"]),
  }),
  makePage({ file: "two.md", path: "/v1/mosaics", ...form({ image: file, mask: file }, ["image", "mask"]) }),
);

interface Uploads {
  upload(file: unknown, options?: object): Promise<unknown>;
  uploadStream(body: object, options?: object): Promise<unknown>;
}
type Create = (options: object) => { files: Uploads; mosaics: { create: Uploads["uploadStream"] } };
const { createEvolink } = (await importRendered(document, renderEntry)) as unknown as {
  createEvolink: Create;
};

let server: Server;
let baseUrl: string;
let folder: string;
let respond: (request: IncomingMessage, response: ServerResponse) => void;
const seen: { headers: IncomingMessage["headers"]; body: Buffer }[] = [];

const take = (request: IncomingMessage, response: ServerResponse, status = 200, headers = {}) => {
  const pieces: Buffer[] = [];
  request.on("data", (piece) => pieces.push(piece));
  request.on("end", () => {
    seen.push({ headers: request.headers, body: Buffer.concat(pieces) });
    response.writeHead(status, { "content-type": "application/json", ...headers }).end("{}");
  });
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "upload-"));
  server = createServer((request, response) => respond(request, response));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
  seen.length = 0;
  respond = take;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true });
});

const setUp = (options: object = {}) => createEvolink({ apiKey: "any", baseUrl, ...options });

/** The parts of the only request. */
function parts() {
  expect(seen).toHaveLength(1);
  const [{ headers, body } = { headers: {} as IncomingMessage["headers"], body: Buffer.of() }] = seen;
  return parseMultipart(`${headers["content-type"]}`, body).map((part) => ({
    ...part,
    body: part.body.length > 100 ? createHash("sha1").update(part.body).digest("hex") : `${part.body}`,
  }));
}

const large = Buffer.alloc(3_000_000, "kite");
const hash = createHash("sha1").update(large).digest("hex");
const streamOf = (...pieces: (string | Buffer)[]) =>
  new Blob(pieces as BlobPart[]).stream() as ReadableStream<Uint8Array>;

describe("files.upload", () => {
  it("sends the file at a path, under its name and the media type of that", async () => {
    const path = join(folder, "kite photo.png");
    await writeFile(path, large);
    await setUp().files.upload(path, { fields: { folder: "photos" } });
    expect(parts()).toEqual([
      { name: "folder", body: "photos" },
      { name: "file", fileName: "kite photo.png", type: "image/png", body: hash },
    ]);
  });

  it.each<[string, () => unknown, object]>([
    [
      "a File",
      () => new File(["a"], "a.png", { type: "image/png" }),
      { fileName: "a.png", type: "image/png" },
    ],
    ["a Blob", () => new Blob(["a"], { type: "image/webp" }), { fileName: "file", type: "image/webp" }],
    ["bytes", () => new Uint8Array([97]), { fileName: "file", type: "application/octet-stream" }],
    ["a buffer", () => new Uint8Array([97]).buffer, { fileName: "file", type: "application/octet-stream" }],
    ["a stream", () => streamOf("a"), { fileName: "file", type: "application/octet-stream" }],
  ])("sends %s, called as the call says or else as it says itself", async (_, make, facts) => {
    await setUp().files.upload(make());
    expect(parts()).toEqual([{ name: "file", body: "a", ...facts }]);
    seen.length = 0;
    await setUp().files.upload(make(), { name: "b.gif", type: "image/gif" });
    expect(parts()).toEqual([{ name: "file", body: "a", fileName: "b.gif", type: "image/gif" }]);
  });

  it("reports the bytes of the form up to the last, with their number but for a stream", async () => {
    for (const [given, isKnown] of [
      [new Blob([large]), true],
      [streamOf(large), false],
    ] as const) {
      seen.length = 0;
      const progress: { bytes: number; totalBytes?: number }[] = [];
      await setUp().files.upload(given, { onProgress: (one: { bytes: number }) => progress.push(one) });
      const whole = seen[0]?.body.length ?? 0;
      const total = isKnown ? whole : undefined;
      expect(progress.at(-1)).toEqual({ bytes: whole, totalBytes: total });
      expect(progress.length).toBeGreaterThan(1);
      expect(progress.every(({ totalBytes }) => totalBytes === total)).toBe(true);
      expect(progress.map(({ bytes }) => bytes)).toEqual(
        progress.map(({ bytes }) => bytes).toSorted((a, b) => a - b),
      );
      expect(seen[0]?.headers["content-length"]).toBe(isKnown ? `${whole}` : undefined);
      expect(parts()).toEqual([expect.objectContaining({ name: "file", body: hash })]);
    }
  });

  it("is sent again only when it certainly was not accepted, and a stream never", async () => {
    respond = (request, response) =>
      take(request, response, seen.length === 0 ? 429 : 200, { "retry-after": "0" });
    await setUp().files.upload(new Blob([large]));
    const [first, second] = seen.map(({ headers }) => headers["idempotency-key"]);
    expect([seen.length, first === second]).toEqual([2, true]);
    seen.length = 0;
    await expect(setUp().files.upload(streamOf("a"))).rejects.toMatchObject({ name: "RateLimitError" });
    expect(seen).toHaveLength(1);
    seen.length = 0;
    respond = (request, response) => take(request, response, 500);
    await expect(setUp().files.upload(new Blob(["a"]))).rejects.toMatchObject({ charged: "unknown" });
    expect(seen).toHaveLength(1);
  });

  it("ends at once when it is aborted half way, and may have been accepted", async () => {
    const stop = new AbortController();
    let aborted = 0;
    respond = (request) =>
      request.once("data", () => {
        request.pause();
        aborted = performance.now();
        stop.abort();
      });
    const upload = setUp().files.upload(new Blob([large, large, large]), { signal: stop.signal });
    await expect(upload).rejects.toMatchObject({ name: "SubmissionUncertainError" });
    expect(performance.now() - aborted).toBeLessThan(500);
    await expect(setUp().files.upload(new Blob(["a"]), { signal: stop.signal })).rejects.toBe(
      stop.signal.reason,
    );
    expect(seen).toHaveLength(0);
  });

  it("is reported no more once it has ended, though what sends it goes on", async () => {
    const stop = new AbortController();
    const onProgress = vi.fn(() => stop.abort());
    let sent: Promise<unknown> | undefined;
    const deaf = async (_: string, { body }: RequestInit) => {
      sent = new Response(body as BodyInit).arrayBuffer();
      await sent;
      return Response.json({});
    };
    const upload = setUp({ fetch: deaf }).files.upload(new Blob([large]), {
      signal: stop.signal,
      onProgress,
    });
    await expect(upload).rejects.toMatchObject({ name: "SubmissionUncertainError" });
    await sent;
    expect(onProgress).toHaveBeenCalledOnce();
  });

  it("ends when it stands still for timeoutMs, and not while it moves, however long that takes", async () => {
    respond = (request) => request.once("data", () => request.pause());
    const still = setUp().files.upload(new Blob([large, large, large]), { timeoutMs: 200 });
    await expect(still).rejects.toMatchObject({
      name: "SubmissionUncertainError",
      cause: expect.objectContaining({
        name: "RequestTimeoutError",
        message: expect.stringContaining("200 ms"),
      }),
    });
    respond = take;
    const slow = new ReadableStream({
      async pull(controller) {
        await new Promise((passed) => setTimeout(passed, 100));
        controller.enqueue(new Uint8Array([97]));
        if (performance.now() - startedAt > 600) controller.close();
      },
    });
    const startedAt = performance.now();
    await setUp({ timeoutMs: 400 }).files.upload(slow);
    expect(performance.now() - startedAt).toBeGreaterThan(500);
  });

  it("says of one that stood still before anything was sent that it costs nothing", async () => {
    const apiKey = () => new Promise<string>(() => {});
    const upload = setUp({ apiKey, retry: { attempts: 1 } }).files.upload(new Blob(["a"]), { timeoutMs: 50 });
    await expect(upload).rejects.toMatchObject({ name: "RequestTimeoutError", charged: "no" });
    expect(seen).toHaveLength(0);
  });

  it("reports ten times a second at most, and the end once", async () => {
    const progress: number[] = [];
    const pieces = 50;
    const quick = new ReadableStream({
      async pull(controller) {
        await new Promise((passed) => setTimeout(passed, 2));
        controller.enqueue(Buffer.alloc(1000));
        if (++count === pieces) controller.close();
      },
    });
    let count = 0;
    const startedAt = performance.now();
    await setUp().files.upload(quick, {
      onProgress: ({ bytes }: { bytes: number }) => progress.push(bytes),
    });
    // The first at once, and the last when it is through.
    expect(progress.length).toBeLessThanOrEqual(2 + (performance.now() - startedAt) / 100);
    const whole = { onProgress: ({ bytes }: { bytes: number }) => ends.push(bytes) };
    const ends: number[] = [];
    seen.length = 0;
    await setUp().files.upload(new Blob(["a"]), whole);
    const last = seen[0]?.body.length;
    expect(ends.filter((bytes) => bytes === last)).toHaveLength(1);
  });

  it("leaves no timer and no listener behind", async () => {
    const stop = new AbortController();
    const removed = vi.spyOn(stop.signal, "removeEventListener");
    const [start, clear] = [vi.spyOn(globalThis, "setTimeout"), vi.spyOn(globalThis, "clearTimeout")];
    await setUp().files.upload(new Blob(["a"]), { signal: stop.signal, timeoutMs: 123_456 });
    const timers = start.mock.results.filter((_, index) => start.mock.calls[index]?.[1] === 123_456);
    const cleared = clear.mock.calls.map(([timer]) => timer);
    const listeners = removed.mock.calls.length;
    vi.restoreAllMocks();
    expect(timers.length).toBeGreaterThan(0);
    expect(timers.filter(({ value }) => !cleared.includes(value))).toEqual([]);
    expect(listeners).toBeGreaterThan(0);
  });

  it("ends with what breaks: the stream, or who looks at its progress", async () => {
    const broken = new ReadableStream({
      pull(controller) {
        controller.error(new Error("the disk is gone"));
      },
    });
    const uncertain = { name: "SubmissionUncertainError" };
    await expect(setUp().files.upload(broken)).rejects.toMatchObject(uncertain);
    const onProgress = () => {
      throw new Error("nobody looks");
    };
    await expect(setUp().files.upload(new Blob([large]), { onProgress })).rejects.toMatchObject(uncertain);
  });

  it.each<[string, unknown, object | undefined, RegExp]>([
    ["a path where nothing is", "/nowhere/kite.png", undefined, /no file to read at \/nowhere\/kite\.png/],
    ["a folder", tmpdir(), undefined, /no file to read/],
    ["nothing", undefined, undefined, /`file` to be a path, a Blob, bytes or a stream/],
    ["null", null, undefined, /`file` to be a path, a Blob, bytes or a stream/],
    ["an object", {}, undefined, /`file` to be a path, a Blob, bytes or a stream/],
    ["a wrong option", new Blob([]), { onProgres: 1 }, /`onProgres` to be one of the options/],
    ["a wrong limit", new Blob([]), { timeoutMs: -1 }, /`timeoutMs` to be a positive number/],
    ["a wrong name", new Blob([]), { name: 1 }, /`name` to be a string/],
  ])("refuses %s, and sends nothing", async (_, given, options, message) => {
    const refused = { name: "ValidationError", message: expect.stringMatching(message), charged: "no" };
    await expect(setUp().files.upload(given, options)).rejects.toMatchObject(refused);
    expect(seen).toHaveLength(0);
  });

  it("knows no path where the runtime has no files", async () => {
    vi.stubGlobal("process", undefined);
    const refused = setUp()
      .files.upload("kite.png")
      .finally(() => vi.unstubAllGlobals());
    await expect(refused).rejects.toThrow(
      "`file` to be a Blob, bytes or a stream: this runtime has no files",
    );
  });

  it("goes through the fetch of the client, and says of a closed port that nothing was sent", async () => {
    const urls: string[] = [];
    const through = (url: string, init: RequestInit) => {
      urls.push(url);
      return fetch(url, init);
    };
    await setUp({ fetch: through }).files.upload(new Blob(["a"]));
    expect(urls).toEqual([`${baseUrl}/v1/files/upload/stream`]);
    const closed = setUp({ baseUrl: "http://127.0.0.1:59999", retry: { attempts: 1 } });
    await expect(closed.files.upload(new Blob(["a"]))).rejects.toMatchObject({ name: "ConnectionError" });
  });
});

describe("the function of a form with files", () => {
  it("reports the progress of all of them together", async () => {
    const progress: { bytes: number; totalBytes: number }[] = [];
    await setUp().mosaics.create(
      { image: new Blob([large]), mask: new Blob([large]) },
      { onProgress: (one: { bytes: number; totalBytes: number }) => progress.push(one) },
    );
    expect(parts().map(({ name, body }) => [name, body])).toEqual([
      ["image", hash],
      ["mask", hash],
    ]);
    expect(progress.at(-1)?.bytes).toBe(seen[0]?.body.length);
  });

  it("stands beside upload, which takes a whole form too, and no two files", async () => {
    await setUp().files.uploadStream({ file: new Blob(["a"]) });
    expect(parts()).toHaveLength(1);
    seen.length = 0;
    await setUp().files.upload({ file: new Blob(["a"]), folder: "b" }, { timeoutMs: 5_000 });
    expect(parts().map(({ body }) => body)).toEqual(["a", "b"]);
    expect(Object.keys(setUp().mosaics)).toEqual(["create"]);
  });
});
