import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { NotFoundError } from "../../../../src/errors/classes.ts";
import { createHttpTransport } from "../../../../src/node/http-transport.ts";
import { type ResultTask, saveResult, saveResults } from "../../../../src/node/index.ts";
import { readResult } from "../../../../src/result/read-result.ts";
import { makeVideo, serve, startResultServer } from "./result-server.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "save-result-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Shortens the pauses between connections, which begin at 250 ms, and nothing else. */
function hurry(): void {
  const { setTimeout } = globalThis;
  vi.spyOn(globalThis, "setTimeout").mockImplementation(((run: () => void, ms: number) =>
    setTimeout(run, ms >= 250 && ms <= 2000 ? ms / 25 : ms)) as typeof setTimeout);
}
afterEach(() => void vi.restoreAllMocks());

const local = { allowPrivateHosts: true };
const video = makeVideo(300_000);
const sha256 = createHash("sha256").update(video).digest("hex");
const nowSeconds = () => Math.floor(Date.now() / 1000);

function completed(results: string[], created = nowSeconds()): ResultTask {
  return { id: "task-unified-1-a", status: "completed", created, type: "video", results };
}

describe("saveResult", () => {
  it("saves a result, and tells where it is and what it is", async () => {
    const { url } = await startResultServer(serve(video));
    const saved = await saveResult(`${url}/a.mp4`, join(folder, "new/clip.mp4"), local);
    expect(saved).toEqual({
      path: join(folder, "new/clip.mp4"),
      bytes: 300_000,
      sha256,
      contentType: "video/mp4",
      url: `${url}/a.mp4`,
    });
    expect(await readFile(saved.path)).toEqual(video);
    expect(await readdir(join(folder, "new"))).toEqual(["clip.mp4"]);
  });

  it("sends no key and no cookie, and says who asks", async () => {
    const { url, requests } = await startResultServer(serve(video));
    await saveResult(`${url}/a.mp4`, join(folder, "clip.mp4"), local);
    expect(Object.keys(requests[0]?.headers ?? {}).sort()).toEqual([
      "accept",
      "accept-encoding",
      "connection",
      "host",
      "user-agent",
    ]);
    expect(requests[0]?.headers["user-agent"]).toMatch(/evolink-openapi/);
  });

  it("reports progress up to the last byte", async () => {
    const { url } = await startResultServer(serve(video));
    const seen: unknown[] = [];
    await saveResult(`${url}/a.mp4`, join(folder, "clip.mp4"), {
      ...local,
      onProgress: (at) => seen.push(at),
    });
    expect(seen.at(-1)).toEqual({ bytes: 300_000, totalBytes: 300_000 });
  });

  it("refuses a name that is taken before it asks for anything, and leaves the file as it is", async () => {
    const { url, requests } = await startResultServer(serve(video));
    await writeFile(join(folder, "clip.mp4"), "mine");
    await expect(saveResult(`${url}/a.mp4`, join(folder, "clip.mp4"), local)).rejects.toMatchObject({
      name: "DownloadError",
      code: "file_exists",
      message: expect.stringMatching(/clip\.mp4 is there already, and was left as it is\./),
    });
    expect(requests).toHaveLength(0);
    expect(await readFile(join(folder, "clip.mp4"), "utf8")).toBe("mine");
  });

  it("replaces the file when told to", async () => {
    const { url } = await startResultServer(serve(video));
    await writeFile(join(folder, "clip.mp4"), "mine");
    await saveResult(`${url}/a.mp4`, join(folder, "clip.mp4"), { ...local, overwrite: true });
    expect(await readFile(join(folder, "clip.mp4"))).toEqual(video);
  });

  it("lets one of twenty runs to the same path win, and the others leave it whole", async () => {
    const { url } = await startResultServer(serve(video));
    const runs = Array.from({ length: 20 }, () =>
      saveResult(`${url}/a.mp4`, join(folder, "clip.mp4"), local),
    );
    const ends = await Promise.allSettled(runs);
    expect(ends.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const end of ends) if (end.status === "rejected") expect(end.reason.code).toBe("file_exists");
    expect(await readFile(join(folder, "clip.mp4"))).toEqual(video);
    expect(await readdir(folder)).toEqual(["clip.mp4"]);
  });

  describe("over a connection that breaks", () => {
    beforeEach(hurry);

    it("goes on where it broke, by Range and If-Range", async () => {
      const { url, requests } = await startResultServer((request, response, count) =>
        serve(video, { breakAfter: count < 3 ? 100_000 : Number.POSITIVE_INFINITY })(
          request,
          response,
          count,
        ),
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

    it("begins anew when the server offers no range", async () => {
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

    it("begins anew when the result has changed meanwhile", async () => {
      const other = Buffer.from(video).fill(7, 200_000);
      const { url } = await startResultServer((request, response, count) =>
        count === 1
          ? serve(video, { breakAfter: 100_000 })(request, response, count)
          : serve(other, { etag: '"two"' })(request, response, count),
      );
      await saveResult(`${url}/a.mp4`, join(folder, "clip.mp4"), local);
      expect(await readFile(join(folder, "clip.mp4"))).toEqual(other);
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

    it("gives up after five connections, and the next call goes on with what came", async () => {
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
            facts: { validator: '"one"', totalBytes: 300_000, contentType: "video/mp4" },
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

  describe("with a host that is silent", () => {
    beforeEach(hurry);

    it.each([
      ["before the answer", () => {}],
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
      await expect(
        saveResult(`${url}/a.mp4`, join(folder, "clip.mp4"), { ...local, signal }),
      ).rejects.toThrow("too late");
      expect(requests).toHaveLength(0);
    });
  });

  describe("with something that is not the result", () => {
    const page = Buffer.from("<!DOCTYPE html><html><body>Access denied</body></html>");
    it.each([
      ["an HTML page by its header", page, "text/html"],
      ["an HTML page that claims to be a video", page, "video/mp4"],
      ["an HTML page that claims nothing", page, "application/octet-stream"],
      ["an error in JSON", Buffer.from('{"error":{"code":"expired"}}'), "application/json"],
      ["an error in XML", Buffer.from('<?xml version="1.0"?><Error/>'), "video/mp4"],
      ["an archive", Buffer.from("504b0304140000000000", "hex"), "video/mp4"],
      ["a picture", Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"), "video/mp4"],
    ])("never saves %s as .mp4", async (_, body, type) => {
      const { url } = await startResultServer(serve(body, { type }));
      await expect(saveResult(`${url}/a`, join(folder, "clip.mp4"), local)).rejects.toMatchObject({
        name: "DownloadError",
        code: "wrong_media_type",
      });
      expect(await readdir(folder)).toEqual([]);
    });

    it("refuses an empty body", async () => {
      const { url } = await startResultServer(serve(Buffer.alloc(0)));
      await expect(saveResult(`${url}/a`, join(folder, "clip.mp4"), local)).rejects.toMatchObject({
        code: "empty",
      });
    });

    it("refuses an answer whose end nobody can tell", async () => {
      const { url } = await startResultServer((_request, response) => {
        response.socket?.end("HTTP/1.1 200 OK\r\ncontent-type: video/mp4\r\nconnection: close\r\n\r\nabc");
      });
      await expect(saveResult(`${url}/a`, join(folder, "clip.mp4"), local)).rejects.toThrow(
        /neither the length nor the end/,
      );
    });

    it("refuses a compressed body, which it did not ask for", async () => {
      const { url } = await startResultServer((_request, response) => {
        response.writeHead(200, { "content-encoding": "gzip", "content-type": "video/mp4" }).end("x");
      });
      await expect(saveResult(`${url}/a`, join(folder, "clip.mp4"), local)).rejects.toThrow(
        /content-encoding gzip/,
      );
    });

    it("takes exactly maxBytes, and not one more, announced or not", async () => {
      const announced = await startResultServer(serve(video));
      const chunked = await startResultServer((_request, response) => {
        response.writeHead(200, { "content-type": "video/mp4" });
        response.end(video);
      });
      for (const { url } of [announced, chunked]) {
        const path = join(folder, `${url.slice(-5)}.mp4`);
        await expect(saveResult(`${url}/a`, path, { ...local, maxBytes: 299_999 })).rejects.toMatchObject({
          code: "too_large",
        });
        expect(await readdir(folder)).not.toContain(`${url.slice(-5)}.mp4`);
        expect(await saveResult(`${url}/a`, path, { ...local, maxBytes: 300_000 })).toMatchObject({ sha256 });
      }
    });
  });

  describe("with a link that may lead astray", () => {
    it.each([
      "http://127.0.0.1/a.mp4",
      "http://2130706433/a.mp4",
      "https://[::1]/a.mp4",
      "http://169.254.169.254/latest/meta-data",
      "http://localhost/a.mp4",
      "ftp://example.com/a.mp4",
      "file:///etc/passwd",
      "https://user:word@example.com/a.mp4",
    ])("refuses %s", async (link) => {
      await expect(saveResult(link, join(folder, "clip.mp4"))).rejects.toMatchObject({
        code: "link_refused",
      });
    });

    it("follows redirects, and tells where they led", async () => {
      const { url } = await startResultServer((request, response, count) =>
        request.url === "/a"
          ? response.writeHead(302, { location: "/b?signature=x" }).end("moved")
          : serve(video)(request, response, count),
      );
      expect(await saveResult(`${url}/a`, join(folder, "clip.mp4"), local)).toMatchObject({
        sha256,
        url: `${url}/b?signature=x`,
      });
    });

    it("stops a redirect that goes round", async () => {
      const { url } = await startResultServer((_request, response) =>
        response.writeHead(302, { location: "/a" }).end(),
      );
      await expect(saveResult(`${url}/a`, join(folder, "clip.mp4"), local)).rejects.toThrow(
        /redirected more than 10 times/,
      );
    });

    it("follows no redirect to another kind of URL", async () => {
      const { url } = await startResultServer((_request, response) =>
        response.writeHead(302, { location: "file:///etc/passwd" }).end(),
      );
      await expect(saveResult(`${url}/a`, join(folder, "clip.mp4"), local)).rejects.toMatchObject({
        code: "link_refused",
      });
    });

    it("takes private addresses when the API itself is on one", async () => {
      const { url } = await startResultServer(serve(video));
      const tasks = { get: async () => completed([]) };
      const path = join(folder, "clip.mp4");
      const task = completed([`${url}/a.mp4`]);
      await expect(
        saveResult(task, path, { evolink: { tasks, baseUrl: "https://api.evolink.ai" } }),
      ).rejects.toMatchObject({ code: "link_refused" });
      expect(await saveResult(task, path, { evolink: { tasks, baseUrl: url } })).toMatchObject({ sha256 });
    });
  });

  describe("with a link that is dead", () => {
    const setUp = async (status: number) => {
      const server = await startResultServer((request, response, count) =>
        request.url?.startsWith("/old")
          ? response.writeHead(status).end("gone")
          : serve(video)(request, response, count),
      );
      const asked: string[] = [];
      const evolinkWith = (fresh: ResultTask | Error) => ({
        baseUrl: server.url,
        tasks: {
          async get(id: string) {
            asked.push(id);
            if (fresh instanceof Error) throw fresh;
            return fresh;
          },
        },
      });
      return { ...server, asked, evolinkWith, path: join(folder, "clip.mp4") };
    };

    it.each([403, 404, 410])("asks the task for a fresh one after %i", async (status) => {
      const { url, asked, evolinkWith, path } = await setUp(status);
      const evolink = evolinkWith(completed([`${url}/new.mp4`]));
      expect(await saveResult(completed([`${url}/old.mp4`]), path, { evolink })).toMatchObject({ sha256 });
      expect(asked).toEqual(["task-unified-1-a"]);
    });

    it("asks only once, and says ResultExpiredError of an old task, DownloadError of a young one", async () => {
      const { url, asked, evolinkWith, path } = await setUp(404);
      const dayAgo = nowSeconds() - 24 * 3600;
      for (const [created, name] of [
        [dayAgo - 10, "ResultExpiredError"],
        [dayAgo + 10, "DownloadError"],
      ] as const) {
        const task = completed([`${url}/old.mp4`], created);
        await expect(saveResult(task, path, { evolink: evolinkWith(task) })).rejects.toMatchObject({
          name,
          status: 404,
          taskId: "task-unified-1-a",
        });
      }
      expect(asked).toHaveLength(2);
    });

    it("says ResultExpiredError when the API does not know the task any more", async () => {
      const { url, evolinkWith, path } = await setUp(404);
      const evolink = evolinkWith(new NotFoundError("no such task", { status: 404 }));
      await expect(saveResult(completed([`${url}/old.mp4`]), path, { evolink })).rejects.toMatchObject({
        name: "ResultExpiredError",
      });
    });

    it("is a DownloadError for a bare link, and never shows its signature", async () => {
      const { url, path } = await setUp(403);
      await expect(saveResult(`${url}/old.mp4?signature=s3cr3t`, path, local)).rejects.toSatisfy(
        (error: Error) =>
          error.name === "DownloadError" && !`${error.message}${JSON.stringify(error)}`.includes("s3cr3t"),
      );
    });
  });

  it("says what to do with a task that has no result", async () => {
    const path = join(folder, "clip.mp4");
    await expect(saveResult({ id: "task-unified-1-a", status: "processing" }, path)).rejects.toThrow(
      /is processing and has no result yet. Wait for it/,
    );
    await expect(saveResult(completed([]), path)).rejects.toThrow(/Do not submit it again/);
    await expect(saveResult(completed(["https://e.com/a", "https://e.com/b"]), path)).rejects.toThrow(
      /Pass `index`/,
    );
  });

  it.each([
    [{ timeoutMs: 0 }, /`timeoutMs`/],
    [{ timeoutMs: Number.NaN }, /`timeoutMs`/],
    [{ maxBytes: 0 }, /`maxBytes`/],
    [{ index: -1 }, /`index`/],
    [{ index: 0.5 }, /`index`/],
    [{ overwrite: "yes" as never }, /`overwrite`/],
    [{ nonsense: 1 } as never, /`nonsense`/],
  ])("refuses the option %j before any request", async (options, message) => {
    await expect(saveResult("https://example.com/a.mp4", join(folder, "a.mp4"), options)).rejects.toThrow(
      message,
    );
  });

  it("tells of a failing disk as a DownloadError with the disk's code", async () => {
    await writeFile(join(folder, "file"), "");
    await expect(
      saveResult("https://example.com/a.mp4", join(folder, "file/clip.mp4")),
    ).rejects.toMatchObject({
      name: "DownloadError",
      code: expect.stringMatching(/^E(NOTDIR|EXIST)$/),
    });
  });

  it("names a file in a folder after its task and what it is", async () => {
    const { url } = await startResultServer(serve(video));
    const saved = await saveResult(completed([`${url}/v1/file`]), `${folder}/`, local);
    expect(saved.path).toBe(join(folder, "task-unified-1-a.mp4"));
    await expect(saveResult(completed([`${url}/v1/file`]), `${folder}/`, local)).rejects.toMatchObject({
      code: "file_exists",
    });
  });

  it("lets no link choose a name outside the folder", async () => {
    const { url } = await startResultServer(serve(video));
    await mkdir(join(folder, "in"));
    const saved = await saveResult(`${url}/..%2f..%2f.evil.mp4`, join(folder, "in"), local);
    expect(await readdir(join(folder, "in"))).toEqual([saved.path.slice(join(folder, "in/").length)]);
  });
});

describe("saveResults", () => {
  it("saves every result under a pattern, or into a folder", async () => {
    const { url } = await startResultServer(serve(video));
    const task = completed([`${url}/a.mp4`, `${url}/b.mp4`]);
    const paths = async (path: string) => (await saveResults(task, path, local)).map((saved) => saved.path);
    expect(await paths(join(folder, "clip-{index}.mp4"))).toEqual([
      join(folder, "clip-0.mp4"),
      join(folder, "clip-1.mp4"),
    ]);
    expect(await paths(`${folder}/all/`)).toEqual([
      join(folder, "all/task-unified-1-a-0.mp4"),
      join(folder, "all/task-unified-1-a-1.mp4"),
    ]);
  });

  it("refuses one name for several results", async () => {
    const task = completed(["https://example.com/a.mp4", "https://example.com/b.mp4"]);
    await expect(saveResults(task, join(folder, "clip.mp4"))).rejects.toThrow(/a path with \{index\}/);
  });
});
