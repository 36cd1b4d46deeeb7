import { type CallbackOptions, deliverCallback } from "./callbacks.ts";
import { type TaskRecord, taskEndsMs } from "./task-life.ts";
import { forgetOldest } from "./task-store.ts";

/** Callbacks to come, one for each task that asked for one. */
export interface CallbackQueue {
  /**
   * Sends the task's callback when it ends, and no more when it would have ended otherwise: once, and at once where the
   * end is a moment ago. A task without `callbackUrl` is passed over.
   */
  set(task: TaskRecord): void;
  /** The same for a task of an earlier run: if it has ended, its callback was sent then. */
  restore(task: TaskRecord): void;
  /** Calls off that of a task. */
  remove(task: TaskRecord): void;
  /** Calls off those to come, and breaks off those on their way. */
  clear(): void;
}

/** @param render makes the body: the response of the task query. */
export function createCallbackQueue(
  options: Omit<CallbackOptions, "signal">,
  render: (task: TaskRecord) => unknown,
): CallbackQueue {
  const { clock } = options;
  /** How to call off those to come, by task. */
  const waiting = new Map<string, () => void>();
  let clearing = new AbortController();
  const sent = new Set<string>();

  function remove({ id }: TaskRecord): void {
    waiting.get(id)?.();
    waiting.delete(id);
  }

  function set(task: TaskRecord): void {
    remove(task);
    const { callbackUrl } = task;
    const delayMs = Math.max(0, taskEndsMs(task) - clock.now());
    if (callbackUrl === undefined || sent.has(task.id) || !Number.isFinite(delayMs)) return;
    const cancel = clock.after(delayMs, () => {
      waiting.delete(task.id);
      sent.add(task.id);
      forgetOldest(sent);
      void deliverCallback(task.id, callbackUrl, render(task), { ...options, signal: clearing.signal });
    });
    waiting.set(task.id, cancel);
  }

  return {
    set,
    remove,
    restore(task) {
      if (taskEndsMs(task) < clock.now()) sent.add(task.id);
      else set(task);
    },
    clear() {
      for (const cancel of waiting.values()) cancel();
      waiting.clear();
      sent.clear();
      clearing.abort();
      clearing = new AbortController();
    },
  };
}
