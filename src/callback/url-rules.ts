import { classifyHost, isLoopbackHost } from "../public-address.ts";

/** EvoLink's limit for `callback_url`, query included. */
export const MAX_CALLBACK_URL_LENGTH = 2048;

/**
 * Finds everything for which EvoLink refuses a `callback_url`. An empty list means that it will be taken.
 *
 * A DNS name is checked by its spelling alone; EvoLink also refuses one that resolves to a private address.
 *
 * @param options.allowLoopback for a local mock: this machine, also over plain http, is fine. Default: false.
 * @returns one sentence per problem, saying what it is and why it is refused.
 *
 * @example
 * findCallbackUrlProblems("http://127.1/hook");
 * // ["The callback URL uses http:, but EvoLink only calls https: URLs.",
 * //  "The callback URL's host 127.0.0.1 is a loopback address, which EvoLink cannot reach and refuses."]
 */
export function findCallbackUrlProblems(url: string, options: { allowLoopback?: boolean } = {}): string[] {
  const problems: string[] = [];
  if (url.length > MAX_CALLBACK_URL_LENGTH)
    problems.push(
      `The callback URL is ${url.length} characters long; EvoLink takes at most ${MAX_CALLBACK_URL_LENGTH}.`,
    );
  const parsed = parseUrl(url);
  if (!parsed)
    return [...problems, "The callback URL is not an absolute URL, such as https://example.com/hook."];

  const loopback = options.allowLoopback === true && isLoopbackHost(parsed.hostname);
  if (parsed.protocol !== "https:" && !(loopback && parsed.protocol === "http:"))
    problems.push(`The callback URL uses ${parsed.protocol}, but EvoLink only calls https: URLs.`);
  if (parsed.username || parsed.password)
    problems.push("The callback URL holds a user name or password before its host, which EvoLink refuses.");
  const kind = classifyHost(parsed.hostname);
  if (!loopback && kind !== "public" && kind !== "name")
    problems.push(
      `The callback URL's host ${parsed.hostname} is a ${kind}${kind === "local name" ? "" : " address"}, which EvoLink cannot reach and refuses.`,
    );
  return problems;
}

/** Returns undefined for a text that is no absolute URL. */
export function parseUrl(url: string): URL | undefined {
  try {
    return new URL(url);
  } catch {
    return undefined;
  }
}
