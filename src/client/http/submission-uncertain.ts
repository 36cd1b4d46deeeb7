import { EvolinkError } from "../../errors/evolink-error.ts";
import { SubmissionUncertainError } from "../../errors/submission-uncertain-error.ts";
import type { Call } from "./response.ts";

/** Turns what went wrong with a submission into the error that says: it may have been accepted. */
export function submissionUncertain(
  { name, idempotencyKey }: Call,
  cause: unknown,
): SubmissionUncertainError {
  const known = cause instanceof EvolinkError;
  return new SubmissionUncertainError(
    `This submission may have been accepted and billed: ${known ? cause.message : `${name} was aborted`}\n` +
      `Look for it in your account; to submit again, pass the same body and idempotencyKey "${idempotencyKey}".`,
    { ...(known && cause), retryable: false, charged: "unknown", idempotencyKey, cause },
  );
}
