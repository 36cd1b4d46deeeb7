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
  const { syscall, code, errors, cause } = Object(error) as NetworkError;
  return (
    /^(connect|getaddrinfo),|,(UND_ERR_CONNECT_TIMEOUT|ConnectionRefused)$/.test(`${[syscall, code]}`) ||
    (errors?.length ? errors.every(neverConnected) : !!cause && neverConnected(cause))
  );
}
