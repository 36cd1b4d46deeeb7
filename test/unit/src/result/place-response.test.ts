import { describe, expect, it } from "vitest";
import { isComplete, placeResponse, startOver } from "../../../../src/result/place-response.ts";
import { makeResponse } from "./responses.ts";

const facts = { validator: '"one"', totalBytes: 300, lengthVerified: true, contentType: "video/mp4" };
const at = (position: number, more: object = {}) => ({
  position,
  facts: position > 0 ? { ...facts, ...more } : undefined,
});
const good = {
  etag: '"one"',
  "content-range": "bytes 100-299/300",
  "content-length": 200,
};

describe("placeResponse", () => {
  it("continues with a part that agrees with the first response", () => {
    const progress = at(100);
    expect(placeResponse(makeResponse(206, good), progress, true)).toEqual({
      start: 100,
      validator: '"one"',
      totalBytes: 300,
      lengthVerified: true,
    });
    expect(progress.position).toBe(100);
  });

  it("continues with a part in chunks, which states its length in the range alone", () => {
    const { "content-length": _, ...chunked } = good;
    expect(placeResponse(makeResponse(206, chunked), at(100), true).start).toBe(100);
  });

  it("takes the total from a part when the first response had none", () => {
    const progress = at(100, { totalBytes: undefined });
    expect(placeResponse(makeResponse(206, good), progress, true).totalBytes).toBe(300);
  });

  const disagreeing: [string, Record<string, string | number>][] = [
    ["another total", { "content-range": "bytes 100-399/400", "content-length": 300 }],
    ["a total it does not know", { "content-range": "bytes 100-299/*" }],
    ["another ETag", { etag: '"two"' }],
    ["a weak ETag of the same text", { etag: 'W/"one"' }],
    ["no ETag", { etag: "" }],
    ["another start", { "content-range": "bytes 99-299/300", "content-length": 201 }],
    ["a start further on", { "content-range": "bytes 101-299/300", "content-length": 199 }],
    ["an end before the result's", { "content-range": "bytes 100-298/300", "content-length": 199 }],
    ["a shorter length than its range", { "content-length": 199 }],
    ["a longer length than its range", { "content-length": 201 }],
    ["the length of the whole", { "content-length": 300 }],
    ["another unit", { "content-range": "lines 100-299/300" }],
    [
      "an end before the result's, and no length",
      { "content-range": "bytes 100-298/300", "content-length": "" },
    ],
    ["a range with something before it", { "content-range": "x-bytes 100-299/300" }],
    ["a range with something after it", { "content-range": "bytes 100-299/300 (part)" }],
    ["two ranges", { "content-range": "bytes 100-199/300, bytes 200-299/300" }],
    ["no range", { "content-range": "" }],
  ];
  it.each(disagreeing)("starts over at a part with %s", (_, headers) => {
    const progress = at(100);
    const place = () => placeResponse(makeResponse(206, { ...good, ...headers }), progress, true);
    expect(place).toThrow(expect.objectContaining({ name: "DownloadError", retryable: true, status: 206 }));
    expect(progress).toEqual({ position: 0, facts: undefined });
  });

  it.each(disagreeing)("is an error at a part with %s where nothing can be taken back", (_, headers) => {
    const place = () => placeResponse(makeResponse(206, { ...good, ...headers }), at(100), false);
    expect(place).toThrow(expect.objectContaining({ code: "result_changed", retryable: false }));
  });

  it("takes no part when it requested none", () => {
    const whole = { etag: '"one"', "content-range": "bytes 0-299/300" };
    expect(() => placeResponse(makeResponse(206, whole), at(0), true)).toThrow(
      expect.objectContaining({ retryable: true }),
    );
  });

  it("starts over at a range that the host refuses", () => {
    const progress = at(100);
    expect(() => placeResponse(makeResponse(416, good), progress, true)).toThrow(
      expect.objectContaining({ retryable: true, status: 416 }),
    );
    expect(progress.position).toBe(0);
  });

  it("starts over with a whole body, also of the same result", () => {
    const progress = at(100);
    const whole = { etag: '"one"', "content-length": 300 };
    expect(placeResponse(makeResponse(200, whole), progress, true).start).toBe(0);
    expect(progress).toEqual({ position: 0, facts: undefined });
  });

  it.each([
    ["the same result", { etag: '"one"', "content-length": 300 }, {}],
    ["the same result in chunks", { etag: '"one"', "transfer-encoding": "chunked" }, {}],
    ["the same result, whose length was stated at first alone", { etag: '"one"' }, {}],
    [
      "one whose first response had no length",
      { etag: '"one"', "content-length": 300 },
      { totalBytes: undefined },
    ],
    [
      "one whose end nobody could ever verify",
      { etag: '"one"' },
      { totalBytes: undefined, lengthVerified: false },
    ],
  ])("reads a whole body again of %s where nothing can be taken back", (_, headers, known) => {
    const progress = at(100, known);
    expect(placeResponse(makeResponse(200, headers), progress, false).start).toBe(0);
    expect(progress.position).toBe(100);
  });

  it.each([
    ["another ETag", { etag: '"two"', "content-length": 300 }, {}],
    ["no validator", { "content-length": 300 }, {}],
    ["no validator, as at first", { "content-length": 300 }, { validator: undefined }],
    ["another length", { etag: '"one"', "content-length": 301 }, {}],
    ["an end that cannot be verified any more", { etag: '"one"' }, { totalBytes: undefined }],
  ])("is an error at a whole body with %s where nothing can be taken back", (_, headers, known) => {
    const place = () => placeResponse(makeResponse(200, headers), at(100, known), false);
    expect(place).toThrow(expect.objectContaining({ code: "result_changed", retryable: false }));
  });
});

describe("startOver", () => {
  it("may always start over before the first byte", () => {
    const progress = { position: 0, facts };
    startOver(progress, false);
    expect(progress.facts).toBeUndefined();
  });
});

describe("isComplete", () => {
  const none = { "content-range": "bytes */300" };

  it.each([
    ["repeats the validator", { etag: '"one"' }],
    ["has none", {}],
  ])("holds when nothing is left, and the response %s", (_, headers) => {
    expect(isComplete(makeResponse(416, { ...none, ...headers }), at(300))).toBe(true);
  });

  it.each([
    ["the result has changed", 416, { ...none, etag: '"two"' }, at(300)],
    ["the total is another", 416, { "content-range": "bytes */301" }, at(300)],
    ["no total is stated", 416, {}, at(300)],
    ["some is missing", 416, { "content-range": "bytes */299" }, at(299)],
    ["nothing is there", 416, none, at(0)],
    ["the status is 206", 206, none, at(300)],
  ] as const)("does not hold when %s", (_, status, headers, progress) => {
    expect(isComplete(makeResponse(status, headers), progress)).toBe(false);
  });
});
