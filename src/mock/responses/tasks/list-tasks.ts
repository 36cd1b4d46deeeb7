import { jsonResponse, type MockRequest, type MockResponse } from "../../base/http.ts";
import type { TaskForm } from "../../prism/task-forms.ts";
import type { TaskList } from "../../prism/task-roles.ts";
import { fillEnvelope } from "../../tasks/envelope.ts";
import type { MockContext } from "../context.ts";
import { linksAt } from "../control.ts";
import { renderTask } from "./task-response.ts";

/** Responds with the tasks of some forms, newest first, in the place of those that the document shows, if that fits. */
export function listTasks(
  request: MockRequest,
  { forms, list }: { forms: readonly TaskForm[]; list: TaskList },
  fromDocument: () => MockResponse,
  { store, clock, engine, url }: MockContext,
): MockResponse {
  const { content, keys, item } = list;
  const items = store
    .list()
    .toReversed()
    .flatMap((task) => {
      const form = forms.find(({ name }) => name === task.operation);
      if (form === undefined) return [];
      const links = linksAt(task, form.results, request.origin ?? url());
      return [renderTask(item, form, task, clock.now(), links, engine())];
    });
  const shown = fromDocument();
  const body = fillEnvelope(shown.body, keys, items);
  const fits = engine().compileResponse(content.schema, item.operation)(body);
  return fits ? { ...jsonResponse(list.status, body), note: `${items.length} tasks` } : shown;
}
