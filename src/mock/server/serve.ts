import { drawFault, type FaultName, SLOW_MS } from "../base/faults.ts";
import type { MockRequest, MockResponse, RequestHead } from "../base/http.ts";
import type { MockContext } from "../responses/context.ts";
import { CONTROL_PREFIX } from "../responses/control.ts";
import { documentedError } from "../responses/documented-error.ts";
import { corsHeaders, isPreflight, preflightHeaders } from "./cors.ts";
import { respond } from "./handler.ts";
import { MAX_BODY_BYTES } from "./read-request.ts";

/** A response, and how it goes wrong on its way. Of one that is lost there is nothing to send. */
export type Served =
  | { response: MockResponse; fault?: Exclude<FaultName, "drop" | "reset"> | undefined }
  | { response?: undefined; fault: "drop" | "reset" };

/**
 * Serves one request, however it came: draws its fault, responds, keeps it in the journal and says a line. What goes
 * wrong in here is a 500 that says so.
 *
 * @param readBody the whole body, or undefined where that is too large. Not asked when the connection is reset.
 * @throws what `readBody` rejects with: the client went away.
 */
export async function serve(
  head: RequestHead,
  readBody: () => Promise<Buffer | undefined>,
  context: MockContext,
): Promise<Served> {
  const startMs = performance.now();
  const { clock, log, options, random } = context;
  const fault = mayFail(head) ? drawFault(options.faults, random) : undefined;
  if (fault === "reset") {
    log(`${head.method} ${head.path} reset`);
    return { fault };
  }
  const bytes = await readBody();
  const made = bytes ? await respondToAny({ ...head, bytes }, context) : tooLarge();
  const response = withCommonHeaders(made, head, context);
  record(head, bytes, response, context);
  log(describe(head, response, fault, performance.now() - startMs));
  if (fault === "drop") return { fault };
  if (fault === "slow") await new Promise<void>((resolve) => clock.after(SLOW_MS, resolve));
  return { response, fault };
}

/** What controls the mock always works; what a page fetches from it does not. */
function mayFail({ method, path, headers }: RequestHead): boolean {
  return (
    !isPreflight(method, headers) &&
    (!path.startsWith(CONTROL_PREFIX) || path.startsWith(`${CONTROL_PREFIX}files/`))
  );
}

async function respondToAny(request: MockRequest, context: MockContext): Promise<MockResponse> {
  if (isPreflight(request.method, request.headers))
    return { status: 204, headers: preflightHeaders(request.headers) };
  try {
    return await respond(request, context);
  } catch (error) {
    context.log(`${request.method} ${request.path} failed: ${error instanceof Error ? error.stack : error}`);
    const message = `The mock failed: ${error instanceof Error ? error.message : error}`;
    return documentedError(undefined, [500], { message, code: "mock_failed" });
  }
}

function tooLarge(): MockResponse {
  return documentedError(undefined, [413], { message: `The body has more than ${MAX_BODY_BYTES} bytes.` });
}

function withCommonHeaders(
  made: MockResponse,
  { headers }: RequestHead,
  { random }: MockContext,
): MockResponse {
  const requestId = `req-${random.word(16)}`;
  return { ...made, headers: { ...corsHeaders(headers), "x-request-id": requestId, ...made.headers } };
}

function record(
  { method, path, headers }: RequestHead,
  bytes: Buffer | undefined,
  { status, headers: { "x-request-id": requestId = "" } }: MockResponse,
  { requests, clock }: MockContext,
): void {
  if (path.startsWith(CONTROL_PREFIX) || isPreflight(method, headers)) return;
  const body = bytes?.toString("utf8") ?? "";
  requests.add({ method, path, headers, body, status, requestId, atMs: clock.now() });
}

/** `POST /v1/videos/generations 400 duration must be …, got 99 3 ms` */
function describe(
  { method, path }: RequestHead,
  { status, note }: MockResponse,
  fault: FaultName | undefined,
  tookMs: number,
): string {
  return [method, path, status, fault, note, `(${Math.round(tookMs)} ms)`]
    .filter((part) => part !== undefined)
    .join(" ");
}
