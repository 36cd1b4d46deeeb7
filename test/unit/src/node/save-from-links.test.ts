import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { NotFoundError } from "../../../../src/errors/classes.ts";
import { type ResultTask, saveResult } from "../../../../src/node/index.ts";
import { completed, local, nowSeconds, serve, sha256, startResultServer, video } from "./result-server.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "save-result-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe("saveResult with a link that may lead astray", () => {
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

  it("follows redirects, and returns where they led", async () => {
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

describe("saveResult with a link that is dead", () => {
  const setUp = async (status: number) => {
    const server = await startResultServer((request, response, count) =>
      request.url?.startsWith("/old")
        ? response.writeHead(status).end("gone")
        : serve(video)(request, response, count),
    );
    const queried: string[] = [];
    const evolinkWith = (fresh: ResultTask | Error) => ({
      baseUrl: server.url,
      tasks: {
        async get(id: string) {
          queried.push(id);
          if (fresh instanceof Error) throw fresh;
          return fresh;
        },
      },
    });
    return { ...server, queried, evolinkWith, path: join(folder, "clip.mp4") };
  };

  it.each([403, 404, 410])("asks the task for a fresh one after %i", async (status) => {
    const { url, queried, evolinkWith, path } = await setUp(status);
    const evolink = evolinkWith(completed([`${url}/new.mp4`]));
    expect(await saveResult(completed([`${url}/old.mp4`]), path, { evolink })).toMatchObject({ sha256 });
    expect(queried).toEqual(["task-unified-1-a"]);
  });

  it("asks only once, and says ResultExpiredError of an old task, DownloadError of a young one", async () => {
    const { url, queried, evolinkWith, path } = await setUp(404);
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
    expect(queried).toHaveLength(2);
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
