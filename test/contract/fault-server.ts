import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What a server may do to one request, its body read or not. */
type Fault = (request: IncomingMessage, response: ServerResponse) => void;

interface Scenario {
  fault: Fault;
  /** True when the server refuses the request before admission. Default: false. */
  rejects?: boolean;
  /** True to strike before the request's body was read. Default: false. */
  beforeBody?: boolean;
}

export const TASK_ID = "task-unified-1757169743-7cvnl5zw";

/** A task that has ended well, as the API sends it. */
export function completedTask(): Record<string, unknown> {
  return {
    id: TASK_ID,
    object: "video.generation.task",
    created: Math.floor(Date.now() / 1000),
    model: "gemini-omni-flash-text-to-video",
    type: "video",
    status: "completed",
    progress: 100,
    results: [`https://files.example.com/${TASK_ID}.mp4`],
    task_info: { can_cancel: false, estimated_time: 2 },
  };
}

function respond(
  status: number,
  type: string,
  body: string | Buffer,
  headers: Record<string, string> = {},
): Fault {
  return (_request, response) => {
    response.writeHead(status, {
      "content-type": type,
      "content-length": Buffer.byteLength(body),
      ...headers,
    });
    response.end(body);
  };
}

const json = (status: number, body: unknown, headers?: Record<string, string>) =>
  respond(status, "application/json", JSON.stringify(body), headers);

const tooMany = {
  error: { code: "rate_limit_exceeded", message: "Too many requests", type: "rate_limit_error" },
};
const page = "<html><body><h1>Bad gateway</h1></body></html>";
const ok: Fault = (request, response) => {
  const task = completedTask();
  json(
    200,
    request.method === "POST" ? { ...task, status: "pending", progress: 0, results: undefined } : task,
  )(request, response);
};

export const SCENARIOS = {
  "all is well": { fault: ok },
  "the connection closes before the body is read": {
    beforeBody: true,
    fault: (request) => request.socket.destroy(),
  },
  "the reply is lost after the body is read": { fault: (request) => request.socket.destroy() },
  "the connection is reset": { fault: (request) => request.socket.resetAndDestroy() },
  "the server hangs before the headers": { fault: () => {} },
  "the server hangs in the body": {
    fault: (_request, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.write('{"id":');
    },
  },
  "the body is cut off": {
    fault: (request, response) => {
      response.writeHead(200, { "content-type": "application/json", "content-length": "500" });
      response.write('{"id":"task-unified-1-a","status":"comp', () => request.socket.destroy());
    },
  },
  "a proxy returns 502 with a page": { fault: respond(502, "text/html", page) },
  "503 without a body": { fault: respond(503, "text/plain", "") },
  "500 in the documented shape": {
    fault: json(500, {
      error: { code: "internal_error", message: "Internal server error", type: "api_error" },
    }),
  },
  "a proxy returns 200 with a page": { fault: respond(200, "text/html", page) },
  "200 without a body": { fault: respond(200, "application/json", "") },
  "200 that is no UTF-8": {
    fault: respond(200, "application/json", Buffer.from('{"id":"task-\xff","status":"completed"}', "latin1")),
  },
  "200 without a task": { fault: json(200, { success: false, code: 5001, msg: "busy" }) },
  "429 with seconds": { rejects: true, fault: json(429, tooMany, { "retry-after": "1" }) },
  "429 with a date": {
    rejects: true,
    fault: (request, response) =>
      json(429, tooMany, { "retry-after": new Date(Date.now() + 2000).toUTCString() })(request, response),
  },
  "429 with an absurd Retry-After": {
    rejects: true,
    fault: json(429, tooMany, { "retry-after": "31536000" }),
  },
  "429 without Retry-After, its code a number": {
    rejects: true,
    fault: json(429, { message: "Resource exhausted, try again", type: "", param: "", code: 429 }),
  },
  "a redirect that repeats the request": {
    fault: respond(307, "text/plain", "", { location: "/elsewhere" }),
  },
  "a redirect that drops the body": { fault: respond(302, "text/plain", "", { location: "/elsewhere" }) },
} satisfies Record<string, Scenario>;

export type ScenarioName = keyof typeof SCENARIOS;

/** One place on the server, with a fault of its own and the requests it saw. */
export interface Place {
  /** A base URL for `createEvolink`. */
  url: string;
  requests: { method: string; idempotencyKey: string | undefined; body: string; at: number }[];
  /** Submissions that the server may have taken: all that it did not reject. */
  accepted: () => number;
}

export interface FaultServer {
  /** @param times how many requests meet the fault; the ones after it meet "all is well". Default: all. */
  open(name: ScenarioName, times?: number): Place;
  close(): Promise<void>;
}

/** Real HTTP on a free port of the loopback interface. */
export async function startFaultServer(): Promise<FaultServer> {
  const places = new Map<string, Place & { scenario: Scenario; times: number }>();
  const server = createServer((request, response) => {
    response.setHeader("access-control-allow-origin", "*");
    response.setHeader("access-control-allow-headers", "*");
    if (request.method === "OPTIONS") return response.writeHead(204).end();
    const place = places.get(request.url?.split("/")[1] ?? "");
    if (!place) return response.writeHead(404).end();
    const { scenario, times, requests } = place;
    const { fault, beforeBody } = requests.length < times ? scenario : (SCENARIOS["all is well"] as Scenario);
    const key = request.headers["idempotency-key"];
    const seen = {
      method: request.method ?? "",
      idempotencyKey: key?.toString(),
      body: "",
      at: performance.now(),
    };
    requests.push(seen);
    if (beforeBody) return fault(request, response);
    request.setEncoding("utf8");
    request.on("data", (chunk) => {
      seen.body += chunk;
    });
    request.on("end", () => fault(request, response));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    open(name, times = Number.POSITIVE_INFINITY) {
      const scenario: Scenario = SCENARIOS[name];
      const requests: Place["requests"] = [];
      const accepted = () =>
        requests.filter(({ method }, index) => method === "POST" && !(scenario.rejects && index < times))
          .length;
      const id = `${places.size + 1}`;
      const place = { url: `http://127.0.0.1:${port}/${id}`, requests, accepted, scenario, times };
      places.set(id, place);
      return place;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
