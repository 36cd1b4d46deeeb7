import { isTaskId, openEnvelope } from "../client/tasks/read-task.ts";
import { spellSecret } from "../text/spell-secret.ts";
import { fromBytes } from "./bytes.ts";
import type { Outcome } from "./forward.ts";
import type { Grant } from "./grant.ts";
import { Refusal } from "./refusal.ts";
import type { AskedTask, Route } from "./route.ts";
import { askStore, type ProxyStore, type StoreKeys } from "./store.ts";

/** What a request said: its address and headers, and its body as it is sent. */
export interface Said {
  texts: readonly string[];
  body: unknown;
}

/** How many tasks one request may name: the store is asked about each. */
const MAX_NAMED = 100;

/** Knows who made which task. */
export function createOwnTasks(store: ProxyStore, report: (error: unknown) => void) {
  const isMade = async (key: string) => Boolean(await askStore(() => store.get(key)));
  return {
    /** @throws {Refusal} a task is none that the user has made, unless any is granted. */
    async ensure(asked: readonly AskedTask[], { anyTask }: Grant, keys: StoreKeys): Promise<void> {
      if (anyTask) return;
      const tasks = [...new Map(asked.map((task) => [JSON.stringify(task), task])).values()];
      if (tasks.length > MAX_NAMED)
        throw new Refusal(400, "too_many_tasks", `The request names more than ${MAX_NAMED} tasks.`);
      const isOwn = await Promise.all(
        tasks.map(async ({ id, queries }) => {
          if (!isTaskId(id)) return false;
          return (await Promise.all(queries.map((query) => isMade(keys.task(query, id))))).some(Boolean);
        }),
      );
      if (isOwn.includes(false)) throw new Refusal(404, "task_not_found", "No such task was made here.");
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
  const spelled = new RegExp(spellSecret(id), "i");
  return [...texts, raw].some((text) => spelled.test(text));
}
