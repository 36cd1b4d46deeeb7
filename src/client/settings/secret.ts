import { SHORTEST_SECRET } from "../limits.ts";
/** An API key, or a function that fetches one. It is asked before every request, so keys may rotate. */
export type ApiKey = string | (() => string | Promise<string>);

/** Replaces a secret in text that a person may see. */
export type Hide = (text: string) => string;

/** Hides the key as it is, and as it stands in the query of a URL. */
export function createHide(secret = ""): Hide {
  return (text) =>
    secret.length < SHORTEST_SECRET
      ? text
      : text.replaceAll(secret, "[API key]").replaceAll(encodeURIComponent(secret), "[API key]");
}
