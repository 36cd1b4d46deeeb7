import type { MockRequest } from "../base/http.ts";
import type { PrismOperation } from "../prism/prism-operations.ts";

/** Where clients of others send a key by themselves. */
const NATIVE_HEADERS = ["x-api-key", "x-goog-api-key", "api-key"];

/** What is missing where a request has no key the document knows: `the header "Authorization: Bearer KEY"`. */
export function explainKey({ security = [] }: PrismOperation, { headers }: MockRequest): string {
  const ways = security.map((schemes) => schemes.map(describeScheme).join(" and "));
  const wanted = [...new Set(ways.filter((way) => way !== ""))].join(" or ");
  const native = NATIVE_HEADERS.find((name) => headers[name] !== undefined && !wanted.includes(name));
  const got = native === undefined ? "" : `; the document does not read a key from ${native}`;
  return `The key is missing: it is sent in ${wanted}${got}.`;
}

type Scheme = NonNullable<PrismOperation["security"]>[number][number];

function describeScheme(scheme: Scheme): string {
  if (scheme.type === "apiKey") {
    if (scheme.in === "header") return `the header "${scheme.name}: KEY"`;
    return scheme.in === "query" ? `the query as "${scheme.name}=KEY"` : `the cookie "${scheme.name}"`;
  }
  const prefix =
    scheme.type === "http" ? scheme.scheme.replace(/^./, (initial) => initial.toUpperCase()) : "Bearer";
  return `the header "Authorization: ${prefix} KEY"`;
}
