import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { MockContext } from "./context.ts";
import { CONTROL_PREFIX } from "./control.ts";
import { corsHeaders, isPreflight, preflightHeaders } from "./cors.ts";
import { documentedError } from "./documented-error.ts";
import { drawFault, type FaultName, SLOW_MS } from "./faults.ts";
import { answerRequest } from "./handler.ts";
import type { MockAnswer, MockRequest } from "./http.ts";

/** More than any documented body: uploads as base64 included. */
const MAX_BODY_BYTES = 32 * 1024 * 1024;

/** Makes the HTTP server around `answerRequest`: reads requests, writes answers, and lets them go wrong when asked to. */
export function createMockServer(context: MockContext): Server {
  return createServer((incoming, outgoing) => {
    handle(incoming, outgoing, context).catch((error: unknown) => {
      context.log(
        `${incoming.method} ${incoming.url} failed: ${error instanceof Error ? error.stack : error}`,
      );
      if (outgoing.headersSent) outgoing.destroy();
      else write(outgoing, documentedError(undefined, [500]), corsHeaders(readHeaders(incoming)));
    });
  });
}

async function handle(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  context: MockContext,
): Promise<void> {
  const startMs = performance.now();
  const headers = readHeaders(incoming);
  const { method = "GET" } = incoming;
  if (isPreflight(method, headers)) {
    outgoing.writeHead(204, preflightHeaders(headers)).end();
    return;
  }
  const url = new URL(incoming.url ?? "/", "http://mock");
  const isControl = url.pathname.startsWith(CONTROL_PREFIX);
  const fault =
    isControl && !url.pathname.startsWith(`${CONTROL_PREFIX}files/`)
      ? undefined
      : drawFault(context.options.faults, context.random);
  if (fault === "reset") {
    context.log(`${method} ${url.pathname} reset`);
    incoming.socket.resetAndDestroy();
    return;
  }

  const bytes = await readBody(incoming);
  const request: MockRequest = {
    method,
    path: url.pathname,
    query: readQuery(url.searchParams),
    headers,
    bytes: bytes ?? Buffer.alloc(0),
  };
  const requestId = `req-${context.random.word(16)}`;
  const answer = bytes
    ? await answerRequest(request, context)
    : documentedError(undefined, [413], { message: `The body has more than ${MAX_BODY_BYTES} bytes.` });
  if (!isControl) {
    const body = request.bytes.toString("utf8");
    context.requests.add({
      method,
      path: url.pathname,
      headers,
      body,
      status: answer.status,
      requestId,
      atMs: context.clock.now(),
    });
  }
  const tookMs = Math.round(performance.now() - startMs);
  context.log(
    `${method} ${url.pathname} ${fault ?? answer.status} ${answer.note ?? ""} ${tookMs} ms`.replace(
      /\s+/g,
      " ",
    ),
  );
  await suffer(fault, outgoing, context, () =>
    write(outgoing, answer, { ...corsHeaders(headers), "x-request-id": requestId }, fault),
  );
}

async function suffer(
  fault: FaultName | undefined,
  outgoing: ServerResponse,
  { clock }: MockContext,
  answer: () => void,
) {
  if (fault === "drop") outgoing.destroy();
  else if (fault === "slow") clock.after(SLOW_MS, answer);
  else answer();
}

function write(
  outgoing: ServerResponse,
  { status, headers, body }: MockAnswer,
  common: Record<string, string>,
  fault?: FaultName,
): void {
  const bytes = toBytes(body);
  outgoing.writeHead(status, {
    ...headers,
    ...common,
    ...(status !== 304 && status !== 204 && { "content-length": bytes.length }),
  });
  if (fault === "truncate" && bytes.length > 1)
    outgoing.write(bytes.subarray(0, bytes.length >> 1), () => outgoing.destroy());
  else outgoing.end(bytes);
}

function toBytes(body: unknown): Buffer {
  if (Buffer.isBuffer(body)) return body;
  return Buffer.from(body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body));
}

function readHeaders({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(", ") : value]],
    ),
  );
}

function readQuery(parameters: URLSearchParams): Record<string, string | string[]> {
  return Object.fromEntries(
    [...new Set(parameters.keys())].map((name) => {
      const values = parameters.getAll(name);
      return [name, values.length === 1 ? (values[0] ?? "") : values];
    }),
  );
}

/** The whole body, or undefined when it is too large; the rest is then read and thrown away. */
async function readBody(incoming: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming) {
    length += chunk.length;
    if (length <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  return length <= MAX_BODY_BYTES ? Buffer.concat(chunks) : undefined;
}
