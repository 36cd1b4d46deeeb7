/** Headers a page may read beside the ones every page may. */
const EXPOSED =
  "content-length, content-range, accept-ranges, etag, idempotency-replayed, retry-after, x-request-id";
/** Ten minutes: long enough to spare a preflight a poll. */
const MAX_AGE_SECONDS = "600";

type Headers = Readonly<Record<string, string | undefined>>;

/** What lets a page of another origin read an answer. Sent with every one, errors and files included. */
export function corsHeaders(request: Headers): Record<string, string> {
  return {
    "access-control-allow-origin": request.origin ?? "*",
    "access-control-expose-headers": EXPOSED,
    "cross-origin-resource-policy": "cross-origin",
    vary: "origin",
  };
}

/** True for the question a browser asks before a request with an Authorization header. */
export function isPreflight(method: string, request: Headers): boolean {
  return method === "OPTIONS" && request["access-control-request-method"] !== undefined;
}

/** Its answer. `*` would not cover Authorization, so the headers asked for are named back. */
export function preflightHeaders(request: Headers): Record<string, string> {
  return {
    ...corsHeaders(request),
    "access-control-allow-methods": request["access-control-request-method"] ?? "",
    "access-control-allow-headers":
      request["access-control-request-headers"] ?? "authorization, content-type",
    ...(request["access-control-request-private-network"] === "true" && {
      "access-control-allow-private-network": "true",
    }),
    "access-control-max-age": MAX_AGE_SECONDS,
  };
}
