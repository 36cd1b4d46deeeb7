import { describe, expect, it } from "vitest";
import { assertBody, type Connection } from "../../../../../src/client/http/connection.ts";
import { readJson, readObject } from "../../../../../src/client/http/read-response.ts";
import { ApiError, UnexpectedResponseError, ValidationError } from "../../../../../src/errors/classes.ts";

const respond = (status: number, text: string) => ({
  call: { method: "GET", url: "https://api.example.org/kites" },
  status,
  headers: new Headers(),
  body: new TextEncoder().encode(text),
  hide: (shown: string) => shown,
});

describe("readJson", () => {
  it.each(["null", "0", '""', "[]", '{"a":1}'])("takes %s for a response", (text) => {
    expect(readJson(respond(200, text))).toEqual(JSON.parse(text));
    expect(readJson(respond(399, text))).toEqual(JSON.parse(text));
  });

  it("refuses what is no JSON, and a status that says no", () => {
    expect(() => readJson(respond(200, "kite"))).toThrow(UnexpectedResponseError);
    expect(() => readJson(respond(400, "{}"))).toThrow(ApiError);
  });
});

describe("readObject", () => {
  it("takes objects alone", () => {
    expect(readObject(respond(399, '{"a":1}'))).toEqual({ a: 1 });
    for (const text of ["kite", "null", "0", "5", '"a"', "true"])
      expect(() => readObject(respond(200, text)), text).toThrow(UnexpectedResponseError);
    expect(() => readObject(respond(400, "{}"))).toThrow(ApiError);
  });

  it.each([
    ['{"error":"No wind"}', "returned 404: No wind. Check"],
    ['{"success":false,"code":7,"msg":"No wind"}', "returned 404 7: No wind. Check"],
    ['{"error":5}', "returned 404: 5. Check"],
  ])("says of %s what it says, and no more", (text, expected) => {
    expect(() => readObject(respond(404, text))).toThrow(expected);
  });
});

it("assertBody asks the validator of the operation alone", () => {
  const validate = () => ({ ok: false as const, problems: [] });
  const connection = { validators: { fly: { endpoint: "POST /kites", validate } } } as unknown as Connection;
  expect(() => assertBody(connection, "POST /kites", {})).toThrow(ValidationError);
  expect(assertBody(connection, "POST /boats", {})).toBeUndefined();
});
