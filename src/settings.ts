import { ValidationError } from "./errors/validation-error.ts";
import { checkOptions, expectOption } from "./options.ts";
import type { ApiKey } from "./secret.ts";

/** One line of the log: what happened to one request. It never holds a key, a header or a body. */
export interface LogEntry {
  /** `POST https://api.evolink.ai/v1/videos/generations` */
  request: string;
  /** Absent when no answer came. */
  status: number | undefined;
  /** What the request failed with, when it did not bring an answer. */
  error: unknown;
  durationMs: number;
}

/** How requests are repeated. No submission is ever repeated that may have been accepted, unless you say so. */
export interface RetryOptions {
  /**
   * How often one request is sent at most. Default: 3; 1 turns repeating off.
   *
   * A submission is repeated when no connection was made, or when the API refused it with 429 and a
   * `Retry-After` of at most 30 s. Reading a task is repeated after every failure that may pass.
   */
  attempts?: number;
  /**
   * Submit once more, with the same idempotency key, when nobody can tell whether a submission was accepted.
   * Default: false, because EvoLink does not promise that the key prevents a second charge.
   */
  resubmitUncertain?: boolean;
}

/** What `createEvolink` takes besides the generated parts. */
export interface ClientOptions {
  /** Default: the environment variable `EVOLINK_API_KEY`, where there is an environment. */
  apiKey?: ApiKey;
  /** Where every request goes: a proxy or a mock. Default: the server the document names for each operation. */
  baseUrl?: string;
  /** Default: the global `fetch`, looked up at each request. */
  fetch?: typeof fetch;
  /** Sent with every request. */
  headers?: Record<string, string>;
  /** How long one request may take, its body included, in milliseconds. Default: 60 s. */
  timeoutMs?: number;
  retry?: RetryOptions;
  /** Called after every request. Default: nothing is logged. An exception in it is ignored. */
  logger?: (entry: LogEntry) => void;
  /** Allows a key in a browser, where everyone who opens the page can read and spend it. Default: false. */
  dangerouslyAllowBrowser?: boolean;
}

/** The options with every default filled in, and checked. */
export interface Settings {
  readKey: () => string | undefined | Promise<string | undefined>;
  baseUrl: string | undefined;
  headers: Record<string, string>;
  fetch: typeof fetch | undefined;
  timeoutMs: number;
  attempts: number;
  resubmitUncertain: boolean;
  log: (entry: LogEntry) => void;
}

const DEFAULT_TIMEOUT_MS = 60_000;
const DEFAULT_ATTEMPTS = 3;

/** What a runtime may have, and need not. */
const runtime = globalThis as {
  process?: { env?: Record<string, string | undefined>; versions?: { node?: string } };
  navigator?: { userAgent?: string };
  location?: { href: string };
};

function readEnvironmentKey(): string | undefined {
  try {
    return runtime.process?.env?.EVOLINK_API_KEY;
  } catch {
    // Deno asks for a permission; without it there is no environment.
  }
}

/** The key, fit for a header, or an error that does not show it. */
function checkKey(key: unknown): string {
  const trimmed = typeof key === "string" ? key.trim() : "";
  expectOption("apiKey", "a key of visible ASCII characters", /^[!-~]+$/.test(trimmed), undefined);
  return trimmed;
}

function checkBaseUrl(baseUrl: string): string {
  let url: URL | undefined;
  try {
    url = new URL(baseUrl, runtime.location?.href);
  } catch {}
  const plain =
    url && /^https?:$/.test(url.protocol) && !(url.username || url.password || url.search || url.hash);
  expectOption("baseUrl", "an http(s) URL without credentials, query or fragment", !!plain, undefined);
  return `${url}`.replace(/\/+$/, "");
}

function checkHeaders(headers: Record<string, string>): Record<string, string> {
  try {
    return Object.fromEntries(new Headers(headers));
  } catch {
    // The error would quote the value, which may be a secret.
    throw new ValidationError("Expected `headers` to hold valid header names and values.");
  }
}

/**
 * Checks the options and fills in the defaults, once.
 *
 * @throws {ValidationError} an unknown name, a bad value, no key, or a key in a browser.
 */
export function resolveSettings(options: ClientOptions): Settings {
  checkOptions(options, {
    apiKey: null,
    baseUrl: null,
    fetch: "function",
    functions: "object",
    headers: "object",
    timeoutMs: "timeMs",
    retry: "object",
    validate: "object",
    logger: "function",
    dangerouslyAllowBrowser: "boolean",
  });
  const { apiKey = readEnvironmentKey(), baseUrl, fetch, headers = {}, logger } = options;
  const { timeoutMs = DEFAULT_TIMEOUT_MS, retry = {}, dangerouslyAllowBrowser } = options;
  checkOptions(retry, { attempts: "count", resubmitUncertain: "boolean" });
  if (apiKey === undefined && baseUrl === undefined) {
    throw new ValidationError(
      "No API key. Set EVOLINK_API_KEY, or pass `apiKey`; behind a proxy, pass `baseUrl`.",
    );
  }
  const inBrowser = /^Mozilla/.test(runtime.navigator?.userAgent ?? "") && !runtime.process?.versions?.node;
  if (apiKey !== undefined && inBrowser && !dangerouslyAllowBrowser) {
    throw new ValidationError(
      "A key in a browser can be read and spent by everyone who opens the page. Let your server add it: " +
        'createEvolink({ baseUrl: "https://your-server/evolink" }) without a key, or pass `dangerouslyAllowBrowser`.',
    );
  }
  const fixedKey = typeof apiKey === "function" || apiKey === undefined ? undefined : checkKey(apiKey);
  return {
    readKey: typeof apiKey === "function" ? async () => checkKey(await apiKey()) : () => fixedKey,
    baseUrl: baseUrl === undefined ? undefined : checkBaseUrl(baseUrl),
    headers: checkHeaders(headers),
    fetch,
    timeoutMs,
    attempts: retry.attempts ?? DEFAULT_ATTEMPTS,
    resubmitUncertain: retry.resubmitUncertain ?? false,
    log(entry) {
      try {
        logger?.(entry);
      } catch {
        // A broken logger must not cost a task its id.
      }
    },
  };
}
