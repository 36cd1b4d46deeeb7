/** What a page's host did instead of sending it. */
type FetchFailure = "gone" | "moved" | "failed";

/** Why a page could not be fetched, in a sentence. */
export class FetchError extends Error {
  override readonly name = "FetchError";
  readonly failure: FetchFailure;
  /** Whether another try may end differently. */
  readonly isRetryable: boolean;
  /** How long the host asks to be left alone. */
  readonly retryAfterMs: number;

  constructor(
    message: string,
    options: { failure?: FetchFailure; isRetryable?: boolean; retryAfterMs?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.failure = options.failure ?? "failed";
    this.isRetryable = options.isRetryable ?? false;
    this.retryAfterMs = options.retryAfterMs ?? 0;
  }
}

/** Codes of Node and of undici, in words. */
const CAUSES: Readonly<Record<string, string>> = {
  ENOTFOUND: "there is no such host",
  EAI_AGAIN: "the host's name cannot be looked up; is there a network?",
  ECONNREFUSED: "nothing listens there",
  ECONNRESET: "the connection was closed",
  EPIPE: "the connection was closed",
  UND_ERR_SOCKET: "the connection was closed",
  UND_ERR_CONNECT_TIMEOUT: "it did not accept a connection in time",
  UND_ERR_HEADERS_TIMEOUT: "it was silent for too long",
  UND_ERR_BODY_TIMEOUT: "it was silent for too long in the middle of the page",
};

/** The variable that names a proxy, if one does. Its value may have a password. */
export function findProxy(): string | undefined {
  return ["https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY"].find((name) => process.env[name]);
}

/** Words a failure of the connection. Another certificate or protocol will not be there at the next try; all else may pass. */
export function explainConnection(url: string, error: unknown): FetchError {
  const cause = error instanceof TypeError && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  const text = cause instanceof Error ? cause.message : String(cause);
  const isCertificate = /CERT|SELF_SIGNED|UNABLE_TO_/.test(code);
  const isProtocol = /SSL|TLS|EPROTO/.test(code);
  const reason = isCertificate
    ? `its certificate is not trusted (${text}); a certificate authority of your own goes into NODE_EXTRA_CA_CERTS`
    : isProtocol
      ? `it does not speak https as we do (${code}); is it an address of http?`
      : (CAUSES[code] ?? text);
  const proxy = findProxy();
  const over = proxy === undefined ? "" : ` It may have been asked for over the proxy that ${proxy} names.`;
  return new FetchError(`${url} cannot be fetched: ${reason}.${over}`, {
    isRetryable: !isCertificate && !isProtocol,
    cause: error,
  });
}
