/** An API key, or a function that fetches one. It is asked before every request, so keys may rotate. */
export type ApiKey = string | (() => string | Promise<string>);

/** Replaces a secret in text that a person may see. */
export type Hide = (text: string) => string;

/** A mock takes any key; hiding the three letters of "any" would only garble messages. */
const SHORTEST_SECRET = 8;

export function createHide(secret = ""): Hide {
  return (text) => (secret.length < SHORTEST_SECRET ? text : text.replaceAll(secret, "[API key]"));
}

/**
 * A copy of a foreign error: its words and those of its causes, and its code.
 *
 * The original stays out of our errors: HTTP libraries hang the request on it, and with it the key.
 */
export function copyCause(error: unknown, hide: Hide): Error {
  const words: unknown[] = [];
  let code: unknown;
  // Five, because a chain of causes may be a ring.
  for (let at = error; at && words.length < 5; at = (at as Error).cause) {
    const foreign = at as { message?: unknown; code?: unknown };
    words.push(foreign.message);
    code ??= foreign.code;
  }
  return Object.assign(new Error(hide(words.join(": "))), code && { code: hide(`${code}`) });
}
