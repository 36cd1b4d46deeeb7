import type { SeenStore } from "./seen-store.ts";

/** `"done"`: handled, now or before. `"busy"`: another process has it. `"failed"`: `onTask` threw. */
export type Outcome = "done" | "busy" | "failed";

/**
 * Runs `run` for a key once, however many ask at the same time and whatever process they ask.
 *
 * Those who ask in this process while it runs share its outcome; the store keeps the other processes out.
 *
 * @param onError gets what `run` threw; the claim is given back, so that the next delivery runs it again.
 * @returns the outcome. It rejects when the store does.
 */
export function createOnce(seen: SeenStore, onError: (error: unknown) => void) {
  const running = new Map<string, Promise<Outcome>>();

  const start = async (key: string, run: () => unknown): Promise<Outcome> => {
    const claim = await seen.claim(key);
    if (claim !== "claimed") return claim;
    try {
      await run();
    } catch (error) {
      await seen.settle(key, false);
      onError(error);
      return "failed";
    }
    await seen.settle(key, true);
    return "done";
  };

  return (key: string, run: () => unknown): Promise<Outcome> => {
    const started = running.get(key) ?? start(key, run).finally(() => running.delete(key));
    running.set(key, started);
    return started;
  };
}
