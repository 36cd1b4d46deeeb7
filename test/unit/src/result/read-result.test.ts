import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ReadResultOptions } from "../../../../src/result/read-options.ts";
import { readResult } from "../../../../src/result/read-result.ts";
import type { ResultFacts } from "../../../../src/result/result-facts.ts";
import type { ResultTask } from "../../../../src/result/result-source.ts";
import type { ResultResponse } from "../../../../src/result/transport/transport.ts";
import { makeResponse } from "./responses.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const video = Buffer.alloc(10_000);
video.write("\0\0\0\x18ftypisom\0\0\x02\0isomiso2", "latin1");
const good = () => makeResponse(200, { "content-length": video.length, etag: '"one"' }, video);
const url = "https://cdn.example/a.mp4";
const task: ResultTask = { id: "task-unified-1-a", status: "completed", created: 0, results: [url] };

/** Reads with a host that responds so, one after the other, the last one for ever; and what was requested when. */
function setUp(respond: (() => ResultResponse | Promise<never>)[], more: Partial<ReadResultOptions> = {}) {
  const startedAt = Date.now();
  const requests: { url: string; headers: Record<string, string>; atMs: number }[] = [];
  let closed = 0;
  const given: { position: number; bytes: Uint8Array; facts: ResultFacts }[] = [];
  const options: ReadResultOptions = {
    async transport(requested, headers) {
      requests.push({ url: requested.href, headers, atMs: Date.now() - startedAt });
      const response = await (respond[requests.length - 1] ?? respond.at(-1) ?? good)();
      return { ...response, close: () => (closed += 1) };
    },
    evolink: undefined,
    signal: undefined,
    timeoutMs: 1000,
    maxBytes: 1_000_000,
    allowPrivateHosts: false,
    expectedType: "video/mp4",
    resume: undefined,
    mayRestart: true,
    ...more,
  };
  const read = async () => {
    const reading = (async () => {
      const link = { url: new URL(url), index: 0, task: more.evolink && task };
      for await (const piece of readResult(link, options)) given.push(piece);
      return Buffer.concat(given.map(({ bytes }) => bytes));
    })();
    reading.catch(() => {});
    await vi.runAllTimersAsync();
    return reading;
  };
  return { read, requests, given, countClosed: () => closed };
}

const fail = () => Promise.reject(new Error("connect ECONNREFUSED"));

describe("readResult", () => {
  it("makes five connections at most, 0.25, 0.5, 1 and 2 s apart, and drops each", async () => {
    const { read, requests, countClosed } = setUp([() => makeResponse(503)]);
    await expect(read()).rejects.toMatchObject({ name: "DownloadError", status: 503, retryable: true });
    expect(requests.map(({ atMs }) => atMs)).toEqual([0, 250, 750, 1750, 3750]);
    expect(countClosed()).toBe(5);
  });

  it("says what the connection broke with, and that another call may help", async () => {
    const { read, requests } = setUp([fail]);
    await expect(read()).rejects.toMatchObject({
      name: "DownloadError",
      code: "interrupted",
      retryable: true,
      message: "The connection to https://cdn.example/a.mp4 broke: connect ECONNREFUSED.",
      cause: expect.objectContaining({ message: "connect ECONNREFUSED" }),
    });
    expect(requests).toHaveLength(5);
  });

  it("reads the result once a connection holds", async () => {
    const { read, requests } = setUp([fail, fail, good]);
    expect(video.equals(await read())).toBe(true);
    expect(requests).toHaveLength(3);
  });

  /** The result, in pieces of so many bytes, the last one with the rest. */
  const inPieces = (...sizes: number[]): ResultResponse => ({
    ...good(),
    body: (async function* () {
      let at = 0;
      for (const size of [...sizes, video.length]) {
        yield video.subarray(at, at + size);
        at += size;
      }
    })(),
  });

  it.each([
    ["pieces too small to tell what they are", [3, 5, 1000, 1000, 1000, 1000, 2000]],
    ["as many first bytes as tell what it is, and the rest", [4100]],
  ])("reads a result that comes in %s over one connection", async (_, sizes) => {
    const { read, requests } = setUp([() => inPieces(...sizes)]);
    expect(video.equals(await read())).toBe(true);
    expect(requests).toHaveLength(1);
  });

  it("says of each piece where it belongs", async () => {
    const { read, given } = setUp([() => inPieces(4100, 2000)]);
    await read();
    expect(given.map(({ position, bytes }) => [position, bytes.length])).toEqual([
      [0, 4100],
      [4100, 2000],
      [6100, 3900],
    ]);
  });

  it("gives out nothing of a piece that goes beyond the length that was stated", async () => {
    const head = { "content-length": 9000, etag: '"one"' };
    const { read, given } = setUp([() => ({ ...makeResponse(200, head), body: inPieces(5000).body })]);
    await expect(read()).rejects.toMatchObject({ code: "interrupted", retryable: true });
    expect(given.map(({ position }) => position)).toEqual([0, 0, 0, 0, 0]);
  });

  it("reads again what broke off before it could be told what it is", async () => {
    const head = { "content-length": video.length, etag: '"one"' };
    const { read, requests } = setUp([() => makeResponse(200, head, video.subarray(0, 3)), good]);
    expect(video.equals(await read())).toBe(true);
    expect(requests).toHaveLength(2);
  });

  it("does not try again what cannot pass", async () => {
    const { read, requests } = setUp([() => makeResponse(401)]);
    await expect(read()).rejects.toMatchObject({ status: 401, retryable: false });
    expect(requests).toHaveLength(1);
  });

  it("rejects with the caller's reason, also while it pauses", async () => {
    const caller = new AbortController();
    setTimeout(() => caller.abort("enough"), 300);
    const { read, requests } = setUp([fail], { signal: caller.signal });
    await expect(read()).rejects.toBe("enough");
    expect(requests).toHaveLength(2);
  });

  it("rejects with the caller's reason in its last connection, too", async () => {
    const caller = new AbortController();
    setTimeout(() => caller.abort("enough"), 4000);
    const hang = () => new Promise<never>(() => {});
    const { read, requests } = setUp([fail, fail, fail, fail, hang], { signal: caller.signal });
    await expect(read()).rejects.toBe("enough");
    expect(requests).toHaveLength(5);
  });

  it("requests plain bytes, and says who requests them", async () => {
    const { read, requests } = setUp([good]);
    await read();
    expect(requests[0]?.headers).toEqual({
      accept: "*/*",
      "accept-encoding": "identity",
      "user-agent": expect.stringContaining("evolink-openapi"),
    });
  });

  it.each([
    ["a validator", '"one"', { range: "bytes=5000-", "if-range": '"one"' }],
    ["no validator", undefined, {}],
  ])("resumes what an earlier run left with %s", async (_, validator, wanted) => {
    const facts = { validator, totalBytes: video.length, lengthVerified: true, contentType: "video/mp4" };
    const { read, requests } = setUp([good], { resume: { position: 5000, facts } });
    await read();
    const { range, "if-range": ifRange } = requests[0]?.headers ?? {};
    expect({ ...(range && { range }), ...(ifRange && { "if-range": ifRange }) }).toEqual(wanted);
  });

  it("publishes nothing larger than may be, also when it is all there", async () => {
    const facts = { validator: '"one"', totalBytes: 5000, lengthVerified: true, contentType: "video/mp4" };
    const complete = () => makeResponse(416, { "content-range": "bytes */5000" });
    const resume = { position: 5000, facts };
    await expect(setUp([complete], { resume: { ...resume }, maxBytes: 4999 }).read()).rejects.toMatchObject({
      code: "too_large",
    });
    expect(await setUp([complete], { resume, maxBytes: 5000 }).read()).toEqual(Buffer.alloc(0));
  });

  it("requests a fresh link once, without a pause", async () => {
    const get = vi.fn(async () => ({ ...task, results: ["https://cdn.example/new.mp4"] }));
    const { read, requests } = setUp([() => makeResponse(404), good], { evolink: { tasks: { get } } });
    await read();
    expect(requests.map(({ url, atMs }) => [url, atMs])).toEqual([
      [url, 0],
      ["https://cdn.example/new.mp4", 0],
    ]);
    const dead = setUp([() => makeResponse(404)], { evolink: { tasks: { get } } });
    await expect(dead.read()).rejects.toMatchObject({ name: "ResultExpiredError" });
    expect(dead.requests).toHaveLength(2);
    expect(get).toHaveBeenCalledTimes(2);
  });

  it("requests all of a result of which nothing is there, whatever is known of it", async () => {
    const facts = { validator: '"one"', totalBytes: 10_000, lengthVerified: true, contentType: "video/mp4" };
    const { read, requests } = setUp([good], { resume: { position: 0, facts } });
    expect(video.equals(await read())).toBe(true);
    expect(requests[0]?.headers).not.toHaveProperty("range");
  });

  it("takes in more facts of a result whose length was not stated at first", async () => {
    const facts = {
      validator: '"one"',
      totalBytes: undefined,
      lengthVerified: false,
      contentType: "video/mp4",
    };
    const part = makeResponse(
      206,
      { etag: '"one"', "content-range": "bytes 5000-9999/10000" },
      video.subarray(5000),
    );
    const options = { ...setUpOptions(part), resume: { position: 5000, facts } };
    const pieces = readResult({ url: new URL(url), index: 0, task: undefined }, options);
    expect((await pieces.next()).value).toMatchObject({
      position: 5000,
      facts: { validator: '"one"', totalBytes: 10_000, lengthVerified: true, contentType: "video/mp4" },
    });
    expect((await pieces.next()).done).toBe(true);
  });

  it("does not take a length for verified that no response stated", async () => {
    const whole = () => makeResponse(200, { etag: '"one"' }, video);
    const facts = {
      validator: '"one"',
      totalBytes: undefined,
      lengthVerified: false,
      contentType: "video/mp4",
    };
    const { read, given } = setUp([whole], { resume: { position: 5000, facts }, mayRestart: false });
    await read();
    expect(given).toEqual([{ position: 5000, bytes: video.subarray(5000), facts, url: new URL(url) }]);
  });

  it("is not whole before the length that was stated at first, when a later response states none", async () => {
    const cut = makeResponse(200, { etag: '"one"', "transfer-encoding": "chunked" }, video.subarray(0, 9000));
    const facts = { validator: '"one"', totalBytes: 10_000, lengthVerified: true, contentType: "video/mp4" };
    const resume = { position: 5000, facts };
    const { read } = setUp([() => cut], { resume, mayRestart: false });
    await expect(read()).rejects.toMatchObject({ code: "interrupted" });
  });
});

function setUpOptions(response: ResultResponse): ReadResultOptions {
  return {
    transport: async () => response,
    evolink: undefined,
    signal: undefined,
    timeoutMs: 1000,
    maxBytes: 1_000_000,
    allowPrivateHosts: false,
    expectedType: undefined,
    resume: undefined,
    mayRestart: true,
  };
}
