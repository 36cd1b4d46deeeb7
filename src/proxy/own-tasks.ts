import { isTaskId, openEnvelope } from "../client/tasks/read-task.ts";
import { spellSecret } from "../text/spell-secret.ts";
import { fromBytes } from "./bytes.ts";
import type { Outcome } from "./forward.ts";
import type { Grant } from "./grant.ts";
import { Refusal } from "./refusal.ts";
import { findTasks, type Route } from "./route.ts";
import { askStore, type ProxyStore, type StoreKeys } from "./store.ts";

/** What a request said: its address and headers, and its body as it is sent. */
export interface Said {
  texts: readonly string[];
  body: unknown;
}

/** Knows who made which task. */
export function createOwnTasks(
  store: ProxyStore,
  queryPaths: readonly string[],
  report: (error: unknown) => void,
) {
  return {
    /** @throws {Refusal} a route is about a task that the user has not made, unless any is granted. */
    async ensure(route: Route, { anyTask }: Grant, keys: StoreKeys): Promise<void> {
      for (const { id, queries } of findTasks(route, queryPaths)) {
        if (anyTask) continue;
        const made = await Promise.all(
          queries.map((query) => askStore(() => store.get(keys.task(query, id)))),
        );
        if (!made.some(Boolean)) throw new Refusal(404, "task_not_found", "No such task was made here.");
      }
    },
    /** Keeps who made the task of a response, but for one that the request names: somebody else may have made it. */
    async keep({ json, response }: Outcome, { task }: Route, said: Said, keys: StoreKeys): Promise<void> {
      if (!task || response.status >= 400) return;
      try {
        const id = openEnvelope(Object(json), task.envelope)[task.id];
        if (isTaskId(id) && !isSaid(id, said))
          await askStore(() => store.settle(keys.task(task.query, id), "made"));
      } catch (error) {
        // The response of what was paid for is not withheld for it.
        report(error);
      }
    },
  };
}

/** Whether an id stands in a request, however it is spelled there. */
function isSaid(id: string, { texts, body }: Said): boolean {
  const raw = body instanceof Uint8Array ? fromBytes(body) : `${body}`;
  return new RegExp(spellSecret(id), "i").test([...texts, raw].join(" "));
}
