import { DEFAULT_ATTEMPTS, DEFAULT_TIMEOUT_MS } from "../limits.ts";
import type { Server } from "./document.ts";
import { assertOption, checkOptions } from "./options.ts";
import { attempt, isBrowser, readVariable } from "./runtime.ts";
import type { ApiKey } from "./secret.ts";

/** One line of the log: what happened to one request. It never holds a key, a header or a body. */
export interface LogEntry {
  /** `POST https://api.evolink.ai/v1/videos/generations` */
  request: string;
  /** Absent when no response came. */
  status: number | undefined;
  /** What the request failed with, when no response came. */
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
  /** Default: the environment variable `EVOLINK_API_KEY`, where there is an environment, read at each request. */
  apiKey?: ApiKey;
  /**
   * Where every request goes: a proxy or a mock. Default: the environment variable `EVOLINK_BASE_URL`, then the server
   * that the document names for each operation.
   */
  baseUrl?: string;
  /** Default: the global `fetch`, looked up at each request. */
  fetch?: typeof fetch;
  /** Sent with every request. */
  headers?: Record<string, string>;
  /** How long one request may take, its body included, in milliseconds. Default: 60 s. */
  timeoutMs?: number;
  /** How often a request is repeated, and when. */
  retry?: RetryOptions;
  /** Called after every request. Default: nothing is logged. An exception or a rejection is ignored. */
  logger?: (entry: LogEntry) => void;
  /** Allows a key in a browser, where everyone who opens the page can read and spend it. Default: false. */
  dangerouslyAllowBrowser?: boolean;
}

/** The options with every default filled in, and checked. */
export interface Settings {
  /** @throws {ValidationError} there is none, or it is in a browser. */
  readKey: () => Promise<string | undefined>;
  baseUrl: string | undefined;
  servers: readonly Server[];
  headers: Record<string, string>;
  fetch: typeof fetch | undefined;
  timeoutMs: number;
  attempts: number;
  resubmitUncertain: boolean;
  logger: ((entry: LogEntry) => unknown) | undefined;
}

/**
 * Checks the options and fills in the defaults, once.
 *
 * @throws {ValidationError} an unknown name, a bad value, or a key in a browser.
 */
export function resolveSettings(options: ClientOptions, servers: readonly Server[]): Settings {
  checkOptions(options, {
    apiKey: "any",
    baseUrl: "a string",
    fetch: "a function",
    headers: "an object",
    timeoutMs: "a positive number",
    retry: "an object",
    validate: "an object",
    logger: "a function",
    dangerouslyAllowBrowser: "a boolean",
  });
  const { apiKey, retry = {}, fetch, logger, timeoutMs = DEFAULT_TIMEOUT_MS } = options;
  checkOptions(retry, { attempts: "a positive number", resubmitUncertain: "a boolean" });
  const { attempts = DEFAULT_ATTEMPTS, resubmitUncertain = false } = retry;
  const baseUrl = options.baseUrl ?? readVariable("EVOLINK_BASE_URL");
  // An error of `Headers` would quote the value, which may be a secret.
  const headers = attempt(() => Object.fromEntries(new Headers(options.headers)));
  assertOption(headers, "headers", "valid headers", options.headers);
  assertOption(
    !baseUrl || /^(https?:\/)?\/[^?#@]*$/i.test(baseUrl),
    "baseUrl",
    "a URL without credentials or query",
    baseUrl,
  );
  const inBrowser = isBrowser();
  /** The key, fit for a header, or an error that does not show it. */
  const checkKey = (key: unknown) => {
    assertOption(
      !inBrowser || options.dangerouslyAllowBrowser,
      "apiKey",
      "absent in a browser, where anyone can spend it: set `baseUrl` to a proxy, or `dangerouslyAllowBrowser`",
      key,
    );
    const fits = typeof key === "string" && /^\s*[!-~]+\s*$/.test(key);
    assertOption(fits, "apiKey", "a key of visible ASCII", key);
    return key.trim();
  };
  // A function is not asked before there is a request, but it too may be in a browser.
  if (apiKey) checkKey(typeof apiKey === "function" ? "later" : apiKey);
  /** At each request, and not before: a framework may load this where its build has no key. */
  const readKey = async () => {
    const key = apiKey ?? readVariable("EVOLINK_API_KEY");
    assertOption(
      key || baseUrl,
      "apiKey",
      "set, here or as EVOLINK_API_KEY, unless `baseUrl` is a proxy",
      key,
    );
    return key && checkKey(typeof key === "function" ? await key() : key);
  };
  return {
    readKey,
    baseUrl: baseUrl?.replace(/\/+$/, ""),
    servers,
    headers,
    fetch,
    timeoutMs,
    attempts,
    resubmitUncertain,
    logger,
  };
}
