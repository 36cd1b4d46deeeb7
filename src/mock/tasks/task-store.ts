import type { TaskRecord } from "./task-life.ts";

/** A response kept under the Idempotency-Key of its request. */
export interface Replay {
  /** What was asked: method, path and body. The same key with anything else is refused. */
  asked: string;
  taskId: string;
}

/** All the tasks that the mock keeps. */
export interface StoredTasks {
  tasks: TaskRecord[];
  replays: Record<string, Replay>;
}

/** More than a mock under load has at work at once; the oldest are forgotten first, or its memory would not end. */
export const MAX_TASKS = 50_000;

/** Forgets the oldest entries of many, now and then: to look for one each time would take longer than to keep it. */
export function forgetOldest(entries: Map<string, unknown> | Set<string>): void {
  let surplus = entries.size > 1.1 * MAX_TASKS ? entries.size - MAX_TASKS : 0;
  for (const key of entries.keys()) {
    if (surplus-- <= 0) break;
    entries.delete(key);
  }
}

export interface TaskStore {
  get(id: string): TaskRecord | undefined;
  list(): TaskRecord[];
  /** Keeps a task, and under its request's idempotency key when it had one. The oldest of more than `MAX_TASKS` go. */
  add(task: TaskRecord, key?: string, asked?: string): void;
  /** Puts a task in the place of the one with its id. */
  replace(task: TaskRecord): void;
  remove(id: string): void;
  /** Nothing where its task has been forgotten. */
  replayOf(key: string): Replay | undefined;
  clear(): void;
  snapshot(): StoredTasks;
}

export function createTaskStore(initial: StoredTasks = { tasks: [], replays: {} }): TaskStore {
  const tasks = new Map(initial.tasks.map((task) => [task.id, task]));
  const replays = new Map(Object.entries(initial.replays));
  return {
    get: (id) => tasks.get(id),
    list: () => [...tasks.values()],
    add(task, key, asked) {
      tasks.set(task.id, task);
      if (key !== undefined && asked !== undefined) replays.set(key, { asked, taskId: task.id });
      forgetOldest(tasks);
      forgetOldest(replays);
    },
    replace(task) {
      tasks.set(task.id, task);
    },
    remove(id) {
      tasks.delete(id);
    },
    replayOf(key) {
      const replay = replays.get(key);
      return replay && tasks.has(replay.taskId) ? replay : undefined;
    },
    clear() {
      tasks.clear();
      replays.clear();
    },
    snapshot: () => ({ tasks: [...tasks.values()], replays: Object.fromEntries(replays) }),
  };
}
