import type { TaskRecord } from "./task-life.ts";

/** A response kept under the Idempotency-Key of its request. */
export interface Replay {
  /** What was asked: method, path and body. The same key with anything else is refused. */
  asked: string;
  taskId: string;
}

/** All the mock keeps, as it is written into `--state FILE`. */
export interface StoredState {
  tasks: TaskRecord[];
  replays: Record<string, Replay>;
}

export interface TaskStore {
  get(id: string): TaskRecord | undefined;
  list(): TaskRecord[];
  /** Keeps a task, and under its request's idempotency key when it had one. */
  add(task: TaskRecord, key?: string, asked?: string): void;
  /** Puts a task in the place of the one with its id. */
  replace(task: TaskRecord): void;
  replayOf(key: string): Replay | undefined;
  clear(): void;
  snapshot(): StoredState;
}

export function createTaskStore(initial: StoredState = { tasks: [], replays: {} }): TaskStore {
  const tasks = new Map(initial.tasks.map((task) => [task.id, task]));
  const replays = new Map(Object.entries(initial.replays));
  return {
    get: (id) => tasks.get(id),
    list: () => [...tasks.values()],
    add(task, key, asked) {
      tasks.set(task.id, task);
      if (key !== undefined && asked !== undefined) replays.set(key, { asked, taskId: task.id });
    },
    replace(task) {
      tasks.set(task.id, task);
    },
    replayOf: (key) => replays.get(key),
    clear() {
      tasks.clear();
      replays.clear();
    },
    snapshot: () => ({ tasks: [...tasks.values()], replays: Object.fromEntries(replays) }),
  };
}
