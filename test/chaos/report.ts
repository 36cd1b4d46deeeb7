/** What an attack came to: how often each promise was broken. All of it must be 0. */
export interface ChaosReport {
  /** What was done, such as `calls under faults`. */
  attack: string;
  /** How often. */
  tried: number;
  /** By promise, such as `paid twice`. */
  broken: Record<string, number>;
  /** In words, the first few ways in which a promise was broken. */
  examples: string[];
}

/** How hard to attack, and what `createDraw` starts from. The same seed repeats an attack. */
export interface AttackOptions {
  seed: number;
  count: number;
}

/** Counts broken promises. */
export interface PromiseCounter {
  /** Counts one, and keeps the words of the first few. */
  break(promise: string, words: string): void;
  report(tried: number): ChaosReport;
}

const MAX_EXAMPLES = 10;

/** @param promises every promise the attack tries, so that those that held are counted as 0. */
export function createPromiseCounter(attack: string, promises: readonly string[]): PromiseCounter {
  const broken = Object.fromEntries(promises.map((promise) => [promise, 0]));
  const examples: string[] = [];
  return {
    break(promise, words) {
      broken[promise] = (broken[promise] ?? 0) + 1;
      if (examples.length < MAX_EXAMPLES) examples.push(`${promise}: ${words}`);
    },
    report: (tried) => ({ attack, tried, broken, examples }),
  };
}
