interface Timer {
  id: number;
  at: number;
  run: () => void;
}

/**
 * Runs code that sleeps for minutes in no time: the real timers and clocks are replaced, and time jumps from
 * one timer to the next whenever nothing else is left to do.
 */
export class VirtualTime {
  nowMs = 0;
  #timers: Timer[] = [];
  #lastId = 0;

  /** What `run` gives, with `setTimeout`, `clearTimeout`, `performance.now` and `Date.now` in virtual time. */
  async during<T>(run: () => Promise<T>): Promise<T> {
    const real = { setTimeout, clearTimeout, performanceNow: performance.now, dateNow: Date.now };
    Object.assign(globalThis, {
      setTimeout: (callback: () => void, ms: number) => {
        this.#timers.push({ id: ++this.#lastId, at: this.nowMs + ms, run: callback });
        return this.#lastId;
      },
      clearTimeout: (id: number) => {
        this.#timers = this.#timers.filter((timer) => timer.id !== id);
      },
    });
    performance.now = () => this.nowMs;
    Date.now = () => this.nowMs;
    try {
      let settled = false;
      const result = run().finally(() => {
        settled = true;
      });
      result.catch(() => {});
      while (!settled) {
        // Lets every promise that can settle do so first.
        await new Promise((resolve) => setImmediate(resolve));
        if (!settled) this.#fireNext();
      }
      return await result;
    } finally {
      Object.assign(globalThis, { setTimeout: real.setTimeout, clearTimeout: real.clearTimeout });
      performance.now = real.performanceNow;
      Date.now = real.dateNow;
    }
  }

  #fireNext(): void {
    const next = this.#timers.reduce<Timer | undefined>(
      (first, timer) => (!first || timer.at < first.at ? timer : first),
      undefined,
    );
    if (!next) return;
    this.#timers = this.#timers.filter((timer) => timer !== next);
    this.nowMs = Math.max(this.nowMs, next.at);
    next.run();
  }
}
