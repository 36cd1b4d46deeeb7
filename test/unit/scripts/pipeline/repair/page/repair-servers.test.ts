import { describe, expect, it } from "vitest";
import { repairServers } from "../../../../../../scripts/pipeline/repair/page/repair-servers.ts";
import type { Json } from "../../../../../../src/openapi/json.ts";

function repair(servers: Json) {
  const reported: string[] = [];
  const output = repairServers({ servers }, (keys, message) => reported.push(`${keys.join("/")} ${message}`));
  return { servers: output.servers, reported };
}

const URL = "https://api.example.org";

describe("repairServers", () => {
  it.each<[string, Json]>([
    ["an address", [{ url: URL, description: "Here" }]],
    ["a path", [{ url: "/v1" }]],
    ["a variable with a default", [{ url: "https://{a}.example.org", variables: { a: { default: "x" } } }]],
    [
      "a variable with values",
      [{ url: "{a}://x", variables: { a: { default: "https", enum: ["https", "wss"] } } }],
    ],
  ])("leaves %s as it is", (_, servers) => {
    expect(repair(servers)).toEqual({ servers, reported: [] });
  });

  it.each<[string, Json, Json, RegExp]>([
    ["one server without its list", { url: URL }, [{ url: URL }], /^servers `servers` has to be a list/],
    ["an address alone", [URL], [{ url: URL }], /^servers\/0 A server has to be an object/],
    [
      "an address without a scheme",
      [{ url: "//example.org/v1" }],
      [{ url: "https://example.org/v1" }],
      /no scheme/,
    ],
    ["a query", [{ url: `${URL}/v1?a=b#c` }], [{ url: `${URL}/v1` }], /ends with its path/],
    [
      "a variable whose default is a number",
      [{ url: `${URL}/v{n}`, variables: { n: { default: 1 } } }],
      [{ url: `${URL}/v{n}`, variables: { n: { default: "1" } } }],
      /^$/,
    ],
    [
      "a variable that has values and no default",
      [{ url: "https://{a}.org", variables: { a: { enum: ["x", "y"] } } }],
      [{ url: "https://{a}.org", variables: { a: { default: "x", enum: ["x", "y"] } } }],
      /servers\/0\/variables\/a\/default .* Read as x/,
    ],
    [
      "a default that is none of the values",
      [{ url: "https://{a}.org", variables: { a: { default: "z", enum: ["x"] } } }],
      [{ url: "https://{a}.org", variables: { a: { default: "z", enum: ["x", "z"] } } }],
      /The default z is not among the values/,
    ],
    [
      "a variable that holds the scheme and the host",
      [{ url: "{a}/v1/{b}", variables: { a: { default: URL }, b: { default: "x" } } }],
      [{ url: `${URL}/v1/{b}`, variables: { b: { default: "x" } } }],
      /^servers\/0\/url \{a\} holds the scheme and the host\. Read as https:\/\/api\.example\.org\/v1\/\{b\}; `baseUrl` of the client is for another\.$/,
    ],
    [
      "a whole address that is a variable, of which the values alone are known",
      [{ url: "{a}", variables: { a: { enum: [`${URL}/v1`, "//b"] } } }],
      [{ url: `${URL}/v1` }],
      /holds the scheme/,
    ],
    [
      "a variable that the address does not have",
      [{ url: URL, variables: { a: { default: "x" } } }],
      [{ url: URL }],
      /servers\/0\/variables\/a The address does not have/,
    ],
  ])("repairs %s", (_, given, want, message) => {
    const { servers, reported } = repair(given);
    expect(servers).toEqual(want);
    expect(reported.join("\n")).toMatch(message);
  });

  it.each<[string, Json, RegExp]>([
    ["without an address", {}, /The server has no `url`/],
    ["whose address is empty", { url: " " }, /The server has no `url`/],
    ["that is a number", 7, /The server has no `url`/],
    ["whose variable nothing explains", { url: "https://{a}.org" }, /The address has \{a\}, and no default/],
    [
      "whose variable is that of all objects",
      { url: "https://{toString}.org" },
      /has \{toString\}, and no default/,
    ],
  ])("drops a server %s, and says so", (_, server, message) => {
    expect(repair([server, { url: URL }])).toMatchObject({ servers: [{ url: URL }] });
    expect(repair([server]).servers).toBeUndefined();
    expect(repair([server]).reported.join("\n")).toMatch(message);
  });
});
