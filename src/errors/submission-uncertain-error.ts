import { EvolinkError } from "./evolink-error.ts";

/**
 * Something that costs money was submitted and nobody can tell whether the API accepted it: the reply was lost,
 * late, unreadable, or a server error. A task may exist, an answer may have been given; either may be billed.
 */
export class SubmissionUncertainError extends EvolinkError {
  static override readonly kind: string = "SubmissionUncertainError";
  declare readonly name: "SubmissionUncertainError";
  /** The key this submission carried. Submitting the same body again with it is the safest way to go on. */
  declare readonly idempotencyKey: string;
}
