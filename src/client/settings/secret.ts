import { spellSecret } from "../../text/spell-secret.ts";
import { SHORTEST_SECRET } from "../limits.ts";

/** An API key, or a function that fetches one. It is asked before every request, so keys may rotate. */
export type ApiKey = string | (() => string | Promise<string>);

const HIDDEN = "[API key]";

/** Replaces a secret in text that a person may see. */
export type Hide = (text: string) => string;

/** Hides the key, however JSON, addresses and HTML spell it. */
export function hideSecret(text: string, secret: string | undefined): string {
  if (!secret || secret.length < SHORTEST_SECRET) return text;
  // Most texts have nothing in them that could be another spelling.
  const spelled = /[\\%&\0]/.test(text) ? new RegExp(spellSecret(secret), "gi") : secret;
  return text.replaceAll(spelled, HIDDEN);
}
