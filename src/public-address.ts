import ipaddr from "ipaddr.js";

/** All of public IPv6. What lies outside and has no range of its own, such as `::127.0.0.1`, is not assigned. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR("2000::/3");

/**
 * Says what kind of address a host is: `"public"`, `"name"` when it is a DNS name, or the IANA range that
 * keeps it off the public internet, such as `"loopback"`, `"private"`, `"uniqueLocal"` or `"rfc6052"` (NAT64).
 *
 * `host` is the `hostname` of a parsed URL (which has already turned decimal, octal, hexadecimal and short
 * IPv4 notations into the dotted one) or an address from a DNS lookup. An IPv6 address that carries an IPv4
 * one (mapped, translated, 6to4) is never public: nobody needs one to name a public host.
 */
export function classifyHost(host: string): string {
  const address = host.replace(/^\[|\]$/g, "");
  if (ipaddr.IPv4.isValidFourPartDecimal(address) || ipaddr.IPv6.isValid(address)) {
    const parsed = ipaddr.parse(address);
    const range = parsed.range();
    if (range !== "unicast") return range;
    return parsed instanceof ipaddr.IPv6 && !parsed.match(GLOBAL_UNICAST) ? "reserved" : "public";
  }
  return isLocalName(address) ? "local name" : "name";
}

/** True for names that the public DNS cannot answer: one label, or a suffix kept for private use (RFC 6761, RFC 8375). */
function isLocalName(host: string): boolean {
  const name = host.replace(/\.$/, "");
  return !name.includes(".") || /\.(localhost|localdomain|local|internal|home\.arpa)$/i.test(name);
}

/** True for this machine itself: 127.0.0.0/8, `::1`, `localhost` and the names under it. */
export function isLoopbackHost(host: string): boolean {
  return classifyHost(host) === "loopback" || /^(.+\.)?localhost\.?$/i.test(host);
}
