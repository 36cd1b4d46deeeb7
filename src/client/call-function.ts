import { assertBody, type Connection } from "./http/connection.ts";
import { readObject } from "./http/read-response.ts";
import { addressCall, type Call } from "./http/response.ts";
import { retry } from "./http/retry.ts";
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
  /** What makes the request body. Default: it is sent as JSON. */
  toBody?: (body: object) => FormData;
}

/** The parameters of a call, by where they go. */
interface Params {
  path?: object;
  query?: object;
  header?: object;
}

/**
 * Makes the function of such an operation; it gives the JSON object in the response. A GET is repeated after every
 * failure that may pass, as the client's `retry` says; anything else under the rules of a submission.
 */
export function createCallFunction<Run>(connection: Connection, facts: CallFacts): Run {
  const { method, path, takes, optional, toBody } = facts;
  const { send, settings } = connection;

  const run = async (...args: unknown[]) => {
    const given = Object.fromEntries(takes.map((name, index) => [name, args[index]]));
    const { params = {}, body } = given as { params?: Params; body?: object };
    const options = (args[takes.length] ?? {}) as CreateOptions;
    const filled = fillPath(path, params.path) + writeQuery(params.query);
    const call: Call = addressCall(settings, method, path, filled);
    call.headers = Object.fromEntries(listPairs(params.header));
    if (takes.includes("body") && !(optional && body === undefined)) {
      assertOption(body && typeof body === "object", "body", "an object", body);
      assertBody(connection, `${method} ${path}`, body);
      call.body = toBody?.(body as object) ?? JSON.stringify(body);
      if (!toBody) call.headers["content-type"] = "application/json";
    }
    checkOptions(options, method === "GET" ? { signal: CREATE_OPTIONS.signal } : CREATE_OPTIONS);
    if (method !== "GET") return submit(connection, call, (response) => readObject(response), options);
    const { signal } = options;
    const read = () => send({ ...call, signal }, (response) => readObject(response));
    return retry(read, ({ retryable }) => retryable, settings.attempts, signal);
  };
  return run as Run;
}

/** @throws {ValidationError} a parameter is missing, or made of dots alone, which could reach another path. */
function fillPath(path: string, values: object = {}): string {
  return path.replace(/\{([^{}]+)\}/g, (_, name: string) => {
    const value = `${(values as Record<string, unknown>)[name] ?? ""}`;
    assertOption(/[^.]/.test(value), `path.${name}`, "set, and more than dots", value);
    return encodeURIComponent(value);
  });
}

/** Lists become a parameter for each item, objects one for each field: `filter[name]=value`. */
function writeQuery(values: object | undefined): string {
  const pairs = listPairs(values).map((pair) => pair.map(encodeURIComponent).join("="));
  return pairs.length ? `?${pairs.join("&")}` : "";
}

function listPairs(values: object = {}): [name: string, value: string][] {
  return Object.entries(values).flatMap(([name, value]) =>
    value && typeof value === "object" && !Array.isArray(value)
      ? listPairs(Object.fromEntries(Object.entries(value).map(([key, one]) => [`${name}[${key}]`, one])))
      : [value].flat().flatMap((one): [string, string][] => (one == null ? [] : [[name, `${one}`]])),
  );
}
