import type { Connection } from "../client/http/connection.ts";
import type { Call } from "../client/http/response.ts";
import type { Route } from "./route.ts";

/**
 * What no document lets through: what is about the connection or the body, what speaks of the visitor or for them, and
 * pieces of a response, which could cut the key in two.
 */
const KEPT_BACK =
  /^(accept-(charset|encoding)|authorization|connection|content-.*|cookie2?|date|expect|forwarded|host|idempotency-key|if-range|keep-alive|origin|proxy-.*|range|referer|sec-.*|set-cookie2?|te|trailer|transfer-encoding|upgrade|via|x-forwarded-.*|x-real-ip)$/;

/**
 * The headers of a request that are sent on: those that the document names as parameters of the operation, and what kind
 * of response is wanted. Never the key's, nor one that the server sets itself.
 */
export function pickHeaders(
  { headers }: Request,
  route: Route,
  { settings }: Connection,
  { key }: Call,
): Record<string, string> {
  const probe = { url: "", headers: {} };
  key?.(probe, "");
  const ofConnection = headers.get("connection")?.split(/\s*,\s*/) ?? [];
  const taken = [...Object.keys({ ...probe.headers, ...settings.headers }), ...ofConnection].map(lowerCase);
  const named = (route.headers ?? []).map(lowerCase);
  const passing = named.filter((name) => !KEPT_BACK.test(name) && !taken.includes(name));
  const accept = headers.get("accept") ?? "*/*";
  return Object.fromEntries([
    ...passing.flatMap((name) => {
      const value = headers.get(name);
      return value === null ? [] : [[name, value] as const];
    }),
    ...(accept === "*/*" || taken.includes("accept") ? [] : [["accept", accept] as const]),
  ]);
}

const lowerCase = (name: string) => name.toLowerCase();
