import { TaskError } from "./task-error.ts";

/** The task ended as `cancelled`, or as `failed` with the code `request_cancelled`. */
export class TaskCancelledError extends TaskError {
  static override readonly kind: string = "TaskCancelledError";
  declare readonly name: "TaskCancelledError";
}
