import type { Callbacks } from "../callback/create-callbacks.ts";
import type { CallbackHandler } from "../callback/handler.ts";
import type { TaskOrder, TaskRecord } from "../durable/record.ts";
import { type Settlement, settleTask } from "../durable/settle.ts";
import { openTask, SupersededError } from "../durable/store.ts";
import { createJobStore } from "./job-store.ts";
import { createSeenStore } from "./seen-store.ts";
import { promoteJob, type TaskQueue } from "./task-queue.ts";

/** An order whose submission has an unknown outcome. */
export interface UncertainOrder {
  id: string;
  order: TaskOrder;
  record: TaskRecord;
}

/** Jobs that are read at once. */
const PAGE = 100;

/** Lists the orders of a queue that wait for `settleJob`: a page of failed jobs at a time, so that any number fits. */
export async function* listUncertain(queue: TaskQueue): AsyncGenerator<UncertainOrder> {
  const store = createJobStore(queue);
  for (let start = 0; ; start += PAGE) {
    const jobs = await queue.getFailed(start, start + PAGE - 1);
    for (const job of jobs) {
      if (job?.id === undefined) continue;
      const { record } = await store.read(job.id);
      if (record?.state === "uncertain") yield { id: job.id, order: job.data as TaskOrder, record };
    }
    if (jobs.length < PAGE) return;
  }
}

/**
 * Takes in what a person has found out about an order that is uncertain, or that has failed, and goes on with it.
 *
 * @returns whether there was such an order to settle.
 * @throws {SupersededError} somebody else settles it at this moment.
 */
export async function settleJob(queue: TaskQueue, id: string, settlement: Settlement): Promise<boolean> {
  const job = await queue.getJob(id);
  if (!job) return false;
  const task = await openTask(createJobStore(queue), id, job.data as TaskOrder, () => {});
  if (!(await settleTask(task, settlement))) return false;
  if (!("giveUp" in settlement)) await goOn(queue, id);
  return true;
}

/**
 * Makes the handler of the route where the tasks of a queue report their end. It wakes the job, and settles a submission of
 * which nobody knew whether it was accepted: the callback says so.
 *
 * @param options `onError` gets what went wrong; default: `console.error`.
 */
export function createQueueCallbacks(
  queue: TaskQueue,
  callbacks: Pick<Callbacks, "handler">,
  options: { onError?: ((error: unknown) => unknown) | undefined } = {},
): CallbackHandler {
  return callbacks.handler({
    ...options,
    seen: createSeenStore(queue),
    async onTask(task, context) {
      const { job, submission } = Object(context) as { job?: unknown; submission?: unknown };
      if (typeof job === "string") await takeCallback(queue, job, submission, task.id);
    },
  });
}

async function takeCallback(
  queue: TaskQueue,
  id: string,
  submission: unknown,
  taskId: string,
): Promise<void> {
  const job = await queue.getJob(id);
  if (!job) return;
  const task = await openTask(createJobStore(queue), id, job.data as TaskOrder, () => {});
  for (;;) {
    const { record } = task;
    const { otherTaskIds = [] } = record;
    if (record.taskId === taskId || otherTaskIds.includes(taskId)) break;
    // `new`: a Redis that failed over has forgotten the intent.
    const isUnknown = ["new", "intent", "uncertain"].includes(record.state);
    const isOwn = isUnknown && record.submission === submission;
    try {
      await task.write(
        isOwn
          ? {
              state: "submitted",
              taskId,
              submittedAtMs: record.intentAtMs ?? task.now(),
              reading: undefined,
              error: undefined,
            }
          : { otherTaskIds: [...otherTaskIds, taskId] },
      );
      break;
    } catch (error) {
      if (!(error instanceof SupersededError)) throw error;
    }
  }
  if (task.record.taskId === taskId) await goOn(queue, id);
}

/** Runs a job now that waits for its time, or that has failed. */
async function goOn(queue: TaskQueue, id: string): Promise<void> {
  await promoteJob(queue, id);
  const job = await queue.getJob(id);
  // Not failed: then it runs, or is about to.
  await job?.retry("failed").catch(() => {});
}
