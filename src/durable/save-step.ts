import { backOffMs } from "../client/http/retry.ts";
import { DownloadError, ResultExpiredError } from "../errors/classes.ts";
import { openResult } from "../result/open-result.ts";
import type { ResultTask } from "../result/result-source.ts";
import { findCollection, type Machine, type Outcome, type ResultSourceClient } from "./machine.ts";
import { toStoredError } from "./record.ts";
import type { DurableTask } from "./store.ts";

/** How often one result is tried, in a row, before a person has to look: the store may be full. */
const MAX_FAILURES = 8;

/** Saves the results of a completed task, one after the other; what `save` returned is stored after each. */
export async function saveResults(task: DurableTask, machine: Machine): Promise<Outcome | undefined> {
  const completed = task.record.task as unknown as ResultTask;
  const count = completed.results?.length ?? 0;
  const evolink = createSource(task, machine);
  const { signal } = machine;
  if (count === 0) await task.write({ state: "saved", saved: [] });
  while (task.record.state === "ended") {
    const { saved = [] } = task.record;
    const index = saved.length;
    let value: unknown;
    try {
      value = await machine.save({
        id: task.id,
        index,
        count,
        task: completed,
        context: task.order.context,
        open: (options) => openResult(completed, { evolink, signal, index, ...options }),
        signal,
        evolink,
      });
    } catch (thrown) {
      return takeFailure(task, machine, thrown);
    }
    const all = [...saved, value ?? null];
    await task.write({
      saved: all,
      failures: undefined,
      error: undefined,
      ...(all.length === count && { state: "saved" }),
    });
  }
  return undefined;
}

/** Results are asked for again by the query of the collection that made the task. */
function createSource({ order }: DurableTask, { evolink }: Machine): ResultSourceClient {
  const { baseUrl } = evolink;
  return {
    baseUrl,
    tasks: {
      async get(taskId, options) {
        const { task, completed } = await findCollection(evolink, order).check(taskId, options);
        return completed ?? task;
      },
    },
  };
}

async function takeFailure(task: DurableTask, { signal }: Machine, thrown: unknown): Promise<Outcome> {
  if (signal?.aborted) return { kind: "wait", delayMs: 0 };
  const error = toStoredError(thrown);
  const failures = (task.record.failures ?? 0) + 1;
  const isFinal =
    thrown instanceof ResultExpiredError || (thrown instanceof DownloadError && !thrown.retryable);
  await task.write({ failures, error });
  return isFinal || failures >= MAX_FAILURES
    ? { kind: "stopped", error }
    : { kind: "wait", delayMs: backOffMs(failures) };
}
