import type { AnyTask, Task } from "../../errors/task.ts";

/** What `onProgress` gets after each reading of the task. */
export interface TaskProgress<Read extends AnyTask = Task> {
  /** The task as it was just read. */
  task: Read;
  /** That of the task. */
  status: Read["status"];
  /** 0-100, when the API says. */
  progress: number | undefined;
  /** Milliseconds since the wait began. */
  elapsedMs: number;
  /** Milliseconds until the task probably ends; 0 when it is overdue. */
  remainingMs: number;
}

/** How long and how to wait for a task. */
export interface WaitOptions<Read extends AnyTask = Task> {
  /** Ends the wait within 50 ms, asleep or in flight. The task goes on. */
  signal?: AbortSignal | undefined;
  /** How long to wait overall, in milliseconds, or Infinity. Default: 30 minutes. */
  timeoutMs?: number | undefined;
  /** Awaited. An exception in it ends the wait, and is thrown unchanged. */
  onProgress?: ((progress: TaskProgress<Read>) => unknown) | undefined;
  /**
   * What `createCallbacks` made, when this process serves the task's callbacks: the callback ends the sleep
   * between two readings, and without it the task is still read about once a minute. Default: polling alone.
   */
  callbacks?: EndedNotifier | undefined;
}

/** Says when the callback of a task came in. */
export interface EndedNotifier {
  /** Returns a function that stops listening. */
  onEnded(taskId: string, listener: () => void): () => void;
}

export const WAIT_OPTIONS = {
  signal: "an object with addEventListener()",
  timeoutMs: "a positive number",
  onProgress: "a function",
  callbacks: "an object with onEnded()",
} as const;
