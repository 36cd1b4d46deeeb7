import { describe, expect, it } from "vitest";
import { assertHeader, PLAIN_WRITER } from "../../../../../src/client/http/plain-request.ts";
import { ValidationError } from "../../../../../src/errors/classes.ts";

describe("PLAIN_WRITER.toCall", () => {
  const write = PLAIN_WRITER.toCall;

  it("writes parameters and body, and nothing where there is none", () => {
    expect(write("/kites", {})).toStrictEqual({ filled: "/kites", headers: {} });
    const params = { path: { id: "a!'()*/b" }, query: { wind: 5 }, header: { "X-Tail": 3 } };
    expect(write("/kites/{id}", { params, body: { a: 1 } })).toStrictEqual({
      filled: "/kites/a%21%27%28%29%2A%2Fb?wind=5",
      headers: { "x-tail": "3", "content-type": "application/json" },
      body: '{"a":1}',
    });
  });

  it("repeats a parameter of the query for each of a list, and leaves out what is not set", () => {
    const query = { "a b": ["c&d", "e"], gone: undefined, none: null, at: new Date(0) };
    expect(write("/kites", { params: { query } }).filled).toBe(
      "/kites?a%20b=c%26d&a%20b=e&at=1970-01-01T00%3A00%3A00.000Z",
    );
  });

  it.each<[string, object, string]>([
    ["is missing", { path: {} }, "path.id"],
    ["is of dots alone", { path: { id: ".." } }, "path.id"],
    ["is an object", { path: { id: "1" }, query: { wind: { speed: 5 } } }, "query.wind"],
    ["is a header with a list", { path: { id: "1" }, header: { "x-tail": ["a", "b"] } }, "header.x-tail"],
    ["is a path with a list", { path: { id: ["1", "2"] } }, "path.id"],
    ["is a cookie", { path: { id: "1" }, cookie: { a: "b" } }, "cookie"],
    ["is among a Map", { path: { id: "1" }, query: new Map([["wind", 5]]) }, "query"],
    ["is among a Map of headers", { path: { id: "1" }, header: new Map([["x-tail", "a"]]) }, "header"],
    ["is a header with a line break", { path: { id: "1" }, header: { "x-tail": "a\nb" } }, "header.x-tail"],
  ])("refuses a parameter that %s", (_, params, name) => {
    const refuse = () => write("/kites/{id}", { params });
    expect(refuse).toThrow(ValidationError);
    expect(refuse).toThrow(`\`${name}\``);
    if (!name.startsWith("path") && !name.startsWith("query"))
      expect(() => PLAIN_WRITER.toInit({ params })).toThrow(`\`${name}\``);
  });
});

describe("PLAIN_WRITER.toInit", () => {
  it("has all kinds of parameters, given or not, and what else the call has", () => {
    expect(PLAIN_WRITER.toInit({})).toEqual(
      expect.objectContaining({ params: { path: {}, query: {}, header: {} } }),
    );
    const params = { path: { id: 1 }, query: { wind: 5 }, header: { "x-tail": 3 } };
    expect(PLAIN_WRITER.toInit({ params, headers: { a: "b" } })).toMatchObject({
      headers: { a: "b" },
      params: { ...params, header: { "x-tail": "3" } },
    });
  });
});

describe("assertHeader", () => {
  it.each(["", "a", "a b", "a\tb", "Dünung", "~ !"])("returns %j as it is", (text) => {
    expect(assertHeader(text, "x")).toBe(text);
  });

  it.each([" a", "a ", "\ta", "a\t", "a\nb", "a\r", "風", "a風b", "\u007f"])("refuses %j", (text) => {
    expect(() => assertHeader(text, "x")).toThrow(ValidationError);
  });
});
