import { drawFault, type FaultName, SLOW_MS } from "../base/faults.ts";
import { type MockRequest, type MockResponse, PacedBody, type RequestHead } from "../base/http.ts";
import { listKeyNames } from "../prism/key-place.ts";
import { createSecretHider, type SecretHider } from "../recording/hide-secrets.ts";
import type { MockContext } from "../responses/context.ts";
import { isOwnRoute, isResult } from "../responses/control.ts";
import { documentedError } from "../responses/documented-error.ts";
import { corsHeaders, isPreflight, preflightHeaders } from "./cors.ts";
import { respond } from "./handler.ts";
import { LATE, MAX_BODY_BYTES } from "./read-request.ts";

/** A response, and how it goes wrong on its way. Of one that is lost there is nothing to send. */
export type Served =
  | { response: MockResponse; fault?: Exclude<FaultName, "drop" | "reset"> | undefined }
  | { response?: undefined; fault: "drop" | "reset" };

/**
 * Serves one request, however it came: draws its fault, responds, keeps it in the journal and says a line. What goes
 * wrong in here is a 500 that says so.
 *
 * @param readBody the whole body, or undefined where that is too large, or that it did not come in time. Not asked when
 * the connection is reset.
 * @throws what `readBody` rejects with: the client went away.
 */
export async function serve(
  head: RequestHead,
  readBody: () => Promise<Buffer | undefined | typeof LATE>,
  context: MockContext,
): Promise<Served> {
  const startMs = performance.now();
  const { clock, log, options, draws } = context;
  const fault = isCall(head) ? drawFault(options.faults, draws.faults) : undefined;
  if (fault === "reset") {
    log(`${head.method} ${head.path} reset`);
    return { fault };
  }
  const body = await readBody();
  const bytes = body === LATE ? undefined : body;
  const made =
    body === LATE ? tooLate() : bytes ? await respondToAny({ ...head, bytes }, context) : tooLarge();
  const response = withCommonHeaders({ ...made, body: writeJson(made.body) }, head, context);
  const tookMs = performance.now() - startMs;
  const { learn, hideText } = createSecretHider(options.apiKey, () =>
    listKeyNames(context.engine().operations),
  );
  learn(head, bytes?.toString("latin1") ?? "");
  record(head, bytes, response, { tookMs, fault, hideText }, context);
  log(hideText(describe(head, response, fault, tookMs)));
  if (fault === "drop") return { fault };
  if (fault === "slow") await new Promise<void>((resolve) => clock.after(SLOW_MS, resolve));
  return { response, fault };
}

/** Whether a request is one of a client, which may fail. What controls the mock always works. */
function isCall({ method, path, headers }: RequestHead): boolean {
  return !isPreflight(method, headers) && (!isOwnRoute({ method, path }) || isResult(path));
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

function tooLate(): MockResponse {
  const message = "The body did not arrive in time.";
  const { headers, ...made } = documentedError(undefined, [408], { message });
  return { ...made, headers: { ...headers, connection: "close" } };
}

function withCommonHeaders(made: MockResponse, head: RequestHead, { draws }: MockContext): MockResponse {
  const requestId = `req-${(isCall(head) ? draws.requestIds : draws.ownRequestIds).word(16)}`;
  return { ...made, headers: { ...corsHeaders(head.headers), "x-request-id": requestId, ...made.headers } };
}

function record(
  { method, path, search, headers }: RequestHead,
  bytes: Buffer | undefined,
  { status, headers: responseHeaders, body, note, problems }: MockResponse,
  {
    tookMs,
    fault,
    hideText,
  }: { tookMs: number; fault: FaultName | undefined; hideText: SecretHider["hideText"] },
  { requests, clock, changes }: MockContext,
): void {
  if (isOwnRoute({ method, path }) || isPreflight(method, headers)) return;
  const requestId = responseHeaders["x-request-id"] ?? "";
  const hideValues = (of: Record<string, string>) =>
    Object.fromEntries(Object.entries(of).map(([name, value]) => [name, hideText(value)]));
  requests.add({
    method,
    path: hideText(path),
    ...(search !== "" && { query: hideText(search) }),
    headers: hideValues(headers),
    body: hideText(bytes?.toString("utf8") ?? ""),
    status,
    requestId,
    atMs: clock.now(),
    tookMs: Math.round(tookMs),
    ...(note !== undefined && { note: hideText(note) }),
    ...(problems !== undefined && { problems: problems.map(hideText) }),
    ...(fault !== undefined && { fault }),
    response: {
      headers: hideValues(responseHeaders),
      body: method === "HEAD" ? "" : hideText(textOfBody(body)),
    },
  });
  changes.announce({ kind: "request", requestId });
}

/** JSON is written once, for the journal and the client. */
function writeJson(body: unknown): unknown {
  const isWritten =
    body === undefined ||
    typeof body === "string" ||
    Buffer.isBuffer(body) ||
    body instanceof PacedBody ||
    body instanceof ReadableStream;
  return isWritten ? body : JSON.stringify(body);
}

/** A response's body for the journal: of bytes, how many there are. */
function textOfBody(body: unknown): string {
  if (body === undefined) return "";
  if (Buffer.isBuffer(body)) return `(${body.length} bytes)`;
  if (body instanceof PacedBody) return body.pieces.join("");
  if (body instanceof ReadableStream) return "(a stream)";
  return String(body);
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
