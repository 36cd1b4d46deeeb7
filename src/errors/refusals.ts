import {
  ApiError,
  AuthenticationError,
  InsufficientCreditsError,
  InvalidRequestError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
  ServerError,
} from "./classes.ts";

/** The class of the error for a status, and what to do about it, for its message. */
export type Refusal = readonly [Class: typeof ApiError, advice: string];

const CORRECT = "Correct the request.";

/** The advice of what may pass by itself: these errors are `retryable`. */
export const TRY_AGAIN = "Try again later.";

const REFUSALS: Readonly<Record<number, Refusal>> = {
  400: [InvalidRequestError, CORRECT],
  401: [AuthenticationError, "Check the API key."],
  402: [InsufficientCreditsError, "Credits are used up: see `limit`."],
  403: [PermissionDeniedError, "Check what this key may use."],
  404: [NotFoundError, "Check the id and the key."],
  408: [ApiError, TRY_AGAIN],
  429: [RateLimitError, TRY_AGAIN],
};

/** Finds class and advice for a status from 400 on. */
export function findRefusal(status: number): Refusal {
  return REFUSALS[status] ?? (status < 500 ? [ApiError, CORRECT] : [ServerError, TRY_AGAIN]);
}
