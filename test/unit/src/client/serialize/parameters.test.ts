import { afterEach, describe, expect, it, vi } from "vitest";
import type { ParameterFacts } from "../../../../../src/client/serialize/facts.ts";
import {
  fillPath,
  writeCookies,
  writeHeaders,
  writeQuery,
} from "../../../../../src/client/serialize/parameters.ts";

const json = "application/json";
const content = (place: ParameterFacts["in"], mediaType = json): ParameterFacts[] => [
  { in: place, name: "filter", content: mediaType },
];
const filter = { words: ["a b", "ü"], on: true };

describe("a parameter whose media type says how it is spelled", () => {
  it("is JSON in its place: percent-encoded, or in ASCII in a header", () => {
    const encoded = "%7B%22words%22%3A%5B%22a%20b%22%2C%22%C3%BC%22%5D%2C%22on%22%3Atrue%7D";
    expect(writeQuery(content("query"), { filter })).toBe(`filter=${encoded}`);
    expect(fillPath("/kites/{filter}", content("path"), { filter })).toBe(`/kites/${encoded}`);
    expect(writeCookies(content("cookie"), { filter })).toBe(`filter=${encoded}`);
    const { filter: header } = writeHeaders(content("header"), { filter });
    expect(header).toBe('{"words":["a b","\\u00fc"],"on":true}');
    expect(JSON.parse(`${header}`)).toEqual(filter);
  });

  it("is text as it is, and in a cookie without percent-encoding", () => {
    expect(writeQuery(content("query", "text/plain"), { filter: "a=b" })).toBe("filter=a%3Db");
    expect(writeCookies(content("cookie", "text/plain"), { filter: "a=b%2F" })).toBe("filter=a=b%2F");
    expect(() => writeCookies(content("cookie", "text/plain"), { filter: "a;b" })).toThrow(
      /cookie can carry/,
    );
    expect(() => writeQuery(content("query", "text/plain"), { filter })).toThrow(/no list or object/);
  });

  it("names the place whose parameters are no fields of an object", () => {
    const fields = new Map([["filter", "a"]]) as never;
    expect(() => writeQuery(content("query"), fields)).toThrow("Expected `query` to be");
    expect(() => writeHeaders(content("header"), fields)).toThrow("Expected `header` to be");
    expect(() => writeCookies(content("cookie"), fields)).toThrow("Expected `cookie` to be");
  });

  it("is that of its place alone", () => {
    expect(writeQuery(content("header"), { filter: "a" })).toBe("filter=a");
  });

  it("may be null in JSON, is left out where it is undefined, and as text also where it is null", () => {
    expect(writeQuery(content("query"), { filter: null })).toBe("filter=null");
    expect(writeHeaders(content("header"), { filter: null })).toEqual({ filter: "null" });
    for (const value of [undefined, null])
      expect(writeQuery(content("query", "text/plain"), { filter: value })).toBe("");
    expect(writeQuery(content("query"), { filter: undefined })).toBe("");
    expect(writeHeaders(content("header"), { filter: undefined })).toStrictEqual({});
    expect(writeHeaders([], { filter: undefined })).toStrictEqual({});
    expect(() => fillPath("/kites/{filter}", content("path"), {})).toThrow(/`path.filter` to be set/);
  });
});

describe("allowReserved in a query", () => {
  const allow = (more: Partial<ParameterFacts> = {}): ParameterFacts[] => [
    { in: "query", name: "to", allowReserved: true, ...more },
  ];

  it("lets reserved characters through, and what is percent-encoded already", () => {
    expect(writeQuery(allow(), { to: "https://a.example/b?c;d:e@f!$'()*,%2F" })).toBe(
      "to=https://a.example/b?c;d:e@f!$'()*,%2F",
    );
  });

  it("encodes what would end the value, begin the next, or be read as a space", () => {
    expect(writeQuery(allow(), { to: "a&b=c#d+e f%2g" })).toBe("to=a%26b%3Dc%23d%2Be%20f%252g");
  });

  it("encodes a comma where commas stand between items, and nowhere else", () => {
    const to = ["a,b", "c/d"];
    expect(writeQuery(allow({ explode: false }), { to })).toBe("to=a%2Cb,c/d");
    expect(writeQuery(allow({ explode: true }), { to })).toBe("to=a,b&to=c/d");
  });

  it("is for the parameter that has it alone", () => {
    expect(writeQuery(allow(), { from: "a/b", to: "a/b" })).toBe("from=a%2Fb&to=a/b");
  });
});

describe("a cookie where the runtime lets no program set one", () => {
  afterEach(() => vi.unstubAllGlobals());

  it("is refused before anything is sent, and none is missed where none is given", () => {
    const RuntimeRequest = Request;
    vi.stubGlobal(
      "Request",
      class extends RuntimeRequest {
        constructor(url: string, init: RequestInit = {}) {
          const headers = new Headers(init.headers);
          headers.delete("cookie");
          super(url, { ...init, headers });
        }
      },
    );
    expect(() => writeCookies([], { color: "blue" })).toThrow(
      "Expected `cookie` to be absent where the runtime sends its own cookies alone",
    );
    expect(writeCookies([], {})).toBe("");
    expect(writeCookies([], undefined)).toBe("");
    expect(writeCookies([], { color: undefined })).toBe("");
    vi.unstubAllGlobals();
    expect(writeCookies([], { color: "blue" })).toBe("color=blue");
  });
});
