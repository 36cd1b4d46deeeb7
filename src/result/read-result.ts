import { sleep } from "../client/http/abort.ts";
import { DownloadError } from "../errors/classes.ts";
import { EvolinkError } from "../errors/evolink-error.ts";
import type { ReadResultOptions } from "./read-options.ts";
import { readPieces } from "./read-pieces.ts";
import type { ResultPiece, ResultProgress } from "./result-facts.ts";
import { type ResultLink, showLink } from "./result-source.ts";
import { type Connection, openConnection } from "./transport/connection.ts";
import { DEAD_LINK_STATUSES, explainDeadLink, refreshLink } from "./transport/fresh-link.ts";
import { requestResult } from "./transport/request-result.ts";
import type { ResultResponse } from "./transport/transport.ts";

/** Connections made for one result, at most. */
const MAX_ATTEMPTS = 5;

/** The wait before the second connection; it doubles with each further one. */
const FIRST_PAUSE_MS = 250;

/** Some hosts respond with 403 to agents they do not know. A browser puts its own in its place. */
const USER_AGENT =
  "Mozilla/5.0 (compatible; evolink-openapi; +https://www.npmjs.com/package/evolink-openapi)";

/**
 * Reads one result, over as many connections as it takes, at most five.
 *
 * No request carries a key. An interrupted body is resumed by `Range` and `If-Range` where the server
 * offers it, and otherwise started over.
 *
 * @throws {DownloadError} see `saveResult`.
 * @throws {ResultExpiredError} the link is dead and the task older than its links live.
 * @throws `signal.reason`, unchanged.
 */
export async function* readResult(
  source: ResultLink,
  options: ReadResultOptions,
): AsyncGenerator<ResultPiece> {
  const { evolink, signal, timeoutMs } = options;
  const progress: ResultProgress = options.resume ?? { position: 0, facts: undefined };
  let link = source;
  let refreshed = false;
  for (let attempt = 1; ; attempt++) {
    const connection = openConnection(timeoutMs, signal);
    let response: ResultResponse | undefined;
    try {
      const { response: opened, url } = await connection.within(
        requestPart(link, progress, connection, options),
      );
      response = opened;
      if (DEAD_LINK_STATUSES.includes(response.status)) {
        if (refreshed || !evolink) throw explainDeadLink(link, response.status);
        refreshed = true;
        link = await refreshLink(link, response.status, evolink, signal);
        continue;
      }
      yield* readPieces(response, url, progress, connection, options);
      return;
    } catch (error) {
      if (signal?.aborted) throw signal.reason;
      const failure = explainFailure(error, link.url);
      if (!failure.retryable || attempt >= MAX_ATTEMPTS) throw failure;
      await sleep(FIRST_PAUSE_MS * 2 ** (attempt - 1), signal);
    } finally {
      response?.close();
      connection.release();
    }
  }
}

/** Requests what is missing: all of the result, or the rest of it provided that it is still the same. */
function requestPart(
  link: ResultLink,
  { position, facts }: ResultProgress,
  { signal }: Connection,
  { transport, allowPrivateHosts }: ReadResultOptions,
): Promise<{ response: ResultResponse; url: URL }> {
  const headers: Record<string, string> = {
    accept: "*/*",
    "accept-encoding": "identity",
    "user-agent": USER_AGENT,
  };
  if (position > 0 && facts?.validator) {
    headers.range = `bytes=${position}-`;
    headers["if-range"] = facts.validator;
  }
  return requestResult(transport, link.url, headers, { signal, allowPrivateHosts });
}

/** Errors of this package say what happened; any other is the connection's. */
function explainFailure(error: unknown, url: URL): EvolinkError {
  if (error instanceof EvolinkError) return error;
  return new DownloadError(
    `The connection to ${showLink(url)} broke: ${error instanceof Error ? error.message : error}.`,
    { cause: error, code: "interrupted", retryable: true },
  );
}
