interface NetworkError {
  syscall?: unknown;
  code?: unknown;
  errors?: unknown[];
  cause?: unknown;
}

/**
 * True when an error of `fetch` proves that no connection was made, so that nothing was sent.
 *
 * Node names the system call that failed; undici and Bun have a code of their own. Browsers do not tell:
 * there, every failure may have reached the server.
 */
export function neverConnected(error: unknown): boolean {
  if (!error) return false;
  const { syscall, code, errors, cause } = error as NetworkError;
  if (/^(connect|getaddrinfo)$/.test(`${syscall}`)) return true;
  if (/^(UND_ERR_CONNECT_TIMEOUT|ConnectionRefused)$/.test(`${code}`)) return true;
  return errors?.length ? errors.every(neverConnected) : neverConnected(cause);
}
