import type { CallbackAttempt } from "./callback-log.ts";

/** Something of the mock that has changed, for whoever looks on. */
export type Change =
  | { kind: "task"; id: string }
  | { kind: "request"; requestId: string }
  | { kind: "callback"; attempt: CallbackAttempt }
  /** The clock or the faults. */
  | { kind: "settings" }
  | { kind: "document" }
  /** Everything was forgotten. */
  | { kind: "reset" };

export interface Changes {
  announce(change: Change): void;
  /** Returns how to stop listening. */
  listen(listener: (change: Change) => void): () => void;
}

export function createChanges(): Changes {
  const listeners = new Set<(change: Change) => void>();
  return {
    announce(change) {
      for (const listener of listeners) listener(change);
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
