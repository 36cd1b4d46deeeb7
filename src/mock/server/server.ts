import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { drawFault, type FaultName, SLOW_MS } from "../base/faults.ts";
import type { MockRequest, MockResponse } from "../base/http.ts";
import type { MockContext } from "../responses/context.ts";
import { CONTROL_PREFIX } from "../responses/control.ts";
import { documentedError } from "../responses/documented-error.ts";
import { corsHeaders, isPreflight, preflightHeaders } from "./cors.ts";
import { respond } from "./handler.ts";
import { MAX_BODY_BYTES, readBody, readHead } from "./read-request.ts";
import { writeResponse } from "./write-response.ts";

/** Makes the HTTP server around `respond`, where responses go wrong when asked to. */
export function createMockServer(context: MockContext): Server {
  return createServer((incoming, outgoing) => {
    handle(incoming, outgoing, context).catch((error: unknown) => {
      if (!incoming.complete || outgoing.headersSent) return void outgoing.destroy(); // the client went away
      context.log(
        `${incoming.method} ${incoming.url} failed: ${error instanceof Error ? error.stack : error}`,
      );
      writeResponse(
        outgoing,
        withCommonHeaders(documentedError(undefined, [500]), readHead(incoming), context),
      );
    });
  });
}

async function handle(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  context: MockContext,
): Promise<void> {
  const startMs = performance.now();
  const head = readHead(incoming);
  const fault = mayFail(head) ? drawFault(context.options.faults, context.random) : undefined;
  if (fault === "reset") {
    context.log(`${head.method} ${head.path} reset`);
    incoming.socket.resetAndDestroy();
    return;
  }
  const bytes = await readBody(incoming);
  const made = bytes ? await respondToAny({ ...head, bytes }, context) : tooLarge();
  const finished = withCommonHeaders(made, head, context);
  record(head, bytes, finished, context);
  context.log(describe(head, finished, fault, performance.now() - startMs));
  if (fault === "slow") context.clock.after(SLOW_MS, () => writeResponse(outgoing, finished));
  else writeResponse(outgoing, finished, fault);
}

/** What controls the mock always works; what a page fetches from it does not. */
function mayFail({ method, path, headers }: Omit<MockRequest, "bytes">): boolean {
  return (
    !isPreflight(method, headers) &&
    (!path.startsWith(CONTROL_PREFIX) || path.startsWith(`${CONTROL_PREFIX}files/`))
  );
}

async function respondToAny(request: MockRequest, context: MockContext): Promise<MockResponse> {
  if (!isPreflight(request.method, request.headers)) return respond(request, context);
  return { status: 204, headers: preflightHeaders(request.headers) };
}

function tooLarge(): MockResponse {
  return documentedError(undefined, [413], { message: `The body has more than ${MAX_BODY_BYTES} bytes.` });
}

function withCommonHeaders(
  made: MockResponse,
  head: Omit<MockRequest, "bytes">,
  { random }: MockContext,
): MockResponse {
  const requestId = `req-${random.word(16)}`;
  return { ...made, headers: { ...corsHeaders(head.headers), "x-request-id": requestId, ...made.headers } };
}

function record(
  { method, path, headers }: Omit<MockRequest, "bytes">,
  bytes: Buffer | undefined,
  { status, headers: { "x-request-id": requestId = "" } }: MockResponse,
  { requests, clock }: MockContext,
): void {
  if (path.startsWith(CONTROL_PREFIX) || isPreflight(method, headers)) return;
  requests.add({
    method,
    path,
    headers,
    body: bytes?.toString("utf8") ?? "",
    status,
    requestId,
    atMs: clock.now(),
  });
}

/** `POST /v1/videos/generations 400 duration must be …, got 99 3 ms` */
function describe(
  { method, path }: Omit<MockRequest, "bytes">,
  { status, note }: MockResponse,
  fault: FaultName | undefined,
  tookMs: number,
): string {
  return [method, path, status, fault, note, `(${Math.round(tookMs)} ms)`]
    .filter((part) => part !== undefined)
    .join(" ");
}
