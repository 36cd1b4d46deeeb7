import type { Task } from "../task.ts";
import { EvolinkError } from "./evolink-error.ts";

/** What the errors about one task share: its id, and the last that was seen of it. */
export class TaskError extends EvolinkError {
  static override readonly kind: string = "TaskError";
  declare readonly taskId: string;
  /** The task as last read; undefined when no read succeeded. */
  declare readonly task: Task | undefined;
}
