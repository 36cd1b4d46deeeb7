import type { Response } from "undici";
import { hasPassword, isWeb, showAddress } from "./address.ts";
import { FetchError } from "./fetch-error.ts";

const MAX_REDIRECTS = 5;

/** Statuses that say where to look, and whether to look there from now on: section 15.4 of RFC 9110. */
const REDIRECTS: Readonly<Record<number, { isPermanent: boolean }>> = {
  301: { isPermanent: true },
  302: { isPermanent: false },
  303: { isPermanent: false },
  307: { isPermanent: false },
  308: { isPermanent: true },
};

/**
 * Where a response sends to; undefined where it is no redirect.
 *
 * @param visited The URLs so far, the one of the response last.
 * @throws {FetchError} it leads in a circle, too far, from https to http, or away from the web.
 */
export function resolveRedirect(
  response: Pick<Response, "status" | "headers">,
  visited: readonly string[],
): { url: string; isPermanent: boolean } | undefined {
  const location = response.headers.get("location");
  const redirect = REDIRECTS[response.status];
  if (redirect === undefined) return undefined;

  const at = visited.at(-1) ?? "";
  const target = location !== null && URL.canParse(location, at) ? new URL(location, at) : undefined;
  const [first, from] = [showAddress(visited[0] ?? at), showAddress(at)];
  if (target === undefined) throw new FetchError(`${from} redirects, and does not say where to.`);
  const { href, protocol } = target;
  if (visited.includes(href))
    throw new FetchError(`${first} redirects in a circle, over ${showAddress(href)}.`);
  if (visited.length > MAX_REDIRECTS)
    throw new FetchError(`${first} redirects more than ${MAX_REDIRECTS} times.`);
  if (!isWeb(target) || hasPassword(target))
    throw new FetchError(`${from} redirects to what is no page of the web, or has a password.`);
  if (protocol === "http:" && from.startsWith("https:"))
    throw new FetchError(`${from} redirects to ${showAddress(href)}, which is not encrypted any more.`);
  return { url: href, isPermanent: redirect.isPermanent };
}
