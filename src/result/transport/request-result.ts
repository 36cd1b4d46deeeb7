import { DownloadError } from "../../errors/classes.ts";
import { classifyHost } from "../../public-address.ts";
import { showLink } from "../result-source.ts";
import type { ResultResponse, ResultTransport } from "./transport.ts";

/** Browsers stop at 20. A result link needs one or two: to the store, and to its mirror. */
const MAX_REDIRECTS = 10;

/**
 * @throws {DownloadError} neither http nor https, credentials in the URL, or a private address that is not allowed.
 */
export function ensureLinkAllowed(url: URL, allowPrivateHosts: boolean): void {
  const refuse = (why: string): never => {
    throw new DownloadError(`Refused to ask ${showLink(url)} for a result: ${why}.`, {
      code: "link_refused",
    });
  };
  if (!/^https?:/.test(url.protocol)) refuse("only http and https links are followed");
  if (url.username || url.password) refuse("the link holds a user name or password");
  const kind = classifyHost(url.hostname);
  if (!allowPrivateHosts && kind !== "public" && kind !== "name")
    refuse(`its host is a ${kind}${kind === "local name" ? "" : " address"}, and the API is not on one`);
}

/**
 * Sends one GET and follows its redirects, each one checked like the link itself and never from https to http.
 *
 * @returns the first response that is no redirect, and the URL it came from.
 */
export async function requestResult(
  transport: ResultTransport,
  link: URL,
  headers: Record<string, string>,
  options: { signal: AbortSignal; allowPrivateHosts: boolean },
): Promise<{ response: ResultResponse; url: URL }> {
  let url = link;
  for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
    ensureLinkAllowed(url, options.allowPrivateHosts);
    const response = await transport(url, headers, options.signal);
    const location = response.header("location");
    if (![301, 302, 303, 307, 308].includes(response.status) || location === undefined)
      return { response, url };
    response.close();
    if (!URL.canParse(location, url))
      throw new DownloadError(`${showLink(url)} redirects to something that is no URL.`);
    const next = new URL(location, url);
    if (url.protocol === "https:" && next.protocol !== "https:")
      throw new DownloadError(`Refused a redirect from https to ${next.protocol}//, by ${showLink(url)}.`, {
        code: "link_refused",
      });
    url = next;
  }
  throw new DownloadError(`${showLink(link)} redirected more than ${MAX_REDIRECTS} times.`);
}
