import { assertBody, type Connection, type GivenRequest } from "./http/connection.ts";
import { PLAIN_WRITER } from "./http/plain-request.ts";
import { readObject } from "./http/read-response.ts";
import { addressCall, type ClientResponse } from "./http/response.ts";
import { retry } from "./http/retry.ts";
import type { BinaryAs, openBinary } from "./serialize/read-body.ts";
import { assertOption, checkOptions } from "./settings/options.ts";
import { CREATE_OPTIONS, type CreateOptions, submit } from "./tasks/submit.ts";

/** An operation that neither makes a task nor asks a model, such as an upload. */
export interface CallFacts {
  /** In capitals. */
  method: string;
  path: string;
  /** What its function takes before the options, in this order. */
  takes: readonly ("params" | "body")[];
  /** Whether the body may be left out. */
  optional?: boolean;
  /** Whether the body may be any JSON value. Default: it is an object. */
  anyValue?: boolean;
  /** What reads the response. Default: it is a JSON object. */
  read?: (response: ClientResponse, parseAs: BinaryAs | undefined) => unknown;
  /** What opens a response that may come as a stream. */
  open?: typeof openBinary;
}

/**
 * Makes the function of such an operation; it gives the JSON object in the response. A GET is repeated after every
 * failure that may pass, as the client's `retry` says; anything else under the rules of a submission, a stream once.
 */
export function createCallFunction<Run>(connection: Connection, facts: CallFacts): Run {
  const { method, path, takes, optional, anyValue, read = (response) => readObject(response), open } = facts;
  const { send, settings } = connection;
  const endpoint = `${method} ${path}`;
  const writer = connection.writerOf?.(endpoint);

  const run = async (...args: unknown[]) => {
    const given = Object.fromEntries(takes.map((name, index) => [name, args[index]]));
    const { params, body } = given as GivenRequest;
    const { parseAs, ...options } = (args[takes.length] ?? {}) as CreateOptions & { parseAs?: BinaryAs };
    assertOption(open || parseAs === undefined, "parseAs", "absent: this response is no file", parseAs);
    const hasBody = takes.includes("body") && !(optional && body === undefined);
    if (hasBody) {
      const isFree = writer !== undefined || anyValue;
      const fits = isFree ? body !== undefined : body && typeof body === "object";
      assertOption(fits, "body", isFree ? "set" : "an object", body);
    }
    checkOptions(options, method === "GET" ? { signal: CREATE_OPTIONS.signal } : CREATE_OPTIONS);
    const { filled, isOnce, isSealed, ...written } = (writer ?? PLAIN_WRITER).toCall(path, { params, body });
    if (hasBody && !isSealed) assertBody(connection, endpoint, body);
    const call = {
      ...addressCall(settings, method, path, filled),
      ...written,
      openStream: open?.(parseAs, options.signal),
    };
    const readThis = (response: ClientResponse) => read(response, parseAs);
    if (method !== "GET")
      return submit(connection, call, readThis, isOnce ? { ...options, attempts: 1 } : options);
    const { signal } = options;
    return retry(
      () => send({ ...call, signal }, readThis),
      ({ retryable }) => retryable,
      settings.attempts,
      signal,
    );
  };
  return run as Run;
}
