import type { Mutant } from "./run-stryker.ts";
import { explainSurvivors, type Reason } from "./survivors.ts";

/** Share of the mutants of a room that its tests are to kill. */
export const AIM = 0.9;

/** A room, or what was asked for of it. */
export interface MeasuredRoom {
  name: string;
  mutants: readonly Mutant[];
}

/**
 * What a run says to a person: each survivor with its reason, those without one, what a limit of time killed, reasons
 * that have outlived their survivor, and last the shares.
 *
 * @param isSample whether not all lines were mutated: then a reason without its survivor has outlived nothing.
 * @returns the lines, and whether each room reaches the aim and each survivor has its reason. No mutants, no complaint:
 *   a file may hold types alone.
 */
export function reportRooms(
  measured: readonly MeasuredRoom[],
  reasons: readonly Reason[],
  isSample: boolean,
): { lines: string[]; isWell: boolean } {
  const findings = explainSurvivors(
    measured.flatMap(({ mutants }) => mutants),
    reasons,
  );
  const { explained, unexplained } = findings;
  // On a machine with other work to do a slow test passes for one that never ends: for a person to judge.
  const endless = measured.flatMap(({ mutants }) => mutants).filter(({ isEndless }) => isEndless);
  const outdated = isSample ? [] : findings.outdated;
  const shares = measured.filter(({ mutants }) => mutants.length > 0).map(measureShare);
  return {
    lines: [
      ...explained.map(({ mutant, reason }) => `${format(mutant)}\n  ${reason}`),
      ...unexplained.map((mutant) => `${format(mutant)}\n  unexplained`),
      ...endless.map((mutant) => `${format(mutant)}\n  killed by the time limit`),
      ...outdated.map((key) => `${key}\n  does not survive any more: remove its reason`),
      "",
      ...shares.map(({ line }) => line),
      `${explained.length} survive with a reason, ${unexplained.length} without.`,
    ],
    isWell: shares.every(({ share }) => share >= AIM) && unexplained.length + outdated.length === 0,
  };
}

function measureShare({ name, mutants }: MeasuredRoom): { share: number; line: string } {
  const killed = mutants.filter(({ isKilled }) => isKilled);
  const share = killed.length / mutants.length;
  const endless = killed.filter(({ isEndless }) => isEndless).length;
  const doubt = endless === 0 ? "" : `, ${endless} of them by the time limit`;
  return {
    share,
    line: `${name}: ${(share * 100).toFixed(1)} % of ${mutants.length} mutants killed${doubt}`,
  };
}

function format({ file, line, place, change }: Mutant): string {
  return `${file}:${line} in ${place}: ${change}`;
}
