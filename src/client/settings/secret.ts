import { SHORTEST_SECRET } from "../limits.ts";
/** An API key, or a function that fetches one. It is asked before every request, so keys may rotate. */
export type ApiKey = string | (() => string | Promise<string>);

const HIDDEN = "[API key]";

/** Replaces a secret in text that a person may see. */
export type Hide = (text: string) => string;

/** Hides the key as it is, and as it stands in the query of a URL. */
export function hideSecret(text: string, secret = ""): string {
  if (secret.length < SHORTEST_SECRET) return text;
  return text.replaceAll(secret, HIDDEN).replaceAll(encodeURIComponent(secret), HIDDEN);
}
