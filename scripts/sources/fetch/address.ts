import { fileURLToPath } from "node:url";
import { HIDDEN, isCredential } from "../../../src/mock/base/credentials.ts";

/** Whether a URL is one of http or https. Nothing else is fetched. */
export function isWeb({ protocol }: URL): boolean {
  return protocol === "https:" || protocol === "http:";
}

/** Whether a URL has a password, or a key, a token or a signature in its query: it must not be stored. */
export function hasCredentials(url: URL): boolean {
  return hasPassword(url) || [...url.searchParams.keys()].some(isCredential);
}

export function hasPassword({ username, password }: URL): boolean {
  return username + password !== "";
}

/** An address as a person may see it: a path for a file, and without what lets its reader in. */
export function showAddress(address: string): string {
  // What somebody took for one.
  if (!URL.canParse(address)) return address.replace(/\/\/[^/\s]*@/, "//");
  const url = new URL(address);
  if (url.protocol === "file:") return fileURLToPath(url);
  if (!hasCredentials(url)) return address;
  url.username = "";
  url.password = "";
  for (const name of new Set(url.searchParams.keys()))
    if (isCredential(name)) url.searchParams.set(name, HIDDEN);
  return decodeURI(url.href);
}
