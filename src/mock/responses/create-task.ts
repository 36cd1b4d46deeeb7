import { createHash } from "node:crypto";
import { findCallbackUrlProblems } from "../../callback/url-rules.ts";
import { isRecord } from "../../openapi/json.ts";
import { jsonResponse, type MockRequest, type MockResponse } from "../base/http.ts";
import { readAspectRatio, readResultCount } from "../media/media.ts";
import type { PrismOperation } from "../prism/prism-operations.ts";
import { mintTaskId } from "../prism/task-query.ts";
import { readScenario } from "../tasks/scenario.ts";
import type { TaskRecord } from "../tasks/task-life.ts";
import type { MockContext } from "./context.ts";
import { documentedError } from "./documented-error.ts";
import { summarise } from "./explain-refusal.ts";
import { renderSubmitted } from "./task-response.ts";

/** Responds to a submission that Prism accepts: refuses what the real API refuses beyond its document, or makes a task. */
export function createTask(
  request: MockRequest,
  body: unknown,
  operation: PrismOperation,
  context: MockContext,
): MockResponse {
  const { store, options, clock } = context;
  const input = isRecord(body) ? body : {};
  const key = request.headers["idempotency-key"];
  const asked = key === undefined ? "" : hashRequest(request, body);
  const replay = key === undefined ? undefined : store.replayOf(key);
  if (replay)
    return replay.asked === asked ? replayTask(replay.taskId, context) : refuseReplay(operation, key);

  const { scenario, problems } = readScenario(body);
  if (problems.length > 0)
    return documentedError(operation, [400], { message: summarise(problems), problems });
  const { callback_url: callbackUrl } = input;
  const callbackProblems =
    typeof callbackUrl === "string"
      ? findCallbackUrlProblems(callbackUrl, { allowLoopback: options.localCallbacks })
      : [];
  if (callbackProblems.length > 0) {
    const message = `callback_url: ${callbackProblems.join(" ")}`;
    return documentedError(operation, [400], { message, param: "callback_url" });
  }
  if (scenario.status !== undefined)
    return { ...documentedError(operation, [scenario.status]), note: "asked for by a tag" };

  const createdMs = clock.now();
  const seconds = scenario.seconds ?? options.taskSeconds;
  const model = typeof input.model === "string" ? input.model : undefined;
  const id = mintFreshId(createdMs, context);
  const task: TaskRecord = {
    id,
    operation: `${operation.method.toUpperCase()} ${operation.path}`,
    createdMs,
    seconds,
    scenario,
    aspectRatio: readAspectRatio(input),
    ...readResultCount(input),
    ...(typeof callbackUrl === "string" && { callbackUrl }),
    submitted: renderSubmitted(operation, { id, createdMs, model, seconds }),
  };
  store.add(task, key, asked);
  context.changed(task);
  return { ...jsonResponse(200, task.submitted), note: id };
}

function mintFreshId(createdMs: number, { engine, draws, store, options }: MockContext): string {
  const seconds = options.isSeeded ? undefined : Math.floor(createdMs / 1000);
  let id: string;
  do id = mintTaskId(engine().documentedId, draws.ids, seconds);
  while (store.get(id));
  return id;
}

function hashRequest({ method, path }: MockRequest, body: unknown): string {
  return createHash("sha256")
    .update(JSON.stringify([method, path, body]))
    .digest("hex");
}

function replayTask(taskId: string, { store }: MockContext): MockResponse {
  const body = store.get(taskId)?.submitted;
  return { ...jsonResponse(200, body, { "idempotency-replayed": "true" }), note: `${taskId} replayed` };
}

function refuseReplay(operation: PrismOperation, key: string | undefined): MockResponse {
  const message = `Idempotency-Key "${key}" was used with another request. Use a new key for a new request.`;
  return documentedError(operation, [409, 400], { message, code: "idempotency_conflict" });
}
