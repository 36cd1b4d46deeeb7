import type { Call } from "./answer.ts";
import { EvolinkError } from "./errors/evolink-error.ts";
import { SubmissionUncertainError } from "./errors/submission-uncertain-error.ts";

/** Turns what went wrong with a submission into the error that says: it may have been accepted. */
export function submissionUncertain(call: Call, cause: unknown): SubmissionUncertainError {
  const known = cause instanceof EvolinkError ? cause : undefined;
  const idempotencyKey = `${call.idempotencyKey}`;
  return new SubmissionUncertainError(
    `This submission may have been accepted and billed. ${known?.message ?? `${call.name} was aborted in flight.`} ` +
      `Look for the task in your account first; to submit again, pass the same body and \`idempotencyKey: "${idempotencyKey}"\`.`,
    {
      status: known?.status,
      code: known?.code,
      type: known?.type,
      param: known?.param,
      requestId: known?.requestId,
      retryAfterMs: known?.retryAfterMs,
      idempotencyKey,
      cause,
    },
  );
}
