import { isRecord } from "../../../openapi/json.ts";
import { jsonResponse, type MockRequest, type MockResponse } from "../../base/http.ts";
import type { TaskForm } from "../../prism/task-forms.ts";
import type { TaskList } from "../../prism/task-roles.ts";
import type { MockContext } from "../context.ts";
import { resultUrls } from "../control.ts";
import { renderTask } from "./task-response.ts";

/** Responds with the tasks of some forms, newest first, in the place of those that the document shows, if that fits. */
export function listTasks(
  request: MockRequest,
  { forms, list }: { forms: readonly TaskForm[]; list: TaskList },
  fromDocument: () => MockResponse,
  { store, clock, engine, url }: MockContext,
): MockResponse {
  const { content, key, item } = list;
  const items = store
    .list()
    .toReversed()
    .flatMap((task) => {
      const form = forms.find(({ name }) => name === task.operation);
      const links = () => resultUrls(task, request.origin ?? url());
      return form === undefined ? [] : [renderTask(item, form, task, clock.now(), links, engine())];
    });
  const shown = fromDocument();
  const body = key === undefined ? items : { ...(isRecord(shown.body) && shown.body), [key]: items };
  const fits = engine().compileResponse(content.schema, item.operation)(body);
  return fits ? { ...jsonResponse(list.status, body), note: `${items.length} tasks` } : shown;
}
