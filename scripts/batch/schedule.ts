/** Runs things again and again, each when it is time. */
export interface Schedule {
  /** Lets one run now that waits for its time. */
  wake(id: string): void;
  /** Forgets those that wait for their time. */
  forget(isMeant: (id: string) => boolean): void;
  /**
   * Settles when nothing runs and nothing waits.
   *
   * @throws what a run threw, or one error of all that was thrown; from there on nothing is begun.
   */
  ended: Promise<void>;
}

export interface ScheduleOptions {
  /** How many run at the same moment; any number may wait. */
  maxActive: number;
  /** Begins nothing more. What runs comes to its end. */
  signal: AbortSignal;
}

/** What a timer is given at most. */
const MAX_WAIT_MS = 24 * 60 * 60_000;

/**
 * Begins to run all of them.
 *
 * @param run gives the milliseconds until its next turn, or undefined when there is none.
 */
export function createSchedule(
  ids: readonly string[],
  run: (id: string) => Promise<number | undefined>,
  { maxActive, signal }: ScheduleOptions,
): Schedule {
  const due = [...ids];
  const timers = new Map<string, NodeJS.Timeout>();
  let active = 0;
  const failures: unknown[] = [];
  let settle = () => {};

  const forget = (isMeant: (id: string) => boolean) => {
    for (const [id, timer] of timers) {
      if (!isMeant(id)) continue;
      clearTimeout(timer);
      timers.delete(id);
    }
  };
  const wake = (id: string) => {
    const timer = timers.get(id);
    if (timer === undefined) return;
    clearTimeout(timer);
    timers.delete(id);
    due.push(id);
    next();
  };
  const turn = async (id: string) => {
    try {
      const delayMs = await run(id);
      if (delayMs !== undefined) timers.set(id, setTimeout(wake, Math.min(delayMs, MAX_WAIT_MS), id));
    } catch (error) {
      failures.push(error);
    }
    active -= 1;
    next();
  };
  const next = () => {
    if (signal.aborted || failures.length > 0) {
      due.length = 0;
      forget(() => true);
    }
    while (active < maxActive && due.length > 0) {
      active += 1;
      void turn(due.shift() as string);
    }
    if (active === 0 && timers.size === 0) settle();
  };
  const ended = new Promise<void>((resolve, reject) => {
    settle = () => {
      signal.removeEventListener("abort", next);
      if (failures.length === 0) resolve();
      else reject(failures.length === 1 ? failures[0] : joinErrors(failures));
    };
  });
  signal.addEventListener("abort", next);
  // Not at once: those who make a schedule may need it in their runs.
  queueMicrotask(next);
  return { wake, forget, ended };
}

/** Each may name a task that nothing else does. */
function joinErrors(errors: readonly unknown[]): Error {
  const messages = errors.map((error) => (error instanceof Error ? error.message : String(error)));
  return new AggregateError(errors, [...new Set(messages)].join("\n"));
}
