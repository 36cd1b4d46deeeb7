import { type CallbackOptions, deliverCallback } from "./callbacks.ts";
import { type TaskRecord, taskEndsMs } from "./task-life.ts";

/** Callbacks to come, one for each task that asked for one. */
export interface CallbackQueue {
  /** Sends the task's callback when it ends. A task without `callbackUrl`, or already ended, is passed over. */
  add(task: TaskRecord): void;
  /** Calls off those to come, and breaks off those on their way. */
  clear(): void;
}

/** @param render makes the body: the response of the task query. */
export function createCallbackQueue(
  options: Omit<CallbackOptions, "signal">,
  render: (task: TaskRecord) => unknown,
): CallbackQueue {
  const { clock } = options;
  const waiting = new Set<() => void>();
  let clearing = new AbortController();
  return {
    add(task) {
      const { callbackUrl } = task;
      const delayMs = taskEndsMs(task) - clock.now();
      if (callbackUrl === undefined || delayMs < 0 || !Number.isFinite(delayMs)) return;
      const cancel = clock.after(delayMs, () => {
        waiting.delete(cancel);
        void deliverCallback(callbackUrl, render(task), { ...options, signal: clearing.signal });
      });
      waiting.add(cancel);
    },
    clear() {
      for (const cancel of waiting) cancel();
      waiting.clear();
      clearing.abort();
      clearing = new AbortController();
    },
  };
}
