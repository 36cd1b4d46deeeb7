import type { MockRequest } from "../base/http.ts";
import type { PrismOperation } from "../prism/prism-operations.ts";

type Scheme = NonNullable<PrismOperation["security"]>[number][number];

/** Whether a request has a key in one of the ways the document asks for. Any key will do. */
export function hasKey({ security = [] }: PrismOperation, request: MockRequest): boolean {
  return (
    security.length === 0 || security.some((schemes) => schemes.every((scheme) => isGiven(scheme, request)))
  );
}

function isGiven(scheme: Scheme, { headers, query }: MockRequest): boolean {
  if (scheme.type === "apiKey") {
    const name = scheme.in === "header" ? scheme.name.toLowerCase() : scheme.name;
    if (scheme.in !== "cookie") {
      const given = scheme.in === "header" ? headers : query;
      return Object.hasOwn(given, name) && !!given[name];
    }
    return (headers.cookie ?? "").split(";").some((part) => part.trim().startsWith(`${scheme.name}=`));
  }
  if (scheme.type === "mutualTLS") return true;
  const name = scheme.type === "http" ? scheme.scheme.toLowerCase() : "bearer";
  const [sent = "", ...key] = (headers.authorization ?? "").split(/ +/);
  return sent.toLowerCase() === name && key.join("") !== "";
}
