import { describe, expect, it } from "vitest";
import {
  repairSecurity,
  repairSecuritySchemes,
} from "../../../../../../scripts/pipeline/repair/page/repair-security.ts";
import type { Json, JsonObject } from "../../../../../../src/openapi/json.ts";

function collect(run: (report: (keys: readonly string[], message: string) => void) => JsonObject) {
  const reported: string[] = [];
  const output = run((keys, message) => reported.push(`${keys.join("/")} ${message}`));
  return { output, reported };
}

const repairOne = (scheme: Json) => {
  const { output, reported } = collect((report) =>
    repairSecuritySchemes({ securitySchemes: { a: scheme } }, report),
  );
  return { scheme: (output.securitySchemes as JsonObject).a, reported };
};

const BEARER = { type: "http", scheme: "bearer" };
const FLOW = { tokenUrl: "https://example.org/token", scopes: {} };

describe("repairSecuritySchemes", () => {
  it.each<[string, Json]>([
    ["bearer", { ...BEARER, bearerFormat: "JWT", description: "A key." }],
    ["a key", { type: "apiKey", in: "header", name: "X-Key", "x-hint": 1 }],
    ["OAuth", { type: "oauth2", flows: { clientCredentials: FLOW } }],
    ["OpenID", { type: "openIdConnect", openIdConnectUrl: "https://example.org" }],
    ["a certificate", { type: "mutualTLS" }],
    ["a reference", { $ref: "#/components/securitySchemes/b" }],
  ])("leaves %s as it is", (_, scheme) => {
    expect(repairOne(scheme)).toEqual({ scheme, reported: [] });
  });

  it.each<[string, Json, Json, RegExp]>([
    ["a scheme of HTTP as the type", { type: "bearer" }, BEARER, /\/type `bearer` is a scheme of HTTP/],
    ["the same in capitals", { type: "Basic" }, { type: "http", scheme: "basic" }, /Read as that/],
    [
      "fields of a key beside HTTP",
      { ...BEARER, in: "header", name: "Authorization" },
      BEARER,
      /a\/in `in` says nothing/,
    ],
    ["a type in other letters", { ...BEARER, type: "HTTP" }, BEARER, /`type` cannot be "HTTP"/],
    ["HTTP that does not say so", { scheme: "bearer" }, BEARER, /^$/],
    [
      "a token without its scheme",
      { type: "http", bearerFormat: "JWT" },
      { ...BEARER, bearerFormat: "JWT" },
      /Read as bearer/,
    ],
    [
      "a flow without scopes",
      { type: "oauth2", flows: { clientCredentials: { tokenUrl: "https://example.org/token" } } },
      { type: "oauth2", flows: { clientCredentials: FLOW } },
      /flows\/clientCredentials\/scopes The flow lists no scopes/,
    ],
  ])("repairs %s", (_, given, want, message) => {
    const { scheme, reported } = repairOne(given);
    expect(scheme).toEqual(want);
    expect(reported.join("\n")).toMatch(message);
  });

  it.each<[string, Json, RegExp]>([
    ["of an unknown type", { type: "magic" }, /type "magic" is not understood/],
    ["of a type that all objects have", { type: "constructor" }, /type "constructor" is not understood/],
    ["without a type", { description: "Ask us." }, /type null is not understood/],
    ["that is a key without a name", { type: "apiKey", in: "header" }, /"apiKey" without `name` is not/],
    ["that is HTTP and no more", { type: "http" }, /"http" without `scheme` is not/],
    [
      "in a header that has no such name",
      { type: "apiKey", in: "header", name: "API key" },
      /"API key" in "header"/,
    ],
    ["in a cookie that has no such name", { type: "apiKey", in: "cookie", name: "a;b" }, /"a;b" in "cookie"/],
    ["in the body", { type: "apiKey", in: "body", name: "key" }, /"key" in "body"/],
    ["whose flows are a list", { type: "oauth2", flows: [] }, /"oauth2" is not understood/],
  ])("leaves out a scheme %s, and says so", (_, given, message) => {
    const { scheme, reported } = repairOne(given);
    expect([scheme, reported.join("\n")]).toEqual([undefined, expect.stringMatching(message)]);
  });
});

describe("repairSecurity", () => {
  it.each<[string, Json, Json, RegExp]>([
    ["a list", [{ a: ["read"], b: [] }, {}], [{ a: ["read"], b: [] }, {}], /^$/],
    ["an empty list", [], [], /^$/],
    ["one requirement without its list", { a: [] }, [{ a: [] }], /`security` has to be a list/],
    ["the name of a scheme", ["a"], [{ a: [] }], /security\/0 A requirement is an object/],
    ["a requirement without scopes", [{ a: null }], [{ a: [] }], /The scopes of a have to be/],
    ["scopes that are no names", [{ a: [1] }], [{ a: [] }], /The scopes of a have to be/],
    ["what is no requirement", [null, { a: [] }], [{ a: [] }], /cannot be null\. Dropped/],
  ])("reads %s", (_, given, want, message) => {
    const { output, reported } = collect((report) => repairSecurity({ security: given }, report));
    expect(output.security).toEqual(want);
    expect(reported.join("\n")).toMatch(message);
  });
});
