import { describe, expect, it } from "vitest";
import { readStatedFacts, readValidator } from "../../../../src/result/result-facts.ts";
import { makeResponse } from "./responses.ts";

const changed = "Mon, 01 Jun 2026 10:00:00 GMT";
const dated = { "last-modified": changed, date: "Mon, 01 Jun 2026 10:00:01 GMT" };

describe("readValidator", () => {
  it("takes a strong ETag before a date", () => {
    expect(readValidator(makeResponse(200, { ...dated, etag: '"one"' }))).toBe('"one"');
  });

  it("takes a date that is a second older than the response", () => {
    expect(readValidator(makeResponse(200, dated))).toBe(changed);
  });

  it.each([
    ["a date in the second of the response", { ...dated, date: changed }],
    ["a date of a response without one", { "last-modified": changed }],
    ["a date that is none", { ...dated, "last-modified": "yesterday" }],
    ["a weak ETag", { etag: 'W/"one"' }],
    ["the date next to a weak ETag", { ...dated, etag: 'W/"one"' }],
    ["nothing", {}],
  ])("takes no validator from %s", (_, headers) => {
    expect(readValidator(makeResponse(200, headers))).toBeUndefined();
  });
});

describe("readStatedFacts", () => {
  it.each([
    [{ "content-length": "300" }, 300, true],
    [{ "content-length": "0" }, 0, true],
    [{ "content-length": " 300 " }, 300, true],
    [{ "transfer-encoding": "chunked" }, undefined, true],
    [{ "transfer-encoding": " Chunked " }, undefined, true],
    [{}, undefined, false],
    [{ "transfer-encoding": "gzip" }, undefined, false],
    [{ "content-length": "many" }, undefined, false],
    [{ "content-length": "-1" }, undefined, false],
    [{ "content-length": "300, 300" }, undefined, false],
    [{ "content-length": "1e3" }, undefined, false],
  ])("reads from %j the length %s, verified: %s", (headers, totalBytes, lengthVerified) => {
    expect(readStatedFacts(makeResponse(200, headers))).toEqual({
      validator: undefined,
      totalBytes,
      lengthVerified,
    });
  });
});
