import type { Connection, GivenRequest } from "../http/connection.ts";
import { PLAIN_WRITER } from "../http/plain-request.ts";
import type { Call } from "../http/response.ts";
import { checkOptions } from "../settings/options.ts";

/** Those of the path are the model. */
const PLACES = { query: "an object", header: "an object", cookie: "an object" } as const;

type Params = GivenRequest["params"];

interface Given {
  params?: Params;
  idempotencyKey?: unknown;
}

/**
 * Lets the functions that take a model take the other parameters of their operation: in the option `params`, as
 * `{ query, header, cookie }`. Only generated code of operations that have some makes use of it.
 *
 * @param endpoint such as `POST /v1/videos/generations`; what else the functions send, such as the query of a task, has
 *   no part in them.
 * @param make makes the functions, or the one function, over a connection.
 */
export function takeParameters<Made extends object>(
  connection: Connection,
  endpoint: string,
  make: (connection: Connection) => Made,
): Made {
  type Run = (...args: unknown[]) => unknown;
  const made = make(connection);
  const taking =
    (pick: (made: Made) => unknown) =>
    (...args: unknown[]) => {
      // The options stand after a body, or after a model and its parameters.
      const at = typeof args[0] === "string" ? 2 : 1;
      const given = args[at];
      if (typeof given !== "object" || given === null) return (pick(made) as Run)(...args);
      const { params, idempotencyKey = findKey(params), ...options } = given as Given;
      const run = pick(make(addParameters(connection, endpoint, params))) as Run;
      return run(...args.with(at, { ...options, idempotencyKey }));
    };
  if (typeof made === "function") return taking((one) => one) as unknown as Made;
  const names = Object.keys(made) as (keyof Made)[];
  return Object.fromEntries(names.map((name) => [name, taking((functions) => functions[name])])) as Made;
}

/** The idempotency key, where the page has it as a parameter. The option of that name goes before it. */
function findKey(params: Params): unknown {
  return Object.entries(params?.header ?? {}).find(([name]) => /^idempotency-key$/i.test(name))?.[1];
}

/** A connection that sends the parameters with each call of the operation. */
function addParameters(connection: Connection, endpoint: string, params: Params): Connection {
  if (params === undefined) return connection;
  const [method] = endpoint.split(" ");
  const writer = connection.writerOf?.(endpoint) ?? PLAIN_WRITER;
  const add = (call: Call): Call => {
    checkOptions(params, PLACES);
    const { filled, headers } = writer.toCall("", { params });
    const url = call.url.includes("?") ? filled.replace("?", "&") : filled;
    return { ...call, url: `${call.url}${url}`, headers: { ...headers, ...call.headers } };
  };
  return {
    ...connection,
    send: (call, read) => connection.send(call.method === method ? add(call) : call, read),
  };
}
