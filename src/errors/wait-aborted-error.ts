import { TaskError } from "./task-error.ts";

/**
 * Your signal ended a wait; `cause` is its reason, unchanged. The task goes on, and is billed.
 *
 * `name` is `"AbortError"`, because that is what code that handles aborts looks for.
 */
export class WaitAbortedError extends TaskError {
  static override readonly kind: string = "AbortError";
  declare readonly name: "AbortError";
}
