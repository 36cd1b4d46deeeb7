import type { AdjustableClock } from "../base/adjustable-clock.ts";
import type { MockFetch, ResolvedOptions } from "../base/options.ts";
import type { Draws } from "../base/random.ts";
import type { RequestLog } from "../base/request-log.ts";
import type { Engine } from "../prism/engine.ts";
import type { Recorder } from "../recording/recorder.ts";
import type { Replay } from "../recording/replay.ts";
import type { CallbackLog } from "../tasks/callback-log.ts";
import type { Changes } from "../tasks/changes.ts";
import type { TaskRecord } from "../tasks/task-life.ts";
import type { TaskStore } from "../tasks/task-store.ts";

/** What responding to a request needs to know of the mock it runs in. */
export interface MockContext {
  /** As it was started; the console changes the faults. */
  options: ResolvedOptions;
  /** The time that tasks live in, which the console can hold, hurry and move on. */
  clock: AdjustableClock;
  draws: Draws;
  store: TaskStore;
  requests: RequestLog;
  callbackLog: CallbackLog;
  /** Passes requests to the real API and keeps them, where it was started so. */
  recorder?: Recorder;
  /** Responds from a recording, where there is one. */
  replay?: Replay;
  /** Tells the console what happens. */
  changes: Changes;
  /** The document served now; it changes when its file does. */
  engine(): Engine;
  /** Where the mock is, such as `http://127.0.0.1:4010`. */
  url(): string;
  /** Responds to a request without a port. */
  fetch: MockFetch;
  /** A task was made or changed: keep it, and see to its callback. */
  changed(task: TaskRecord): void;
  /** A task was deleted: forget it, and its callback to come. */
  remove(task: TaskRecord): void;
  /** Says one line on the console. */
  log(line: string): void;
  /** Keeps how things stand now, as after a change of the clock. */
  keep(): void;
  /** Settles when all that was added is kept. */
  kept(): Promise<void>;
  /** Forgets tasks, requests and callbacks to come. */
  reset(): void;
}
