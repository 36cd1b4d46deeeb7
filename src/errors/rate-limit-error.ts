import { ApiError } from "./api-error.ts";

/** 429: too many requests. `retryAfterMs` is set when the API says how long to wait. Not billed. */
export class RateLimitError extends ApiError {
  static override readonly kind: string = "RateLimitError";
  declare readonly name: "RateLimitError";
}
