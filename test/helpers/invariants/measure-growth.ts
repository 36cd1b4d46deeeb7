/** How many times as large the larger of two inputs is. */
const FACTOR = 8;

/** What grows with the size takes 8 times as long, and what grows with its square 64 times. */
export const MAX_GROWTH = 24;

/** Of several runs the shortest counts: what else the machine does only adds to it. */
const RUNS = 3;

/**
 * How many times as much processor time something takes for an input that is 8 times as large. A loaded machine slows
 * both down alike, so this may be compared with a limit where a time may not.
 */
export function measureGrowth(run: (size: number) => void, size: number): number {
  const measure = (of: number): number =>
    Math.min(
      ...Array.from({ length: RUNS }, () => {
        const started = process.cpuUsage();
        run(of);
        return process.cpuUsage(started).user;
      }),
    );
  measure(size);
  // A large input that is done in no time is no matter of size.
  const least = Math.max(1_000, measure(size));
  return measure(size * FACTOR) / least;
}
