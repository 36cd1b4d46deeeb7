/** One try of a task's callback, for the console. */
export interface CallbackAttempt {
  taskId: string;
  url: string;
  /** From 1. */
  attempt: number;
  isDelivered: boolean;
  /** The status of the response, or why there was none. */
  said: string;
  atMs: number;
  /** Until the next try; absent after the last. */
  retryAfterMs?: number;
}

/** Older ones are forgotten first. */
const MAX_ATTEMPTS = 1_000;

export interface CallbackLog {
  add(attempt: CallbackAttempt): void;
  /** Oldest first. */
  list(): readonly CallbackAttempt[];
  clear(): void;
}

export function createCallbackLog(): CallbackLog {
  let attempts: CallbackAttempt[] = [];
  return {
    add(attempt) {
      attempts = [...attempts.slice(1 - MAX_ATTEMPTS), attempt];
    },
    list: () => attempts,
    clear() {
      attempts = [];
    },
  };
}
