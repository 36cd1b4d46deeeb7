import { describe, expect, it } from "vitest";
import { findCallbackUrlProblems } from "../../../../src/callback/url-rules.ts";

const PRIVATE_HOSTS = [
  ["loopback", "127.0.0.1"],
  ["loopback, short", "127.1"],
  ["loopback, decimal", "2130706433"],
  ["loopback, hexadecimal", "0x7f.0.0.1"],
  ["loopback, octal", "0177.0.0.1"],
  ["loopback, trailing dot", "127.0.0.1."],
  ["loopback, circled digits", "①②⑦.0.0.1"],
  ["loopback, IPv6", "[::1]"],
  ["loopback, IPv4-mapped", "[::ffff:127.0.0.1]"],
  ["loopback, IPv4-compatible", "[::127.0.0.1]"],
  ["unspecified", "0.0.0.0"],
  ["unspecified, short", "0"],
  ["unspecified, IPv6", "[::]"],
  ["private 10/8", "10.255.255.255"],
  ["private 172.16/12, first", "172.16.0.0"],
  ["private 172.16/12, last", "172.31.255.255"],
  ["private 192.168/16", "192.168.0.1"],
  ["private, decimal", "3232235521"],
  ["carrier-grade NAT, first", "100.64.0.0"],
  ["carrier-grade NAT, last", "100.127.255.255"],
  ["link-local (cloud metadata)", "169.254.169.254"],
  ["link-local, IPv6", "[fe80::1]"],
  ["site-local, IPv6", "[fec0::1]"],
  ["unique local", "[fd00::1]"],
  ["multicast", "224.0.0.1"],
  ["multicast, IPv6", "[ff02::1]"],
  ["not assigned, IPv6", "[4000::1]"],
  ["broadcast", "255.255.255.255"],
  ["NAT64", "[64:ff9b::10.0.0.1]"],
  ["6to4", "[2002:7f00:1::]"],
  ["localhost", "localhost"],
  ["localhost, trailing dot", "localhost."],
  ["localhost, percent-encoded", "%6cocalhost"],
  ["localhost, capitals", "LOCALHOST"],
  ["a name under localhost", "hooks.localhost"],
  ["a name of one label", "intranet"],
  ["mDNS", "printer.local"],
] as const;

const PUBLIC_HOSTS = [
  "example.com",
  "example.com.",
  "example.com:8443",
  "localhost.example.com",
  "8.8.8.8",
  "172.15.255.255",
  "172.32.0.0",
  "100.63.255.255",
  "100.128.0.0",
  "[2606:4700::1111]",
];

describe("findCallbackUrlProblems", () => {
  it.each(PRIVATE_HOSTS)("refuses a %s host: %s", (_, host) => {
    const problems = findCallbackUrlProblems(`https://${host}/hook`);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^The callback URL's host .* which EvoLink cannot reach and refuses\.$/);
  });

  it.each(PUBLIC_HOSTS)("takes %s", (host) => {
    expect(findCallbackUrlProblems(`https://${host}/hook`)).toEqual([]);
  });

  it.each(["http://example.com/hook", "ftp://example.com/hook", "file:///etc/passwd"])(
    "refuses %s because it is not https",
    (url) => {
      expect(findCallbackUrlProblems(url).join()).toMatch(/only calls https: URLs/);
    },
  );

  it.each(["https://user@example.com/", "https://user:word@example.com/", "https://:word@example.com/"])(
    "refuses %s for what stands before the host",
    (url) => {
      expect(findCallbackUrlProblems(url)).toEqual([expect.stringMatching(/user name or password/)]);
    },
  );

  it("takes 2048 characters and refuses 2049", () => {
    const base = "https://example.com/";
    expect(findCallbackUrlProblems(base.padEnd(2048, "a"))).toEqual([]);
    expect(findCallbackUrlProblems(base.padEnd(2049, "a"))).toEqual([
      "The callback URL is 2049 characters long; EvoLink takes at most 2048.",
    ]);
  });

  it.each(["", "/hook", "https://", "https://[fe80::1%25eth0]/", "https://256.1.1.1/"])(
    "refuses %j, which is no URL",
    (url) => {
      expect(findCallbackUrlProblems(url)).toEqual([expect.stringMatching(/not an absolute URL/)]);
    },
  );

  it("returns every problem at once", () => {
    expect(findCallbackUrlProblems(`http://me@10.0.0.1/${"a".repeat(2048)}`)).toHaveLength(4);
  });

  it("takes loopback over http for a local mock, and nothing else besides", () => {
    const local = (url: string) => findCallbackUrlProblems(url, { allowLoopback: true });
    for (const url of ["http://127.0.0.1:8080/", "http://localhost:8080/", "http://[::1]/", "https://127.1/"])
      expect(local(url)).toEqual([]);
    for (const url of ["http://example.com/", "https://10.0.0.1/", "https://intranet/", "ws://localhost/"])
      expect(local(url)).not.toEqual([]);
  });
});
