import type { TaskCollections } from "../generated/client.ts";
import type { paths } from "../generated/schema.ts";

type TaskResponse = paths["/v1/tasks/{task_id}"]["get"]["responses"][200]["content"]["application/json"];

/** A response about a task, once this package has seen that it names one. Everything else may be missing. */
type Identified<Received extends { status?: unknown }> = Omit<Received, "id" | "status"> & {
  /** All that is needed to find the task again, from any process. */
  id: string;
  /** The API may add statuses; one this version does not know counts as "still running". */
  status: NonNullable<Received["status"]>;
};

/** A task as `tasks.get` reads it. */
export type Task = Identified<TaskResponse>;

/** A task as its submission returns it: with the credits it reserved. */
export type SubmittedTask<Collection extends keyof TaskCollections> = Identified<
  TaskCollections[Collection]["task"]
>;

/** A task that has ended well. */
export type CompletedTask = Omit<Task, "results"> & {
  /** Links to the results. They live 24 hours. */
  results: string[];
  /** True when the API calls the task completed but names no result. Submitting again would be paid again. */
  resultsMissing: boolean;
};
