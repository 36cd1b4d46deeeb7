/** How long one request may take, its body included. */
export const DEFAULT_TIMEOUT_MS = 60_000;

/** How often one request is sent at most. */
export const DEFAULT_ATTEMPTS = 3;

/** The longest `Retry-After` that is waited for. EvoLink's own clients stop at 30 s too. */
export const MAX_RETRY_AFTER_MS = 30_000;

/** No response of the API comes near this; beyond it something else is responding. 64 MiB. */
export const MAX_BODY_BYTES = 2 ** 26;

/** How much of a body a message quotes. */
export const QUOTED_CHARACTERS = 200;

/** A mock takes any key; hiding the three letters of "any" would only garble messages. */
export const SHORTEST_SECRET = 8;

/** Links of a chain of causes that are followed, because a chain may be a ring. */
export const MAX_CAUSES = 5;

/** How long a task is waited for. */
export const DEFAULT_WAIT_MS = 30 * 60_000;

/** No task is asked about more often. */
export const MIN_POLL_MS = 1000;

/** An estimate of hours is not trusted so far that nobody looks before. */
export const MAX_POLL_MS = 120_000;

/** An overdue task's end is noticed within this. */
export const MAX_OVERDUE_POLL_MS = 15_000;

/** Between two readings while a callback is expected: EvoLink gives up on calling after some 47 s. */
export const SAFETY_POLL_MS = 60_000;

/** How far apart polls planned for the same moment are spread: 10 % in all. */
export const POLL_JITTER = 0.1;

/** For a task without an estimate. */
export const DEFAULT_ESTIMATE_S = 60;

/** Consecutive failed readings that end a wait: about two minutes without a response. */
export const MAX_FAILURES = 8;

/** The format of generated code that this runtime reads. It grows when code generated before could no longer be served. */
export const FORMAT = 1;

/** No timer holds 2^31 ms (24.8 days) or more. */
export const TIMER_LIMIT_MS = 2 ** 31;
