/** An API key, or a function that fetches one. It is asked before every request, so keys may rotate. */
export type ApiKey = string | (() => string | Promise<string>);

/** Replaces a secret in text that a person may see. */
export type Hide = (text: string) => string;

/** A mock takes any key; hiding the three letters of "any" would only garble messages. */
const SHORTEST_SECRET = 8;

/** Hides the key as it is, and as it stands in the query of a URL. */
export function createHide(secret = ""): Hide {
  return (text) =>
    secret.length < SHORTEST_SECRET
      ? text
      : text.replaceAll(secret, "[API key]").replaceAll(encodeURIComponent(secret), "[API key]");
}
