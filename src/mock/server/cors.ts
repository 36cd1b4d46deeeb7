/** Headers a page may read besides the ones every page may. */
const EXPOSED =
  "content-length, content-range, accept-ranges, etag, idempotency-replayed, retry-after, x-request-id";
/** Ten minutes: long enough to spare polling its preflights. */
const MAX_AGE_SECONDS = "600";

type Headers = Readonly<Record<string, string | undefined>>;

/** What lets a page of another origin read a response. Sent with every one, errors and files included. */
export function corsHeaders({ origin = "*" }: Headers): Record<string, string> {
  return {
    "access-control-allow-origin": origin,
    "access-control-expose-headers": EXPOSED,
    "cross-origin-resource-policy": "cross-origin",
    vary: "origin",
  };
}

/** True for what a browser sends before a request with an Authorization header. */
export function isPreflight(method: string, headers: Headers): boolean {
  return method === "OPTIONS" && headers["access-control-request-method"] !== undefined;
}

/** What the response to it adds. `*` would not cover Authorization, so the headers asked for are named back. */
export function preflightHeaders(headers: Headers): Record<string, string> {
  return {
    "access-control-allow-methods": headers["access-control-request-method"] ?? "",
    "access-control-allow-headers":
      headers["access-control-request-headers"] ?? "authorization, content-type",
    ...(headers["access-control-request-private-network"] === "true" && {
      "access-control-allow-private-network": "true",
    }),
    "access-control-max-age": MAX_AGE_SECONDS,
  };
}
