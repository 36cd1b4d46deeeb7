import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { saveResult, saveResults } from "../../../../src/node/index.ts";
import { completed, local, serve, sha256, startResultServer, video } from "./result-server.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "save-result-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe("saveResult", () => {
  it("saves a result, and returns where it is and what it is", async () => {
    const { url } = await startResultServer(serve(video));
    const saved = await saveResult(`${url}/a.mp4`, join(folder, "new/clip.mp4"), local);
    expect(saved).toEqual({
      path: join(folder, "new/clip.mp4"),
      bytes: 300_000,
      sha256,
      lengthVerified: true,
      contentType: "video/mp4",
      url: `${url}/a.mp4`,
    });
    expect(video.equals(await readFile(saved.path))).toBe(true);
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

  it("replaces the file with `overwrite`", async () => {
    const { url } = await startResultServer(serve(video));
    await writeFile(join(folder, "clip.mp4"), "mine");
    await saveResult(`${url}/a.mp4`, join(folder, "clip.mp4"), { ...local, overwrite: true });
    expect(video.equals(await readFile(join(folder, "clip.mp4")))).toBe(true);
  });

  it("lets one of twenty runs to the same path win, and the others leave it whole", async () => {
    const { url } = await startResultServer(serve(video));
    const runs = Array.from({ length: 20 }, () =>
      saveResult(`${url}/a.mp4`, join(folder, "clip.mp4"), local),
    );
    const ends = await Promise.allSettled(runs);
    expect(ends.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const end of ends) if (end.status === "rejected") expect(end.reason.code).toBe("file_exists");
    expect(video.equals(await readFile(join(folder, "clip.mp4")))).toBe(true);
    expect(await readdir(folder)).toEqual(["clip.mp4"]);
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

  it("reports a failing disk as a DownloadError with the disk's code", async () => {
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

  it.each([
    ["with a NUL", "clip\0.mp4", { name: "ValidationError" }],
    ["that is too long", `${"a".repeat(300)}.mp4`, { name: "DownloadError", code: "ENAMETOOLONG" }],
  ])("refuses a name %s before it asks for anything, and leaves nothing", async (_, name, error) => {
    const { url, requests } = await startResultServer(serve(video));
    await expect(saveResult(`${url}/a.mp4`, join(folder, name), local)).rejects.toMatchObject(error);
    expect(requests).toHaveLength(0);
    expect(await readdir(folder)).toEqual([]);
  });

  it("gives no extension that a system runs, whatever link and host say", async () => {
    const { url } = await startResultServer(serve(Buffer.from("MZ"), { type: "application/x-msdownload" }));
    const { path } = await saveResult(`${url}/a.exe`, folder, local);
    expect(path).toBe(join(folder, "a.bin"));
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
      join(folder, "all/task-unified-1-a.0.mp4"),
      join(folder, "all/task-unified-1-a.1.mp4"),
    ]);
  });

  it("refuses one name for several results", async () => {
    const task = completed(["https://example.com/a.mp4", "https://example.com/b.mp4"]);
    await expect(saveResults(task, join(folder, "clip.mp4"))).rejects.toThrow(/a path with \{index\}/);
  });
});
