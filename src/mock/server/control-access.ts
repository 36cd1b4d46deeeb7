import { classifyHost, isLoopbackHost } from "../../public-address.ts";

type Headers = Readonly<Record<string, string | undefined>>;

/**
 * Why a request may not see or drive the mock, or nothing when it may. Pages on the web must not: neither through a
 * name of their own that stands for this machine (DNS rebinding: the Host is a name), nor directly (the Origin is
 * theirs). Pages on this machine may, as the user's own front end is one, and so may programs, which send no Origin.
 */
export function refuseControl(headers: Headers, listensOn: string): string | undefined {
  const { host = "", origin } = headers;
  const name = hostnameOf(`http://${host}`);
  const isAddress = name !== undefined && !["name", "local name"].includes(classifyHost(name));
  if (name === undefined || !(isAddress || isLoopbackHost(name) || name === listensOn))
    return `The Host "${host}" is not where the mock listens. Open it by its address.`;
  const { "sec-fetch-site": site, "sec-fetch-mode": mode } = headers;
  // What a page elsewhere embeds comes without an Origin. To follow a link from there is the user's own doing.
  if (origin === undefined && site === "cross-site" && mode !== "navigate")
    return "Pages of other sites may not see or drive the mock.";
  const from = origin === undefined ? undefined : hostnameOf(origin);
  const isOwn =
    origin === undefined || origin === `http://${host}` || (from !== undefined && isLoopbackHost(from));
  return isOwn ? undefined : `Pages of ${origin} may not see or drive the mock.`;
}

function hostnameOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).hostname : undefined;
}
