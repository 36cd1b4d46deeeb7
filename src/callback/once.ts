import { raceAbort, withTimeout } from "../client/http/abort.ts";
import { CallbackError } from "../errors/classes.ts";
import type { SeenStore } from "./seen-store.ts";

/** `"done"`: handled, now or before. `"busy"`: another process has it. `"failed"`: `onTask` threw. */
export type Outcome = "done" | "busy" | "failed";

/** One key that is being seen to. */
export interface Work {
  /** It rejects when the store does before anything ran. */
  outcome: Promise<Outcome>;
  /** True once the claim is held and `run` was called. */
  isRunning(): boolean;
}

/** A claim that takes longer is somebody else's problem: the next delivery asks for one of its own. */
const CLAIM_WITHIN_MS = 5_000;

const CLAIMS = ["claimed", "busy", "done"];

/**
 * Runs `run` for a key once, however many ask at the same time and whatever process they ask.
 *
 * Those who ask in this process while it runs share its outcome; the store keeps the other processes out.
 *
 * @param onError gets what `run` threw, what the store threw once something ran, and a complaint about a store that
 *   returns what is no claim: then nothing runs, as nobody can tell whether the claim is held.
 */
export function createOnce(seen: SeenStore, onError: (error: unknown) => void) {
  const running = new Map<string, Work>();

  const start = (key: string, run: () => unknown): Work => {
    let isRunning = false;
    const settle = async (handled: boolean) => {
      try {
        await seen.settle(key, handled);
      } catch (error) {
        onError(error);
      }
    };
    const work = async (): Promise<Outcome> => {
      const claiming = (async () => seen.claim(key))();
      forgetLate(key, claiming);
      const claim: unknown = await claiming;
      if (!CLAIMS.includes(claim as string)) {
        onError(
          new CallbackError(`\`seen.claim\` returned ${show(claim)}; expected one of ${CLAIMS.join(", ")}.`),
        );
        return "busy";
      }
      if (claim !== "claimed") return claim as Outcome;
      isRunning = true;
      try {
        await run();
      } catch (error) {
        onError(error);
        await settle(false);
        return "failed";
      }
      await settle(true);
      return "done";
    };
    return { outcome: work(), isRunning: () => isRunning };
  };

  /** A store that hangs must not keep those who come later from asking it again. */
  const forgetLate = (key: string, claiming: Promise<unknown>) => {
    const [late, release] = withTimeout(CLAIM_WITHIN_MS, undefined);
    raceAbort(claiming, late)
      .catch(() => late.aborted && running.delete(key))
      .finally(release);
  };

  return (key: string, run: () => unknown): Work => {
    const known = running.get(key);
    if (known) return known;
    const work = start(key, run);
    running.set(key, work);
    const forget = () => void (running.get(key) === work && running.delete(key));
    work.outcome.then(forget, forget);
    return work;
  };
}

/** What a store returned, for a message. */
function show(value: unknown): string {
  return typeof value === "string" ? JSON.stringify(value) : value === null ? "null" : typeof value;
}
