/**
 * Stores which tasks were handled, so that each final status of a task is handled once.
 *
 * Two functions over one key (a task id and its final status, up to 160 characters). With Redis:
 *
 * @example
 * const seen = {
 *   async claim(key) {
 *     const taken = await redis.set(key, "busy", { NX: true, PX: 60_000 });
 *     return taken ? "claimed" : (await redis.get(key)) === "done" ? "done" : "busy";
 *   },
 *   async settle(key, handled) {
 *     if (handled) await redis.set(key, "done", { EX: 2 * 86_400 });
 *     else await redis.del(key);
 *   },
 * };
 */
export interface SeenStore {
  /**
   * Takes the key for one caller, atomically: `"claimed"` to exactly one of those who ask at the same time.
   * `"busy"`: somebody has it and is not done. `"done"`: it was handled. Anything else, an error, and no
   * response for some 8 s get 503, and `onTask` does not run.
   *
   * A claim must lapse by itself, after longer than `onTask` ever takes and not before 30 s: a process that
   * dies between `claim` and `settle` settles nothing. Until it lapses, deliveries get 503; EvoLink
   * gives up after the third retry, some 7 to 47 s after the first delivery, and from then on only polling
   * (`tasks.wait`, or a job that reads open tasks) finds the task. Too short a claim lets a second process
   * start meanwhile.
   */
  claim(key: string): SeenResult | Promise<SeenResult>;
  /**
   * Ends a claim: `handled` true keeps the key as done, for two days or longer; false gives it back. Called once
   * per claim, also for one that `claim` returned too late. Should it fail, the claim has to lapse.
   */
  settle(key: string, handled: boolean): unknown;
}

export type SeenResult = "claimed" | "busy" | "done";

/** Enough for a day of heavy use; one entry takes about 200 bytes. */
const MAX_ENTRIES = 10_000;

/** A store for one process. It drops the oldest of more than 10,000 handled tasks, and all of them at a restart. */
export function createMemoryStore(): SeenStore {
  const busy = new Set<string>();
  const done = new Set<string>();
  return {
    claim(key) {
      if (done.has(key)) return "done";
      if (busy.has(key)) return "busy";
      busy.add(key);
      return "claimed";
    },
    settle(key, handled) {
      busy.delete(key);
      if (!handled) return;
      done.add(key);
      const [oldest] = done;
      if (done.size > MAX_ENTRIES && oldest !== undefined) done.delete(oldest);
    },
  };
}
