import { lookup } from "node:dns/promises";
import { findCallbackUrlProblems } from "../../callback/url-rules.ts";

/**
 * `fetch` for addresses that others have chosen: a public name may stand for a private address, and the rules hold for
 * that too.
 *
 * @throws {Error} naming the address that is not allowed; nothing was sent.
 */
export function createPublicFetch(
  allowLoopback: boolean,
): (url: string, init: RequestInit) => Promise<Response> {
  return async (url, init) => {
    const { hostname } = new URL(url);
    for (const { address, family } of await lookup(hostname.replace(/^\[|\]$/g, ""), { all: true })) {
      const literal = `https://${family === 6 ? `[${address}]` : address}/`;
      const [problem] = findCallbackUrlProblems(literal, { allowLoopback });
      if (problem) throw new Error(`${hostname} stands for ${address}. ${problem}`);
    }
    return fetch(url, init);
  };
}
