/** An API key, or a function that fetches one. It is asked before every request, so keys may rotate. */
export type ApiKey = string | (() => string | Promise<string>);

/** Replaces a secret in text that a person may see. */
export type Hide = (text: string) => string;

export function createHide(secret: string | undefined): Hide {
  return (text) => (secret ? text.replaceAll(secret, "[API key]") : text);
}

interface Foreign {
  name?: unknown;
  message?: unknown;
  code?: unknown;
  stack?: unknown;
  cause?: unknown;
}

/**
 * A copy of a foreign error with its words and nothing else.
 *
 * The original stays out of our errors: HTTP libraries hang the request on it, and with it the key.
 */
export function copyCause(error: unknown, hide: Hide, depth = 0): Error {
  const { name, message, code, stack, cause } = Object(error) as Foreign;
  const copy = new Error(hide(`${message ?? "not an Error"}`));
  copy.name = hide(`${name ?? "Error"}`);
  if (stack) copy.stack = hide(`${stack}`);
  if (code) Object.assign(copy, { code: hide(`${code}`) });
  if (cause && depth < 5) copy.cause = copyCause(cause, hide, depth + 1);
  return copy;
}
