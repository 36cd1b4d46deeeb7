import type { Clock } from "./clock.ts";
import type { Engine } from "./engine.ts";
import type { ResolvedOptions } from "./options.ts";
import type { Random } from "./random.ts";
import type { RequestLog } from "./requests.ts";
import type { TaskRecord } from "./task-life.ts";
import type { TaskStore } from "./task-store.ts";

/** What answering a request needs to know of the mock it runs in. */
export interface MockContext {
  options: ResolvedOptions;
  clock: Clock;
  random: Random;
  store: TaskStore;
  requests: RequestLog;
  /** The document served now; it changes when its file does. */
  engine(): Engine;
  /** Where the mock is, such as `http://127.0.0.1:4010`. */
  url(): string;
  /** A task was made: keep it, and see to its callback. */
  added(task: TaskRecord): void;
  /** Says one line on the console. */
  log(line: string): void;
  /** Settles when all that was added is kept. */
  kept(): Promise<void>;
  /** Forgets tasks, requests and callbacks to come. */
  reset(): void;
}
