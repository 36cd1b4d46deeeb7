import { TaskError } from "./task-error.ts";

/** The overall `timeoutMs` of a wait passed first. The task goes on, and is billed. */
export class TaskTimeoutError extends TaskError {
  static override readonly kind: string = "TaskTimeoutError";
  declare readonly name: "TaskTimeoutError";
}
