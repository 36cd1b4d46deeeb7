import { createHash } from "node:crypto";
import { findCallbackUrlProblems } from "../../../callback/url-rules.ts";
import { isRecord, type JsonObject } from "../../../openapi/json.ts";
import { valueAt } from "../../../openapi/pointer.ts";
import { jsonResponse, type MockRequest, type MockResponse } from "../../base/http.ts";
import { readAspectRatio, readResultCount, readResultMedium } from "../../media/media.ts";
import type { PrismOperation } from "../../prism/prism-operations.ts";
import type { TaskForm } from "../../prism/task-forms.ts";
import { readScenario } from "../../tasks/scenario.ts";
import type { TaskRecord } from "../../tasks/task-life.ts";
import type { MockContext } from "../context.ts";
import { documentedError } from "../documented-error.ts";
import { summarise } from "../explain-refusal.ts";
import { mintFreshId } from "./mint-fresh-id.ts";
import { renderSubmitted } from "./task-response.ts";

/** Responds to a submission that Prism accepts: refuses what the real API refuses beyond its document, or makes a task. */
export function createTask(
  request: MockRequest,
  body: unknown,
  operation: PrismOperation,
  form: TaskForm,
  context: MockContext,
): MockResponse {
  const { store, options, clock } = context;
  const input = isRecord(body) ? body : {};
  const key = request.headers["idempotency-key"];
  const asked = key === undefined ? "" : hashRequest(request, body);
  const replay = key === undefined ? undefined : store.replayOf(key);
  if (replay)
    return replay.asked === asked ? replayTask(replay.taskId, form, context) : refuseReplay(operation, key);

  const { scenario, problems } = readScenario(body);
  if (problems.length > 0)
    return documentedError(operation, [400], { message: summarise(problems), problems });
  const callbackUrl = valueAt(input as JsonObject, form.callbackUrl);
  const callbackProblems =
    typeof callbackUrl === "string"
      ? findCallbackUrlProblems(callbackUrl, { allowLoopback: options.localCallbacks })
      : [];
  if (callbackProblems.length > 0) {
    const param = form.callbackUrl.join(".");
    const message = `${param}: ${callbackProblems.join(" ")}`;
    return documentedError(operation, [400], { message, param });
  }
  if (scenario.status !== undefined)
    return { ...documentedError(operation, [scenario.status]), note: "asked for by a tag" };

  const createdMs = clock.now();
  const seconds = scenario.seconds ?? options.taskSeconds;
  const model = typeof input.model === "string" ? input.model : undefined;
  const id = mintFreshId(form, createdMs, context);
  const task: TaskRecord = {
    id,
    operation: form.name,
    createdMs,
    seconds,
    scenario,
    aspectRatio: readAspectRatio(input),
    ...readResultCount(input),
    ...readResultMedium(form.results, form.name),
    ...(typeof callbackUrl === "string" && { callbackUrl }),
    submitted: renderSubmitted(form, { id, createdMs, model, seconds }, context.engine()),
  };
  store.add(task, key, asked);
  context.changed(task);
  return { ...jsonResponse(form.create.status, task.submitted), note: id };
}

function hashRequest({ method, path }: MockRequest, body: unknown): string {
  return createHash("sha256")
    .update(JSON.stringify([method, path, body]))
    .digest("hex");
}

function replayTask(taskId: string, { create }: TaskForm, { store }: MockContext): MockResponse {
  const body = store.get(taskId)?.submitted;
  return {
    ...jsonResponse(create.status, body, { "idempotency-replayed": "true" }),
    note: `${taskId} replayed`,
  };
}

function refuseReplay(operation: PrismOperation, key: string | undefined): MockResponse {
  const message = `Idempotency-Key "${key}" was used with another request. Use a new key for a new request.`;
  return documentedError(operation, [409, 400], { message, code: "idempotency_conflict" });
}
