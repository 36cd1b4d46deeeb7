import type { JsonObject } from "../../../src/openapi/json.ts";
import { pointerTo } from "../../../src/openapi/pointer.ts";
import type { Problem } from "../../../src/openapi/problem.ts";
import { writeData } from "../../../src/openapi/structure.ts";
import {
  findForeignTasks,
  findUnreadTasks,
  type UnreadTask,
} from "../../../src/openapi/tasks/unread-tasks.ts";

/** How many operations, and how many states of one, are named. */
const SHOWN = 3;

/**
 * Says of operations that seem to create tasks that nothing asks for those, or in which language: the client has no
 * function that waits.
 *
 * @param file Name of the document in the problem.
 */
export function checkTasks(file: string, document: JsonObject): Problem[] {
  const creates = (one: boolean) => (one ? "seems to create a task" : "seem to create tasks");
  return [
    ...warn(
      file,
      findUnreadTasks(document),
      (one) =>
        `${creates(one)} that no page reads: the client can submit, but not wait. If a GET reads a task by its id, add its page; a task that is read by POST is read by the function of that operation.`,
    ),
    ...warn(
      file,
      findForeignTasks(document),
      (one, { states }) =>
        `${creates(one)} with states that are not called in English, as ${states.slice(0, SHOWN).map(writeData).join(", ")}: the client can submit, but not wait, as it cannot tell which of them is an end. Read the task with the function of the operation that reads it, until its state is one that ends it.`,
    ),
  ];
}

function warn(
  file: string,
  tasks: readonly UnreadTask[],
  explain: (isOne: boolean, first: UnreadTask) => string,
): Problem[] {
  const [first] = tasks;
  if (first === undefined) return [];
  const names = tasks.slice(0, SHOWN).map(({ path, state }) => `POST ${path} ("${state}")`);
  const more = tasks.length > SHOWN ? ` and ${tasks.length - SHOWN} more` : "";
  const message = `${names.join(", ")}${more} ${explain(tasks.length === 1, first)}`;
  return [{ severity: "warning", file, pointer: pointerTo(["paths", first.path, first.method]), message }];
}
