import etag from "etag";
import fresh from "fresh";
import rangeParser from "range-parser";
import type { MockRequest, MockResponse } from "../base/http.ts";

/** Responds to a request for bytes: whole, one range of them, or "not modified". */
export function serveBytes(request: MockRequest, bytes: Buffer, mediaType: string): MockResponse {
  const headers: Record<string, string> = {
    "content-type": mediaType,
    "accept-ranges": "bytes",
    "cache-control": "private, max-age=0",
    etag: etag(bytes),
  };
  if (fresh(request.headers, headers)) return { status: 304, headers };

  const whole = { status: 200, headers, body: bytes };
  const { range, "if-range": ifRange } = request.headers;
  if (range === undefined || (ifRange !== undefined && ifRange !== headers.etag)) return whole;
  const ranges = rangeParser(bytes.length, range, { combine: true });
  if (ranges === -1) {
    return { status: 416, headers: { ...headers, "content-range": `bytes */${bytes.length}` } };
  }
  // A malformed header, another unit and several ranges at once get the whole, as RFC 9110 14.2 allows.
  const [first] = ranges === -2 || ranges.type !== "bytes" || ranges.length > 1 ? [] : ranges;
  if (!first) return whole;
  const { start, end } = first;
  return {
    status: 206,
    headers: { ...headers, "content-range": `bytes ${start}-${end}/${bytes.length}` },
    body: bytes.subarray(start, end + 1),
  };
}
