import { describe, expect, it } from "vitest";
import { startTestMock } from "../../../helpers/mock.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

async function startWithResult(changes: object = {}, options: object = {}) {
  const mock = await startTestMock({ taskSeconds: 0, ...options });
  const url = (await mock.task(await mock.submitted(changes))).results?.[0] ?? "";
  return { mock, url, get: (headers: Record<string, string> = {}) => fetch(url, { headers }) };
}

describe("several results", () => {
  it("are as many as `n` asks, each under its own link, and no more", async () => {
    const { mock, url } = await startWithResult({ n: 3 });
    const [{ id = "" } = {}] = mock.tasks();
    const links = (await mock.task(id)).results ?? [];
    expect(links).toEqual([url, url.replace(".mp4", ".2.mp4"), url.replace(".mp4", ".3.mp4")]);
    for (const link of links) expect((await fetch(link)).headers.get("content-type")).toBe("video/mp4");
    expect((await fetch(url.replace(".mp4", ".4.mp4"))).status).toBe(404);
    expect((await fetch(url.replace(".mp4", ".0.mp4"))).status).toBe(404);
  });

  it.each([
    [undefined, 1],
    ["3", 1],
    [2.5, 1],
    [0, 1],
    [1_000_000, 20],
  ])("with `n` as %j are %i", async (n, count) => {
    const mock = await startTestMock({ taskSeconds: 0 });
    const id = await mock.submitted({ n });
    expect((await mock.task(id)).results).toHaveLength(count);
  });
});

describe("a result", () => {
  it("is an MP4 with its type, length and ETag, moov before mdat", async () => {
    const { get } = await startWithResult();
    const response = await get();
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "video/mp4",
      "content-length": String(bytes.length),
      "accept-ranges": "bytes",
      etag: expect.stringMatching(/^"/),
    });
    expect(bytes.subarray(4, 8).toString()).toBe("ftyp");
    expect(bytes.indexOf("moov")).toBeLessThan(bytes.indexOf("mdat"));
  });

  it("comes in the asked aspect ratio", async () => {
    expect(await readShownSize((await startWithResult()).url)).toEqual([320, 180]);
    expect(await readShownSize((await startWithResult({ aspect_ratio: "9:16" })).url)).toEqual([180, 320]);
  });

  it.each([
    ["bytes=0-9", 206, 10, /^bytes 0-9\/\d+$/],
    ["bytes=-5", 206, 5, /^bytes \d+-\d+\/\d+$/],
    ["bytes=15000-", 206, undefined, /^bytes 15000-\d+\/\d+$/],
    ["bytes=9999999-", 416, 0, /^bytes \*\/\d+$/],
  ])("responds to %s with %i", async (range, status, length, contentRange) => {
    const { get } = await startWithResult();
    const response = await get({ range });
    expect(response.status).toBe(status);
    expect(response.headers.get("content-range")).toMatch(contentRange);
    const bytes = await response.arrayBuffer();
    if (length !== undefined) expect(bytes.byteLength).toBe(length);
  });

  it.each(["oops", "lines=0-9", "bytes=0-1,4-5"])(
    "responds to the range %j with the whole",
    async (range) => {
      const { get } = await startWithResult();
      const response = await get({ range });
      expect(response.status).toBe(200);
      expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(10_000);
    },
  );

  it("continues a download only while it is the same file", async () => {
    const { get } = await startWithResult();
    const etag = (await get()).headers.get("etag") ?? "";
    expect((await get({ range: "bytes=5-", "if-range": etag })).status).toBe(206);
    expect((await get({ range: "bytes=5-", "if-range": '"other"' })).status).toBe(200);
    // Left to itself, fetch would add `no-cache`, which asks for the whole.
    const unchanged = await get({ "if-none-match": etag, "cache-control": "max-age=0" });
    expect(unchanged.status).toBe(304);
  });

  it("can be asked for its head alone", async () => {
    const { url } = await startWithResult();
    const response = await fetch(url, { method: "HEAD" });
    expect(response.status).toBe(200);
    expect(Number(response.headers.get("content-length"))).toBeGreaterThan(10_000);
    expect((await response.arrayBuffer()).byteLength).toBe(0);
  });

  it("is there until 24 hours after completion, and then gets 403", async () => {
    const { mock, get } = await startWithResult();
    mock.clock.advance(DAY_MS - 1);
    expect((await get()).status).toBe(200);
    mock.clock.advance(1);
    expect((await get()).status).toBe(403);
  });

  it("expires after `resultSeconds`", async () => {
    const { mock, get } = await startWithResult({}, { resultSeconds: 2 });
    mock.clock.advance(2_000);
    expect((await get()).status).toBe(403);
  });

  it("is not there before the task has completed", async () => {
    const mock = await startTestMock({ taskSeconds: 8 });
    const id = await mock.submitted();
    expect((await fetch(`${mock.url}/_mock/files/${id}.mp4`)).status).toBe(404);
  });
});

/** The size `tkhd` of the first track says it is shown at. */
async function readShownSize(url: string): Promise<[number, number]> {
  const bytes = Buffer.from(await (await fetch(url)).arrayBuffer());
  const width = bytes.indexOf("tkhd") + 80;
  return [bytes.readUInt32BE(width) / 65_536, bytes.readUInt32BE(width + 4) / 65_536];
}
