import { EvolinkError } from "../../errors/evolink-error.ts";

/** What the message of an error says that ends a wait before the task has ended. */
export function explainTaskGoesOn(taskId: string, collection = "tasks"): string {
  return `Task ${taskId} goes on, and is billed: call ${collection}.wait("${taskId}"), do not submit it again.`;
}

/**
 * The error that `generate` throws for one that came after the submission was accepted.
 *
 * "Not billed, try again" is true of a query that failed; of `generate` it would be an invitation to pay twice. So
 * what is thrown is never `retryable`, leaves `charged` open, and names the task to wait for. What was thrown first is its
 * `cause`. An error about this task keeps its class; any other, such as one about an option, is an EvolinkError, because
 * its class would be untrue of this call.
 */
export function afterSubmission(error: unknown, taskId: string, collection?: string): EvolinkError {
  const known = error instanceof EvolinkError ? error : undefined;
  const about = known?.taskId === taskId ? known : undefined;
  if (about?.charged === "unknown" && !about.retryable) return about;
  const Class = (about?.constructor ?? EvolinkError) as typeof EvolinkError;
  return new Class(`${explainTaskGoesOn(taskId, collection)} ${known?.message ?? "See `cause`."}`, {
    ...about,
    taskId,
    retryable: false,
    charged: "unknown",
    cause: error,
  });
}
