import { setTimeout } from "node:timers/promises";
import pRetry from "p-retry";
import { EnvHttpProxyAgent } from "undici";
import packageJson from "../../../package.json" with { type: "json" };
import { FetchError, findProxy } from "./fetch-error.ts";
import { type Fetched, type FetchLimits, fetchOnce } from "./fetch-once.ts";

/** How many pages are fetched at the same time. */
export const CONCURRENCY = 8;

const TRIES = 3;

/** Longest wait that a host may ask for with `Retry-After`. A person is waiting. */
const MAX_RETRY_AFTER_MS = 30_000;

const LIMITS: FetcherLimits = {
  silenceMs: 10_000,
  maxMs: 120_000,
  // Less than what a file may have (MAX_PAGE_BYTES): a person has chosen that, and not what a host sends.
  maxBytes: 10 * 2 ** 20,
  backoffMs: 500,
};

export interface FetcherLimits extends FetchLimits {
  /** Wait before the second try; twice as long before the third. */
  backoffMs: number;
}

/** Fetches files of the web, politely. */
export interface Fetcher {
  /**
   * @param etag That of the file that is known: the host need not send it again.
   * @throws {FetchError} @throws `signal.reason`
   */
  fetch(url: string, options: { etag?: string | undefined; signal: AbortSignal }): Promise<Fetched>;
  close(): Promise<void>;
}

/** Runs something with a fetcher, and closes its connections in the end. */
export async function useFetcher<T>(run: (fetcher: Fetcher) => Promise<T>): Promise<T> {
  const fetcher = createFetcher();
  try {
    return await run(fetcher);
  } finally {
    await fetcher.close();
  }
}

/** Makes a fetcher, over the proxy that HTTP_PROXY, HTTPS_PROXY and NO_PROXY name. */
export function createFetcher(limits: Partial<FetcherLimits> = {}): Fetcher {
  const all = { ...LIMITS, ...limits };
  const { silenceMs, backoffMs } = all;
  const dispatcher = createDispatcher(silenceMs);
  return {
    fetch(url, { etag, signal }) {
      const headers = {
        "user-agent": `${packageJson.name}/${packageJson.version}`,
        accept: "text/markdown, application/yaml, application/json, text/plain, */*;q=0.1",
        ...(etag !== undefined && { "if-none-match": etag }),
      };
      return pRetry(() => fetchOnce(url, { dispatcher, headers, signal, limits: all }), {
        retries: TRIES - 1,
        minTimeout: backoffMs,
        factor: 2,
        signal,
        shouldRetry: ({ error }) => isWorthRetrying(error),
        async onFailedAttempt({ error, retriesLeft }) {
          if (!isWorthRetrying(error) || retriesLeft === 0) return;
          await setTimeout(error.retryAfterMs, undefined, { signal });
        },
      });
    },
    close: () => dispatcher.destroy(),
  };
}

/** @throws {FetchError} the proxy that the environment names is no address. */
function createDispatcher(silenceMs: number): EnvHttpProxyAgent {
  try {
    return new EnvHttpProxyAgent({
      connect: { timeout: silenceMs },
      headersTimeout: silenceMs,
      bodyTimeout: silenceMs,
      connections: CONCURRENCY,
    });
  } catch (error) {
    const message = `${findProxy()} is no address of a proxy, such as http://127.0.0.1:3128. Correct it, or unset it.`;
    throw new FetchError(message, { cause: error });
  }
}

function isWorthRetrying(error: Error): error is FetchError {
  return error instanceof FetchError && error.isRetryable && error.retryAfterMs <= MAX_RETRY_AFTER_MS;
}
