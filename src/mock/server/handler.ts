import { isRecord } from "../../openapi/json.ts";
import type { MockRequest, MockResponse } from "../base/http.ts";
import { decodeSegment } from "../base/nesting.ts";
import { respondToConsole, respondToRoot } from "../console/respond.ts";
import type { Engine } from "../prism/engine.ts";
import type { Preferences } from "../prism/prism.ts";
import type { PrismOperation } from "../prism/prism-operations.ts";
import type { NoRoute } from "../prism/router.ts";
import type { Recorder } from "../recording/recorder.ts";
import type { Replay } from "../recording/replay.ts";
import { judgeRequest } from "../requests/judge-request.ts";
import { parseBody } from "../requests/parse-body.ts";
import { completeResponse } from "../responses/complete-response.ts";
import type { MockContext } from "../responses/context.ts";
import {
  isOwnRoute,
  isResult,
  isRoot,
  plainResponse,
  RECORDED_FILES,
  respondToControl,
} from "../responses/control.ts";
import { refuseAccept, respondFromDocument } from "../responses/document-response.ts";
import { documentedError } from "../responses/documented-error.ts";
import { respondByRole } from "../responses/tasks/respond-by-role.ts";
import { asksForStream, toStream, toWholePath } from "../streams/index.ts";
import { refuseControl } from "./control-access.ts";
import { readPreferences } from "./prefer.ts";

/** Responds to a request: by the mock's own routes, then by whatever the document has, judged by its schemas. */
export async function respond(asked: MockRequest, context: MockContext): Promise<MockResponse> {
  if (isOwnRoute(asked)) {
    const refused = isResult(asked.path) ? undefined : refuseControl(asked.headers, context.options.host);
    if (refused !== undefined) return plainResponse(403, refused);
    const response = isRoot(asked)
      ? await respondToRoot(asked, context)
      : ((await respondToConsole(asked, context)) ?? (await respondToControl(asked, context)));
    await context.kept();
    return response;
  }

  const { recorder, replay } = context;
  if (recorder) return passOn(recorder, asked, context);
  const replayed = replay && (await respondFromRecording(replay, asked, context));
  if (replayed) return replayed;

  const malformed = asked.path.split("/").find((segment) => decodeSegment(segment) === undefined);
  if (malformed !== undefined) {
    const message = `The path has a malformed percent-encoding in "${malformed}".`;
    return documentedError(undefined, [400], { message });
  }
  const engine = context.engine();
  const route = findRoute(engine, asked);
  if ("status" in route) return respondWithoutRoute(asked, route);
  const { operation: found, parameters, raw } = route;
  const parsed = await parseBody(asked, found);
  if ("message" in parsed) return documentedError(found, [400], parsed);

  const { value: body } = parsed;
  const variants = engine.variantsOf(found);
  const operation = variants?.choose(isRecord(body) ? body[variants.discriminator] : undefined) ?? found;
  engine.ensureCompiles(operation);
  const refusal = judgeRequest(engine, operation, asked, raw, parsed);
  if (refusal) return documentedError(operation, refusal.statuses, refusal.explanation);
  const preferences = readPreferences(asked.headers.prefer);
  if (preferences) return completeResponse(engine, operation, await fulfil(preferences, asked, operation));

  const role = engine.taskRoles.get(found);
  const isStream = role === undefined && asksForStream(asked, body);
  const accept = isStream ? undefined : asked.headers.accept;
  const fromDocument = () =>
    respondFromDocument(operation, { ...parameters, ...(isRecord(body) && body) }, accept, engine);
  const response =
    refuseAccept(operation, accept) ??
    (role === undefined
      ? fromDocument()
      : respondByRole(role, { request: asked, body, operation, parameters, fromDocument }, context));
  await context.kept();
  const complete = completeResponse(engine, operation, response);
  return isStream ? toStream(complete, operation, asked, body, context.options.streamMs) : complete;
}

/** No page elsewhere may spend the user's money. What comes without a port is of this process. */
async function passOn(
  recorder: Recorder,
  asked: MockRequest,
  { options }: MockContext,
): Promise<MockResponse> {
  const refused = asked.origin === undefined ? refuseControl(asked.headers, options.host) : undefined;
  return refused === undefined ? recorder.pass(asked) : plainResponse(403, refused);
}

function respondFromRecording(
  replay: Replay,
  asked: MockRequest,
  { draws, options, url }: MockContext,
): Promise<MockResponse | undefined> {
  const linkTo = (file: string) => `${asked.origin ?? url()}${RECORDED_FILES}${file}`;
  return replay.respond(asked, { random: draws.ids, streamMs: options.streamMs, linkTo });
}

/** RFC 9110, 9.3.7 and 15.5.6: what a path takes is said to whoever asks, and to whoever did not. */
function respondWithoutRoute({ method, path }: MockRequest, route: NoRoute): MockResponse {
  const headers: Record<string, string> = route.allow === undefined ? {} : { allow: route.allow };
  if (method === "OPTIONS" && (route.status === 405 || path === "*")) return { status: 204, headers };
  const response = documentedError(undefined, [route.status], route);
  return { ...response, headers: { ...response.headers, ...headers } };
}

/** The route of a path, or of the one that has the same response whole. */
function findRoute(engine: Engine, { method, path }: MockRequest) {
  const [exact, whole] = [engine.find(method, path), toWholePath(path)];
  return "status" in exact && whole !== path ? engine.find(method, whole) : exact;
}

/** What Prism responds to a wish, or why it cannot: 404 where the document has no such response. */
async function fulfil(
  wishes: Preferences,
  asked: MockRequest,
  operation: PrismOperation,
): Promise<MockResponse> {
  const { respondAsPrism } = await import("../prism/prism.ts");
  try {
    return respondAsPrism(operation, asked, wishes);
  } catch (error) {
    const { status, detail, message } = error as Error & { status?: number; detail?: string };
    if (status === undefined) throw error;
    return documentedError(operation, [status], { message: detail ?? message });
  }
}
