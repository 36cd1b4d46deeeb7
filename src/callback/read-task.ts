import { QUERY } from "../client/tasks/tasks.ts";
import { CallbackError } from "../errors/classes.ts";
import { callWithin } from "./user-code.ts";

/** What is read of a task. What the client reads fits, and is passed on whole. */
export interface EndedTask {
  id: string;
  status: string;
}

/** What is needed of a client. `createEvolink` makes one. */
export interface CallbackClient<Task extends EndedTask> {
  readonly tasks: {
    get(taskId: string, options?: { signal?: AbortSignal | undefined }): Promise<Task>;
    /** What its document says of tasks. Without it they are EvoLink's. */
    readonly [QUERY]?: TaskQueryFacts | undefined;
  };
}

/** What a document says of its tasks. */
export interface TaskQueryFacts {
  /** The keys from a response to the task in it. */
  readonly envelope?: readonly string[] | undefined;
  /** The property that is the task's id. */
  readonly id?: string | undefined;
  /** How a task has ended, by its state. */
  readonly ended: Readonly<Record<string, unknown>>;
}

/** What has to be known of the tasks of a client. */
export interface TaskFacts {
  envelope: readonly string[];
  id: string;
  /** The states in which one has ended. */
  ended: ReadonlySet<unknown>;
}

const EVOLINK_ENDS = ["completed", "failed", "cancelled"];

/** What the document of a client says of its tasks. */
export function readTaskFacts({ tasks }: CallbackClient<EndedTask>): TaskFacts {
  const query = tasks[QUERY];
  const { envelope = [], id = "id" } = query ?? {};
  return { envelope, id, ended: new Set(query ? Object.keys(query.ended) : EVOLINK_ENDS) };
}

/** Reads a task from the API within a time. */
export type ReadTask<Task extends EndedTask> = (taskId: string, withinMs: number) => Promise<Task>;

/**
 * Makes the function that reads tasks. Those who ask for the same task at the same time share one query, and the
 * time of the first of them: one that hangs holds up nobody who asks after it.
 */
export function createTaskReader<Task extends EndedTask>(evolink: CallbackClient<Task>): ReadTask<Task> {
  const reading = new Map<string, Promise<Task>>();

  const read = async (taskId: string, withinMs: number) => {
    const query = (signal: AbortSignal) => evolink.tasks.get(taskId, { signal });
    const task = await callWithin(withinMs, `Reading the task ${taskId}`, query);
    if (task?.id === taskId) return task;
    throw new CallbackError(`Asked for the task ${taskId}, the client returned another one.`, { taskId });
  };

  return (taskId, withinMs) => {
    const shared = reading.get(taskId) ?? read(taskId, withinMs).finally(() => void reading.delete(taskId));
    reading.set(taskId, shared);
    return shared;
  };
}
