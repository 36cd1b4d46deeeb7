import { expect, it } from "vitest";
import type { MockRequest } from "../../../../../src/mock/base/http.ts";
import type { PrismOperation } from "../../../../../src/mock/prism/prism-operations.ts";
import { hasKey } from "../../../../../src/mock/requests/has-key.ts";

const inHeader = { type: "apiKey", in: "header", name: "X-Key" };
const inQuery = { type: "apiKey", in: "query", name: "key" };
const inCookie = { type: "apiKey", in: "cookie", name: "key" };
const bearer = { type: "http", scheme: "Bearer" };

it.each<[title: string, security: object[][], request: object, isGiven: boolean]>([
  ["no key, where none is asked for", [], {}, true],
  ["no key, where one may be left out", [[bearer], []], {}, true],
  ["no key", [[bearer]], {}, false],
  ["one key of two that go together", [[inHeader, inQuery]], { headers: { "x-key": "a" } }, false],
  ["both keys", [[inHeader, inQuery]], { headers: { "x-key": "a" }, query: { key: "b" } }, true],
  ["the second key of two to choose from", [[inHeader], [inQuery]], { query: { key: "b" } }, true],
  ["an empty key", [[inHeader]], { headers: { "x-key": "" } }, false],
  ["a scheme without a key", [[bearer]], { headers: { authorization: "bearer " } }, false],
  ["another scheme", [[bearer]], { headers: { authorization: "basic a" } }, false],
  ["a key of the scheme", [[bearer]], { headers: { authorization: "bearer a" } }, true],
  ["a cookie of another name", [[inCookie]], { headers: { cookie: "monkey=a; keys=b" } }, false],
  ["a cookie after others", [[inCookie]], { headers: { cookie: "a=b; key=c" } }, true],
])("hasKey, with %s", (_, security, request, isGiven) => {
  const operation = { security } as unknown as PrismOperation;
  const asked = { headers: {}, query: {}, ...request } as MockRequest;
  expect(hasKey(operation, asked)).toBe(isGiven);
});
