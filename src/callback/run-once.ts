import { claimKey, settleKey } from "./claim.ts";
import type { SeenStore } from "./seen-store.ts";
import type { Report } from "./user-code.ts";

/**
 * How far the handling of a task has come.
 *
 * `"claiming"`: the store was asked. `"unclaimed"`: it did not say whose the task is. `"busy"`: another process
 * has it. `"running"`: it is claimed, and `onTask` runs. `"failed"`: that threw. `"done"`: handled, now or before.
 */
export type Progress = "claiming" | "unclaimed" | "busy" | "running" | "failed" | "done";

/** One handling of a task. Those who ask for the same one while it goes on share it. */
export interface Run {
  progress: Progress;
  /** Fulfilled when nothing is left to do; it never rejects. */
  ended: Promise<Progress>;
}

/** How to run what was claimed. */
export interface RunOptions {
  /** For the store to say whose the task is. */
  claimWithinMs: number;
  /** Gets what `work` and the store threw. */
  report: Report;
}

/** Runs `work` for a key of a store once, however many ask at the same time and whatever process they ask. */
export type RunOnce = (seen: SeenStore, key: string, work: () => unknown, options: RunOptions) => Run;

/**
 * Makes the function that runs each key once. It keeps the callers of this process together, also those with
 * different `work`: the first one's runs. The store keeps the other processes out.
 */
export function createRunOnce(): RunOnce {
  const runsOf = new WeakMap<SeenStore, Map<string, Run>>();
  return (seen, key, work, options) => {
    const runs = runsOf.get(seen) ?? new Map<string, Run>();
    runsOf.set(seen, runs);
    const current = runs.get(key);
    if (current) return current;
    const run: Run = { progress: "claiming", ended: Promise.resolve("claiming") };
    run.ended = advance(run, seen, key, work, options).finally(() => runs.delete(key));
    runs.set(key, run);
    return run;
  };
}

async function advance(
  run: Run,
  seen: SeenStore,
  key: string,
  work: () => unknown,
  { claimWithinMs, report }: RunOptions,
): Promise<Progress> {
  const claim = await claimKey(seen, key, claimWithinMs, report);
  run.progress = claim === "claimed" ? "running" : claim;
  if (claim !== "claimed") return claim;
  try {
    await work();
    run.progress = "done";
  } catch (error) {
    run.progress = "failed";
    // Before the store is called: that may fail, too.
    report(error);
  }
  await settleKey(seen, key, run.progress === "done", report);
  return run.progress;
}
