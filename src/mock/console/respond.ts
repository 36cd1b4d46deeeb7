import { isRecord } from "../../openapi/json.ts";
import { checkFaults } from "../base/faults.ts";
import { jsonResponse, type MockRequest, type MockResponse } from "../base/http.ts";
import type { MockContext } from "../responses/context.ts";
import { CONTROL_PREFIX, plainResponse } from "../responses/control.ts";
import { ACTIONS, type Action, steerTask } from "../tasks/steer-task.ts";
import { respondWithAsset } from "./assets.ts";
import { describeMock, describeSettings, viewTask } from "./describe-mock.ts";
import { findJournalRequest } from "./journal-request.ts";
import { listExamples } from "./list-examples.ts";
import { respondWithUpdates } from "./watch.ts";

/** Responds to the root: with the console to a browser, with what runs to anybody else. */
export async function respondToRoot(request: MockRequest, context: MockContext): Promise<MockResponse> {
  if (prefersHtml(request.headers.accept)) return respondWithAsset("page");
  return jsonResponse(200, describeMock(context));
}

/** Whether a client asks for HTML before anything else, as browsers do when somebody opens an address. */
export const prefersHtml = (accept = "") => /^\s*(?:text\/html|application\/xhtml\+xml)\b/i.test(accept);

/** Responds to the routes of the console below `/_mock/`; undefined where it has none of that name. */
export async function respondToConsole(
  request: MockRequest,
  context: MockContext,
): Promise<MockResponse | undefined> {
  const [route = "", ...rest] = request.path.slice(CONTROL_PREFIX.length).split("/");
  const isPost = request.method === "POST";
  if (route === "console.js") return respondWithAsset("script");
  if (route === "console.css") return respondWithAsset("style");
  if (route === "reference") return respondWithAsset("reference");
  if (route === "reference.js") return respondWithAsset("referenceScript");
  if (route === "redoc.js") return respondWithAsset("redoc");
  if (route === "document") return jsonResponse(200, context.engine().source.document);
  if (route === "events") return respondWithUpdates(context);
  if (route === "requests" && rest.length === 1) return respondWithRequest(rest[0], context);
  if (route === "examples") return respondWithExamples(request, context);
  if (route === "proxy") return passThroughProxy(request, context);
  if (route === "tasks" && isPost && rest.length === 2) return steer(rest, request, context);
  if (route === "clock") return isPost ? setClock(request, context) : settings(context);
  if (route === "faults") return isPost ? setFaults(request, context) : settings(context);
  return undefined;
}

const settings = (context: MockContext) => jsonResponse(200, describeSettings(context));

async function respondWithRequest(
  requestId: string | undefined,
  context: MockContext,
): Promise<MockResponse> {
  const found = await findJournalRequest(requestId ?? "", context);
  return found ? jsonResponse(200, found) : plainResponse(404, `The journal has no request ${requestId}.`);
}

function respondWithExamples({ query }: MockRequest, context: MockContext): MockResponse {
  const { method, path, model } = query;
  if (typeof method !== "string" || typeof path !== "string")
    return plainResponse(
      400,
      "Expected ?method=METHOD&path=PATH of a route, and &model=MODEL if it has some.",
    );
  const found = listExamples(context.engine(), {
    method,
    path,
    ...(typeof model === "string" && model !== "" && { model }),
  });
  return found ? jsonResponse(200, found) : plainResponse(404, `The document has no ${method} ${path}.`);
}

/** Loaded where it is used: only the console's form submits through it. */
async function passThroughProxy(request: MockRequest, context: MockContext): Promise<MockResponse> {
  const { respondThroughProxy } = await import("./proxy.ts");
  return respondThroughProxy(request, context);
}

/** `POST /_mock/tasks/ID/ACTION`, with `{ "code": "…" }` for a failure. */
function steer([id = "", action = ""]: readonly string[], request: MockRequest, context: MockContext) {
  const task = context.store.get(id);
  if (!task) return plainResponse(404, `There is no task ${id}.`);
  if (!Object.hasOwn(ACTIONS, action))
    return plainResponse(404, `Expected one of ${Object.keys(ACTIONS).join(", ")}, got ${action}.`);
  const input = readInput(request);
  const { code } = input ?? {};
  if (input === undefined || (code !== undefined && (typeof code !== "string" || code === "")))
    return plainResponse(400, 'Expected { "code": "…" }, or no body.');
  const steered = steerTask(task, action as Action, context.clock.now(), code);
  if ("refused" in steered) return plainResponse(409, steered.refused);
  context.store.replace(steered);
  context.changed(steered);
  return jsonResponse(200, viewTask(steered));
}

/** `POST /_mock/clock` with `{ "speed": 10 }`, `{ "jumpSeconds": 60 }` or both. */
function setClock(request: MockRequest, context: MockContext): MockResponse {
  const { speed, jumpSeconds } = readInput(request) ?? {};
  const given = [speed, jumpSeconds].filter((value) => value !== undefined);
  if (given.length === 0 || !given.every((value) => typeof value === "number"))
    return plainResponse(400, 'Expected { "speed": N } or { "jumpSeconds": N }.');
  try {
    if (typeof speed === "number") context.clock.setSpeed(speed);
    if (typeof jumpSeconds === "number") context.clock.jump(jumpSeconds * 1000);
  } catch (error) {
    return refuseRange(error);
  }
  context.keep();
  return changedSettings(context);
}

/** `POST /_mock/faults` with all that there are to be: `{ "drop": 0.5 }`. */
function setFaults(request: MockRequest, context: MockContext): MockResponse {
  const faults = readInput(request);
  if (faults === undefined || !Object.values(faults).every((value) => typeof value === "number"))
    return plainResponse(400, 'Expected probabilities by name: { "drop": 0.5 }.');
  try {
    checkFaults(faults as Record<string, number>);
  } catch (error) {
    return refuseRange(error);
  }
  context.options.faults = faults;
  return changedSettings(context);
}

function changedSettings(context: MockContext): MockResponse {
  context.changes.announce({ kind: "settings" });
  return settings(context);
}

function refuseRange(error: unknown): MockResponse {
  if (error instanceof RangeError) return plainResponse(400, error.message);
  throw error;
}

/** The body as an object, `{}` where there is none; undefined where it is anything else. */
function readInput({ bytes }: MockRequest): Record<string, unknown> | undefined {
  if (bytes.length === 0) return {};
  try {
    const value: unknown = JSON.parse(bytes.toString("utf8"));
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
