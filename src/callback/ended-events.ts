import { ignoreFailure } from "./user-code.ts";

/** Who waits for which task in this process. */
export interface EndedEvents {
  /** Calls `listener` whenever a callback shows that the task has ended. Returns how to stop. */
  onEnded(taskId: string, listener: () => void): () => void;
  /** Calls the listeners of a task. What one of them throws stops neither the others nor the caller. */
  wake(taskId: string): void;
}

export function createEndedEvents(): EndedEvents {
  const listenersOf = new Map<string, Set<() => void>>();
  return {
    onEnded(taskId, listener) {
      // One of its own, so that who listens twice stops each time for itself.
      const own = () => listener();
      const listeners = listenersOf.get(taskId) ?? new Set();
      listenersOf.set(taskId, listeners.add(own));
      return () => {
        listeners.delete(own);
        if (listeners.size === 0 && listenersOf.get(taskId) === listeners) listenersOf.delete(taskId);
      };
    },
    wake(taskId) {
      for (const listener of [...(listenersOf.get(taskId) ?? [])]) ignoreFailure(listener);
    },
  };
}
