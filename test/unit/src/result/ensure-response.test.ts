import { describe, expect, it } from "vitest";
import {
  ensureFits,
  ensurePlain,
  ensureUsable,
  ensureWhole,
} from "../../../../src/result/ensure-response.ts";
import { makeResponse } from "./responses.ts";

const url = new URL("https://e.com/a.mp4?signature=s3cr3t");

describe("ensureUsable", () => {
  it.each([200, 206, 416])("lets %d pass", (status) => {
    expect(() => ensureUsable(makeResponse(status), url)).not.toThrow();
  });

  it.each([
    [201, false],
    [204, false],
    [304, false],
    [400, false],
    [401, false],
    [408, true],
    [429, true],
    [499, false],
    [500, true],
    [503, true],
    [599, true],
  ])("refuses %d, which may pass: %s", (status, retryable) => {
    expect(() => ensureUsable(makeResponse(status, { "retry-after": "7" }), url)).toThrow(
      expect.objectContaining({
        name: "DownloadError",
        message: `https://e.com/a.mp4 responded with ${status}.`,
        status,
        retryable,
        retryAfterMs: 7000,
      }),
    );
  });
});

describe("ensurePlain", () => {
  it.each([
    {},
    { "content-encoding": "identity" },
    { "content-encoding": " Identity " },
    { "content-encoding": "" },
    { "transfer-encoding": "chunked" },
  ])("lets %j pass", (headers) => {
    expect(() => ensurePlain(makeResponse(200, headers))).not.toThrow();
  });

  it.each([
    { "content-encoding": "gzip" },
    { "content-encoding": "br" },
    { "transfer-encoding": "gzip" },
    { "transfer-encoding": "gzip, chunked" },
  ])("refuses %j, of which length and type mean nothing", (headers) => {
    expect(() => ensurePlain(makeResponse(200, headers))).toThrow(/which was declined/);
  });
});

describe("ensureFits", () => {
  it("lets exactly as much pass as may be, and not one byte more", () => {
    expect(() => ensureFits(100, 100)).not.toThrow();
    expect(() => ensureFits(undefined, 100)).not.toThrow();
    expect(() => ensureFits(101, 100)).toThrow(
      expect.objectContaining({
        code: "too_large",
        retryable: false,
        message: expect.stringContaining("101 bytes"),
      }),
    );
  });
});

describe("ensureWhole", () => {
  it("lets a body pass that is as long as was stated, or of which nothing was", () => {
    expect(() => ensureWhole(300, 300, url)).not.toThrow();
    expect(() => ensureWhole(300, undefined, url)).not.toThrow();
  });

  it.each([299, 301, 0])("may try again after %d of 300 bytes", (bytes) => {
    expect(() => ensureWhole(bytes, 300, url)).toThrow(
      expect.objectContaining({
        code: "interrupted",
        retryable: true,
        message: expect.stringContaining(`after ${bytes} of 300`),
      }),
    );
  });

  it.each([0, undefined])("is an empty result with none of %s bytes", (totalBytes) => {
    expect(() => ensureWhole(0, totalBytes, url)).toThrow(
      expect.objectContaining({ code: "empty", retryable: false, message: "https://e.com/a.mp4 is empty." }),
    );
  });
});
