import { TaskError } from "./task-error.ts";

/** What helps after a failure: another input, the same again later, or EvoLink's support. */
export type FailureAdvice = "change-input" | "wait" | "support";

/** The task ended as `failed`. `code` is the API's reason, kept as it is. */
export class TaskFailedError extends TaskError {
  static override readonly kind: string = "TaskFailedError";
  declare readonly name: "TaskFailedError";
  /** `"support"` for a code this version does not know. */
  declare readonly advice: FailureAdvice;
}
