import type { IncomingMessage, ServerResponse } from "node:http";

/** What a server does with a request that it has read to its end, or with the connection before that. */
export interface Behaviour {
  name: string;
  /**
   * Whether a submission met by it may have made a task: `no` only where the server refuses it, in words that a
   * client may rely on, or was never reached.
   */
  accepts: boolean;
  /** True to act before the request's body was read. */
  isEarly?: true;
  act(request: IncomingMessage, response: ServerResponse, task: Record<string, unknown>): void;
}

const JSON_TYPE = { "content-type": "application/json" };

function send(status: number, body: unknown, headers: Record<string, string> = {}): Behaviour["act"] {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return (_request, response) => response.writeHead(status, { ...JSON_TYPE, ...headers }).end(text);
}

/** An error of the API, in the documented form. */
const failure = (code: unknown, message: unknown = "no") => ({ error: { code, message, type: "x" } });

function refuse(
  status: number,
  body: unknown = failure("refused"),
  headers?: Record<string, string>,
): Behaviour {
  return { name: `${status} ${nameBody(body)}`, accepts: false, act: send(status, body, headers) };
}

function doubt(status: number, body: unknown, headers?: Record<string, string>): Behaviour {
  return { name: `${status} ${nameBody(body)}`, accepts: true, act: send(status, body, headers) };
}

const nameBody = (body: unknown) =>
  (typeof body === "string" ? body : JSON.stringify(body)).slice(0, 40) || "empty";

/** A task with some of its fields replaced. */
function odd(name: string, changes: Record<string, unknown>): Behaviour {
  return {
    name,
    accepts: true,
    act: (request, response, task) => send(200, { ...task, ...changes })(request, response, task),
  };
}

/** Writes bytes of its own to the socket: what no HTTP library would send. */
function raw(name: string, text: string, ending: "end" | "destroy" | "leave" = "end"): Behaviour {
  return {
    name,
    accepts: true,
    act({ socket }) {
      socket.write(text, () => {
        if (ending === "end") socket.end();
        if (ending === "destroy") socket.destroy();
      });
    },
  };
}

export const WELL: Behaviour = {
  name: "well",
  accepts: true,
  act: (request, response, task) => send(200, task)(request, response, task),
};

const TOO_MANY = failure("rate_limit_exceeded");
const PAGE = "<html><h1>Bad gateway</h1></html>";

/** Sixty ways, and more, in which a server or what lies before it goes wrong. */
export const BEHAVIOURS: readonly Behaviour[] = [
  WELL,
  // The connection.
  { name: "closed before the body", accepts: true, isEarly: true, act: ({ socket }) => socket.destroy() },
  {
    name: "reset before the body",
    accepts: true,
    isEarly: true,
    act: ({ socket }) => socket.resetAndDestroy(),
  },
  { name: "closed after the body", accepts: true, act: ({ socket }) => socket.destroy() },
  { name: "reset after the body", accepts: true, act: ({ socket }) => socket.resetAndDestroy() },
  { name: "half closed", accepts: true, act: ({ socket }) => socket.end() },
  { name: "silent", accepts: true, act: () => {} },
  { name: "silent before the body", accepts: true, isEarly: true, act: () => {} },
  raw("garbage", "\0\x01\x02 what\r\n\r\n"),
  raw("another protocol", "SSH-2.0-OpenSSH_9.6\r\n"),
  raw("headers cut", "HTTP/1.1 200 OK\r\ncontent-ty"),
  raw("silent within the headers", "HTTP/1.1 200 OK\r\ncontent-", "leave"),
  raw("silent within the body", 'HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{"id":', "leave"),
  raw("body cut", 'HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{"id":', "destroy"),
  raw("chunk cut", 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n20\r\n{"id":', "destroy"),
  raw("bad chunk size", 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n{"id":'),
  raw("two lengths", "HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}"),
  raw("only 100 Continue", "HTTP/1.1 100 Continue\r\n\r\n", "leave"),
  raw("status 600", "HTTP/1.1 600 Odd\r\ncontent-length: 2\r\n\r\n{}"),
  raw("status 999", "HTTP/1.1 999 Odd\r\ncontent-length: 2\r\n\r\n{}"),
  raw("status 299", "HTTP/1.1 299 Odd\r\ncontent-length: 2\r\n\r\n{}"),
  raw("status 205 with a body", "HTTP/1.1 205 Reset Content\r\ncontent-length: 2\r\n\r\n{}"),
  // Success that is none.
  ...["", " ", "{", "[]", "null", "0", '"task"', PAGE, '{"success":false,"code":5001}', '{"id":null}'].map(
    (body) => doubt(200, body),
  ),
  doubt(204, ""),
  doubt(202, "{}"),
  {
    name: "not UTF-8",
    accepts: true,
    act: (_, response) => response.end(Buffer.from('{"id":"\xff"}', "latin1")),
  },
  odd("an id that is a path", { id: "a/b" }),
  odd("an id of dots", { id: ".." }),
  odd("an id of 200 characters", { id: "x".repeat(200) }),
  odd("an id that is a number", { id: 17 }),
  odd("an id that is an object", { id: { toString: 1 } }),
  odd("another task's id", { id: "task-unified-1-foreign" }),
  odd("a status that is an object", { status: { toString: 1 } }),
  odd("a status that is unknown", { status: "dreaming" }),
  odd("results that are an object", { results: { length: 3 } }),
  odd("an error that is a string", { status: "failed", error: "no" }),
  odd("an error with odd fields", { status: "failed", error: { code: { toString: 1 }, message: ["x"] } }),
  odd("progress and times that are odd", { progress: "half", created: "now", task_info: null }),
  odd("a failed task", { status: "failed", error: { code: "service_error", message: "no" } }),
  odd("a cancelled task", { status: "cancelled" }),
  // Refusals.
  ...[400, 401, 402, 403, 404, 405, 413, 422, 451].map((status) => refuse(status)),
  refuse(400, { error: { code: { toString: 1 }, message: { toString: 1 }, type: [], param: {} } }),
  refuse(403, PAGE, { "content-type": "text/html" }),
  refuse(429, TOO_MANY),
  refuse(429, TOO_MANY, { "retry-after": "0" }),
  refuse(429, TOO_MANY, { "retry-after": new Date(0).toUTCString() }),
  refuse(429, TOO_MANY, { "retry-after": "31536000" }),
  refuse(429, TOO_MANY, { "retry-after": "soon" }),
  // What leaves the outcome open.
  ...[408, 409, 499, 500, 502, 503, 504, 520, 599].map((status) =>
    doubt(status, failure(status === 409 ? "idempotency_conflict" : "internal_error")),
  ),
  doubt(500, PAGE, { "content-type": "text/html" }),
  doubt(503, "", { "retry-after": "0" }),
  doubt(400, failure("paid_outcome_unknown")),
  doubt(307, "", { location: "/elsewhere" }),
  doubt(302, "", { location: "http://127.0.0.1:1/" }),
];
