import type { JsonObject } from "../../../src/openapi/json.ts";
import { pointerTo } from "../../../src/openapi/pointer.ts";
import type { Problem } from "../../../src/openapi/problem.ts";
import { findUnreadTasks } from "../../../src/openapi/tasks/unread-tasks.ts";

/** How many operations are named. */
const SHOWN = 3;

/**
 * Says of operations that seem to create tasks that nothing asks for those: the client has no function that waits.
 *
 * @param file Name of the document in the problem.
 */
export function checkTasks(file: string, document: JsonObject): Problem[] {
  const unread = findUnreadTasks(document);
  const [first] = unread;
  if (first === undefined) return [];
  const names = unread.slice(0, SHOWN).map(({ path, state }) => `POST ${path} ("${state}")`);
  const more = unread.length > SHOWN ? ` and ${unread.length - SHOWN} more` : "";
  const creates = unread.length === 1 ? "seems to create a task" : "seem to create tasks";
  const message = `${names.join(", ")}${more} ${creates} that no page reads: the client can submit, but not wait. If a GET reads a task by its id, add its page; a task that is read by POST is read by the function of that operation.`;
  return [{ severity: "warning", file, pointer: pointerTo(["paths", first.path, first.method]), message }];
}
