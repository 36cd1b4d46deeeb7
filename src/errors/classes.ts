import { EvolinkError } from "./evolink-error.ts";
import type { Task } from "./task.ts";

/** A response with a status from 400 on. `status` is always set; the sub-classes name the common ones. */
export class ApiError extends EvolinkError {
  static override readonly kind: string = "ApiError";
  declare readonly status: number;
}

/** 401: the key is missing, wrong or expired. Not billed. */
export class AuthenticationError extends ApiError {
  static override readonly kind: string = "AuthenticationError";
  declare readonly name: "AuthenticationError";
}

/** 403: the key may not do this, for example use this model. Not billed. */
export class PermissionDeniedError extends ApiError {
  static override readonly kind: string = "PermissionDeniedError";
  declare readonly name: "PermissionDeniedError";
}

/** 400: the request is wrong. `param` names the parameter, when the API names it. Not billed. */
export class InvalidRequestError extends ApiError {
  static override readonly kind: string = "InvalidRequestError";
  declare readonly name: "InvalidRequestError";
}

/** Which of the three limits stopped the request. `"unknown"`: the API gave a code this version does not know. */
export type CreditLimit = "account" | "key" | "key-daily" | "unknown";

/** 402: the credits of the account, of the key, or of the key for today are used up. Not billed. */
export class InsufficientCreditsError extends ApiError {
  static override readonly kind: string = "InsufficientCreditsError";
  declare readonly name: "InsufficientCreditsError";

  /** The three cases share one status and differ in `code` only. */
  get limit(): CreditLimit {
    const code = this.code ?? "";
    if (/daily/.test(code)) return "key-daily";
    if (/token|^key_/.test(code)) return "key";
    return /^(insufficient|quota_not|account)_/.test(code) ? "account" : "unknown";
  }
}

/** 404: no such task for this key, or it has expired. */
export class NotFoundError extends ApiError {
  static override readonly kind: string = "NotFoundError";
  declare readonly name: "NotFoundError";
}

/** 429: too many requests. `retryAfterMs` is set when the API says how long to wait. Not billed. */
export class RateLimitError extends ApiError {
  static override readonly kind: string = "RateLimitError";
  declare readonly name: "RateLimitError";
}

/** 5xx: the service failed. For a submission it is the `cause` of a SubmissionUncertainError. */
export class ServerError extends ApiError {
  static override readonly kind: string = "ServerError";
  declare readonly name: "ServerError";
}

/** No response: the connection was not made, or broke. From a submission it means that it was never made. */
export class ConnectionError extends EvolinkError {
  static override readonly kind: string = "ConnectionError";
  declare readonly name: "ConnectionError";
}

/** One request, its body included, took longer than the client's `timeoutMs`. */
export class RequestTimeoutError extends EvolinkError {
  static override readonly kind: string = "RequestTimeoutError";
  declare readonly name: "RequestTimeoutError";
}

/** The response has a status of success but a body this package cannot read, or it is a redirect, or about another task. */
export class UnexpectedResponseError extends EvolinkError {
  static override readonly kind: string = "UnexpectedResponseError";
  declare readonly name: "UnexpectedResponseError";
}

/**
 * Something that costs money was submitted and nobody can tell whether the API accepted it: the reply was lost,
 * late, unreadable, or a server error. A task may exist, or a response may have been written; either may be billed.
 */
export class SubmissionUncertainError extends EvolinkError {
  static override readonly kind: string = "SubmissionUncertainError";
  declare readonly name: "SubmissionUncertainError";
  /** The key this submission carried. Submitting the same body again with it is the safest way to go on. */
  declare readonly idempotencyKey: string;
  /** The `id` of the response as text, where it cannot be the id of a task to wait for. For EvoLink's support. */
  declare readonly rawTaskId: string | undefined;
}

/** One thing wrong with a value, found before any request. */
export interface ValidationIssue {
  /** The names and indexes that lead to it. */
  path: readonly (string | number)[];
  /** A sentence that says what is accepted. */
  message: string;
}

/** An option, an id or a request body is wrong. Nothing was sent, nothing was billed. */
export class ValidationError extends EvolinkError {
  static override readonly kind: string = "ValidationError";
  declare readonly name: "ValidationError";
  /** Every problem of a request body; empty for a bad option. */
  declare readonly problems: readonly ValidationIssue[];

  constructor(message: string, problems: readonly ValidationIssue[] = []) {
    super(message, { charged: "no", problems });
  }
}

/** What the errors about one task share: its id, and the last that was seen of it. */
export class TaskError extends EvolinkError {
  static override readonly kind: string = "TaskError";
  declare readonly taskId: string;
  /** The task as last read; undefined when no read succeeded. */
  declare readonly task: Task | undefined;
}

/** What helps after a failure: another input, the same again later, or EvoLink's support. */
export type FailureAdvice = "change-input" | "wait" | "support";

/** The task ended as `failed`. `code` is the API's reason, kept as it is. */
export class TaskFailedError extends TaskError {
  static override readonly kind: string = "TaskFailedError";
  declare readonly name: "TaskFailedError";
  /** `"support"` for a code this version does not know. */
  declare readonly advice: FailureAdvice;
}

/** The task ended as `cancelled`, or as `failed` with the code `request_cancelled`. */
export class TaskCancelledError extends TaskError {
  static override readonly kind: string = "TaskCancelledError";
  declare readonly name: "TaskCancelledError";
}

/** The overall `timeoutMs` of a wait passed first. The task goes on, and is billed. */
export class TaskTimeoutError extends TaskError {
  static override readonly kind: string = "TaskTimeoutError";
  declare readonly name: "TaskTimeoutError";
}

/**
 * Your signal ended a wait; `cause` is its reason, unchanged. The task goes on, and is billed.
 *
 * `name` is `"AbortError"`, because that is what code that handles aborts looks for.
 */
export class WaitAbortedError extends TaskError {
  static override readonly kind: string = "AbortError";
  declare readonly name: "AbortError";
}

/** A result could not be saved. Nothing that was there before was overwritten. */
export class DownloadError extends EvolinkError {
  static override readonly kind: string = "DownloadError";
  declare readonly name: "DownloadError";
}

/** The link to a result no longer works: links live 24 hours. */
export class ResultExpiredError extends EvolinkError {
  static override readonly kind: string = "ResultExpiredError";
  declare readonly name: "ResultExpiredError";
}

/** A callback was not accepted, or a callback URL could not be made. */
export class CallbackError extends EvolinkError {
  static override readonly kind: string = "CallbackError";
  declare readonly name: "CallbackError";
}
