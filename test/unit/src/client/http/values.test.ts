import { describe, expect, it } from "vitest";
import { PLAIN_WRITER } from "../../../../../src/client/http/plain-request.ts";
import { listFields, toPlain, toText } from "../../../../../src/client/http/values.ts";
import type { RequestFacts } from "../../../../../src/client/serialize/facts.ts";
import { createRequestWriter } from "../../../../../src/client/serialize/write-request.ts";

class Point {
  x = 1;
}
class Sealed {
  #x = 1;
  get x() {
    return this.#x;
  }
}

/** Of none of these all would be sent. */
const LOSSY: [what: string, value: unknown][] = [
  ["a function", () => 1],
  ["a symbol", Symbol("a")],
  ["NaN", Number.NaN],
  ["an infinite number", Number.POSITIVE_INFINITY],
  ["a date that is none", new Date(Number.NaN)],
  ["what has no JSON", { toJSON: () => undefined }],
  ["a Map", new Map([["a", "b"]])],
  ["a Set", new Set(["a"])],
  ["a promise", Promise.resolve("a")],
  ["an error", new Error("a")],
  ["a pattern", /a/],
  ["a number as an object", Object(4)],
  ["fields that only their class sees", new Sealed()],
  ["a generator", (function* () {})()],
  ["what is read in pieces", Object.assign(new Point(), { async *[Symbol.asyncIterator]() {} })],
];
const FILES: [what: string, value: unknown][] = [
  ["a file", new Blob(["a"])],
  ["a file with a field", Object.assign(new File([], "a"), { path: "a" })],
  ["bytes", new Uint8Array(1)],
];

describe("toPlain", () => {
  it.each([...LOSSY, ...FILES])("refuses %s, with its name", (_, value) => {
    expect(() => toPlain(value, "the name")).toThrow("Expected `the name` to be ");
  });

  it("returns everything else, what has a toJSON as that says", () => {
    const list = [1, undefined];
    for (const value of [undefined, null, "", 0, -1.5, 5n, false, list, {}, Object.create(null), new Point()])
      expect(toPlain(value, "n")).toBe(value);
    expect(toPlain(new Date(0), "n")).toBe("1970-01-01T00:00:00.000Z");
    expect(toPlain({ toJSON: () => ["a"] }, "n")).toEqual(["a"]);
    expect(toPlain({ toJSON: 1 }, "n")).toEqual({ toJSON: 1 });
  });
});

describe("toText", () => {
  it.each([
    ["a list", []],
    ["an object", {}],
    ["half a character", "\ud800"],
  ])("refuses %s", (_, value) => {
    expect(() => toText(value, "n")).toThrow("Expected `n` to be ");
  });
});

describe("listFields", () => {
  it("gives the fields of an object, and none where there is none", () => {
    expect(listFields({ a: 1 }, "n")).toEqual([["a", 1]]);
    expect(listFields(undefined, "n")).toEqual([]);
    expect(() => listFields(new URLSearchParams("a=b"), "query")).toThrow("Expected `query` to be ");
  });
});

const style = (place: string, more: object = {}) =>
  createRequestWriter({ parameters: [{ in: place, name: "q", ...more }] } as RequestFacts);
const media = (mediaType: string) => createRequestWriter({ body: [{ mediaType }] });
const MULTIPART = "multipart/form-data";
const URLENCODED = "application/x-www-form-urlencoded";

/** All places of a request that take a value. */
const PLACES: Record<string, (q: unknown) => unknown> = {
  "a plain path": (q) => PLAIN_WRITER.toCall("/{q}", { params: { path: { q } } }),
  "a plain query": (q) => PLAIN_WRITER.toCall("/", { params: { query: { q } } }),
  "a list of a plain query": (q) => PLAIN_WRITER.toCall("/", { params: { query: { q: [q] } } }),
  "a plain header": (q) => PLAIN_WRITER.toCall("/", { params: { header: { q } } }),
  "a path": (q) => style("path").toCall("/{q}", { params: { path: { q } } }),
  "a query": (q) => style("query").toCall("/", { params: { query: { q } } }),
  "a deep query": (q) =>
    style("query", { style: "deepObject" }).toCall("/", { params: { query: { q: { q } } } }),
  "JSON in a query": (q) =>
    style("query", { content: "application/json" }).toCall("/", { params: { query: { q: { q } } } }),
  "a header": (q) => style("header").toCall("/", { params: { header: { q: [q] } } }),
  "a cookie": (q) => style("cookie").toCall("/", { params: { cookie: { q } } }),
  "a field of a form": (q) => media(URLENCODED).toCall("/", { body: { q } }),
  "a field of a form in parts": (q) => media(MULTIPART).toCall("/", { body: { q } }),
  text: (q) => media("text/plain").toCall("/", { body: q }),
};

describe.each(Object.entries(PLACES))("%s", (place, write) => {
  const hasFiles = place.endsWith("parts") || place === "text";
  const isJson = place.startsWith("JSON");
  const lossy = LOSSY.filter(([what]) => !isJson || !/only their class|as an object|in pieces/.test(what));

  it.each(hasFiles ? lossy : [...lossy, ...FILES])("refuses %s before anything is sent", (_, value) => {
    expect(() => write(value)).toThrow(/^Expected `[\w.]+` to be /);
  });
});

describe.each([
  ["plain", PLAIN_WRITER],
  ["styled", createRequestWriter({})],
])("parameters that are %s", (_, writer) => {
  it.each<[what: string, params: object]>([
    ["a Map of a query", { query: new Map([["a", "b"]]) }],
    ["a Map of headers", { header: new Map([["a", "b"]]) }],
    ["a query as text", { query: "a=b" }],
    ["a place that there is not", { headers: { a: "b" } }],
  ])("refuse %s, of which nothing would be sent", (_, params) => {
    expect(() => writer.toCall("/", { params })).toThrow("Expected `");
  });
});
