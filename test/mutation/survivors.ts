import { parse } from "yaml";
import type { Mutant } from "./run-stryker.ts";

/** Why some mutants of a file may survive: they change nothing that anyone can see, or nothing that is a rule. */
export interface Reason {
  file: string;
  reason: string;
  /** The changes, as they are printed. */
  changes: string[];
}

export interface Findings {
  explained: { mutant: Mutant; reason: string }[];
  unexplained: Mutant[];
  /** Reasons for what no longer survives, though its file was mutated. */
  outdated: string[];
}

/** Reads test/mutation/survivors.yaml. */
export function readReasons(text: string): Reason[] {
  const reasons: Reason[] = parse(text) ?? [];
  for (const { file, reason, changes } of reasons) {
    if (typeof file !== "string" || typeof reason !== "string" || reason === "" || !Array.isArray(changes))
      throw new Error(`Expected an entry with \`file\`, \`reason\` and \`changes\`, got one of ${file}.`);
  }
  return reasons;
}

/** Divides survivors into those with a reason and those without. */
export function explainSurvivors(mutants: readonly Mutant[], reasons: readonly Reason[]): Findings {
  const keyOf = (file: string, change: string) => `${file}: ${change}`;
  const known = new Map(
    reasons.flatMap(({ file, reason, changes }) => changes.map((change) => [keyOf(file, change), reason])),
  );
  const findings: Findings = { explained: [], unexplained: [], outdated: [] };
  const survivors = mutants.filter(({ isKilled }) => !isKilled);
  for (const mutant of survivors) {
    const reason = known.get(keyOf(mutant.file, mutant.change));
    if (reason === undefined) findings.unexplained.push(mutant);
    else findings.explained.push({ mutant, reason });
  }
  const surviving = new Set(survivors.map(({ file, change }) => keyOf(file, change)));
  const mutated = new Set(mutants.map(({ file }) => file));
  findings.outdated = reasons.flatMap(({ file, changes }) =>
    mutated.has(file)
      ? changes.map((change) => keyOf(file, change)).filter((key) => !surviving.has(key))
      : [],
  );
  return findings;
}
