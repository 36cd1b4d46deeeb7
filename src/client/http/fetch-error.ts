import { MAX_CAUSES } from "../limits.ts";
import type { Hide } from "../settings/secret.ts";
import { readText } from "./body.ts";

interface NetworkError {
  message?: unknown;
  syscall?: unknown;
  code?: unknown;
  errors?: unknown;
  cause?: unknown;
}

const NEVER_CONNECTED =
  /^(connect|getaddrinfo),|^undefined,(ECONNREFUSED|UND_ERR_CONNECT_TIMEOUT|ConnectionRefused),|client error \(Connect\)|,bad port$|: Requests to port \d+ are blocked$/;

/**
 * True when an error of `fetch` proves that no connection was made, so that nothing was sent.
 *
 * Node names the system call that failed; undici and Bun have a code of their own; Deno has words alone, as all have
 * for a port that `fetch` blocks. Browsers and workerd do not say: there, every failure may have reached the server.
 */
export function neverConnected(error: unknown, depth = MAX_CAUSES): boolean {
  const { syscall, code, message, errors, cause } = Object(error) as NetworkError;
  const said = `${readText(syscall)},${readText(code)},${readText(message)}`;
  const inner = Array.isArray(errors) && errors.length ? errors : [cause];
  return (
    NEVER_CONNECTED.test(said) || (depth > 0 && inner.every((one) => one && neverConnected(one, depth - 1)))
  );
}

/**
 * A copy of a foreign error: its message and those of its causes, joined, and its code.
 *
 * The original stays out of our errors: HTTP libraries hang the request on it, and with it the key.
 */
export function copyCause(error: unknown, hide: Hide): Error {
  const messages: unknown[] = [];
  let code: string | undefined;
  for (
    let at = error as NetworkError | undefined;
    at && messages.length < MAX_CAUSES;
    at = at.cause as typeof at
  ) {
    messages.push(readText(at.message));
    code ??= readText(at.code);
  }
  return Object.assign(new Error(hide(messages.join(": "))), code && { code: hide(code) });
}
