import { CallbackError } from "../errors/classes.ts";
import type { SeenResult, SeenStore } from "./seen-store.ts";
import { callWithin, type Report } from "./user-code.ts";

/** A claim asked for longer ago may have lapsed, and the key be another process's: it is not given back. */
const GIVE_BACK_WITHIN_MS = 30_000;

/** For `settle`. Until then, deliveries of the same task wait for it. */
const SETTLE_WITHIN_MS = 8_000;

const RESULTS: ReadonlySet<unknown> = new Set<SeenResult>(["claimed", "busy", "done"]);

/**
 * Claims a key, and trusts the store in nothing: it may throw, hang, or return what is no result.
 *
 * A claim that comes too late is given back, so that the next delivery gets it.
 *
 * @param report gets what went wrong.
 * @returns `"unclaimed"` when the store did not say in time whose the key is.
 */
export async function claimKey(
  seen: SeenStore,
  key: string,
  withinMs: number,
  report: Report,
): Promise<SeenResult | "unclaimed"> {
  const askedAt = performance.now();
  try {
    const result = await callWithin(withinMs, "`seen.claim`", async (stop) => {
      const claim = await seen.claim(key);
      const isYoung = performance.now() - askedAt <= GIVE_BACK_WITHIN_MS;
      if (stop.aborted && claim === "claimed" && isYoung) await settleKey(seen, key, false, report);
      return claim;
    });
    if (RESULTS.has(result)) return result;
    throw new CallbackError(`\`seen.claim\` returned ${show(result)}, not "claimed", "busy" or "done".`);
  } catch (error) {
    report(error);
    return "unclaimed";
  }
}

/** Ends a claim. Should the store fail, the claim lapses by itself; `report` gets the error. */
export async function settleKey(
  seen: SeenStore,
  key: string,
  handled: boolean,
  report: Report,
): Promise<void> {
  try {
    await callWithin(SETTLE_WITHIN_MS, "`seen.settle`", () => seen.settle(key, handled));
  } catch (error) {
    report(error);
  }
}

const MAX_SHOWN = 100;

/** What a function returned, for a message; whatever it is, it does not throw. */
function show(value: unknown): string {
  try {
    return (JSON.stringify(value) ?? typeof value).slice(0, MAX_SHOWN);
  } catch {
    return typeof value;
  }
}
