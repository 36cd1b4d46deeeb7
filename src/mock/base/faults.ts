import type { Random } from "./random.ts";

/** Ways in which a response can go wrong on its way. */
export const FAULTS = {
  drop: "the work is done, then the connection closes without a response",
  reset: "the connection is reset before any work is done",
  slow: "the response comes 3 seconds late",
  truncate: "the connection closes half way through the body",
} as const;

export type FaultName = keyof typeof FAULTS;

/** How likely each fault is, from 0 to 1. */
export type FaultProbabilities = Partial<Record<FaultName, number>>;

export const SLOW_MS = 3_000;

/** Reads `NAME=PROBABILITY`, as given to `--fault`. Throws a RangeError that says what it expected. */
export function parseFault(text: string): FaultProbabilities {
  const [name = "", probability] = text.split("=");
  const value = Number(probability ?? "");
  checkFaults({ [name]: probability === "" || probability === undefined ? Number.NaN : value });
  return { [name]: value };
}

export function checkFaults(faults: Record<string, number>): void {
  for (const [name, probability] of Object.entries(faults)) {
    if (!Object.hasOwn(FAULTS, name)) {
      throw new RangeError(`Expected a fault to be one of ${Object.keys(FAULTS).join(", ")}, got "${name}".`);
    }
    if (!(probability >= 0 && probability <= 1)) {
      throw new RangeError(`Expected the probability of "${name}" to be from 0 to 1, got ${probability}.`);
    }
  }
}

/** The fault this response suffers, if any. One draw for each fault, in the order of `FAULTS`, so that a seed repeats. */
export function drawFault(faults: FaultProbabilities, random: Random): FaultName | undefined {
  let drawn: FaultName | undefined;
  for (const name of Object.keys(FAULTS) as FaultName[]) {
    const probability = faults[name];
    if (probability !== undefined && random.fraction() < probability) drawn ??= name;
  }
  return drawn;
}
