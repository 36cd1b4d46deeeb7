import { jsonResponse, type MockRequest, type MockResponse } from "../base/http.ts";
import { decodeSegment } from "../base/nesting.ts";
import type { PrismOperation } from "../prism/prism-operations.ts";
import { taskIdPrefix } from "../prism/task-query.ts";
import type { MockContext } from "./context.ts";
import { resultUrls } from "./control.ts";
import { documentedError } from "./documented-error.ts";
import { renderTask } from "./task-response.ts";

/** Responds with how a task stands; a malformed id is the documented 400, one nobody knows the documented 404. */
export function queryTask(
  request: MockRequest,
  operation: PrismOperation,
  context: MockContext,
): MockResponse {
  const segment = request.path.slice(request.path.lastIndexOf("/") + 1);
  const id = decodeSegment(segment) ?? segment;
  const prefix = taskIdPrefix(context.engine().documentedId);
  if (!id.startsWith(prefix)) {
    const param = operation.request?.path?.[0]?.name ?? "id";
    const message = `${param} must start with "${prefix}", got ${JSON.stringify(id)}`;
    return documentedError(operation, [400], { message, param });
  }
  const task = context.store.get(id);
  if (!task) return { ...documentedError(operation, [404]), note: `no task ${id}` };
  const body = renderTask(operation, task, context.clock.now(), () =>
    resultUrls(task, request.origin ?? context.url()),
  );
  return { ...jsonResponse(200, body), note: `${body.status} ${body.progress ?? ""}%` };
}
