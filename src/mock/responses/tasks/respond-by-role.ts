import type { MockRequest, MockResponse } from "../../base/http.ts";
import type { PrismOperation } from "../../prism/prism-operations.ts";
import type { TaskRole } from "../../prism/task-roles.ts";
import type { MockContext } from "../context.ts";
import { createTask } from "./create-task.ts";
import { listTasks } from "./list-tasks.ts";
import { cancelTask, deleteTask, queryTask } from "./query-task.ts";

/** A request that has to do with tasks. */
interface Asked {
  request: MockRequest;
  body: unknown;
  operation: PrismOperation;
  /** What the path says for the parameters of its template. */
  parameters: Readonly<Record<string, string>>;
  /** What would be the response if there were no tasks. */
  fromDocument: () => MockResponse;
}

/** Responds to a request as its operation does with tasks. */
export function respondByRole(
  role: TaskRole,
  { request, body, operation, parameters, fromDocument }: Asked,
  context: MockContext,
): MockResponse {
  if (role.does === "create") return createTask(request, body, operation, role.form, context);
  if (role.does === "list") return listTasks(request, role, fromDocument, context);
  const asked = { request, operation, id: Object.values(parameters).join("/"), forms: role.forms };
  if (role.does === "query") return queryTask(asked, context);
  if (role.does === "delete") return deleteTask(asked, fromDocument, context);
  return cancelTask(asked, fromDocument, role.response, context);
}
