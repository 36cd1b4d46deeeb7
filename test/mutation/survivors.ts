import { parse } from "yaml";
import type { Mutant } from "./run-stryker.ts";

/** Why some mutants may survive: they change nothing that anyone can see, or nothing that is a rule. */
export interface Reason {
  file: string;
  /** The declarations around them, as they are printed: the same change elsewhere in the file needs a reason of its own. */
  in: string;
  reason: string;
  /** The changes, as they are printed; one that survives twice there stands twice. */
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
  for (const { file, in: place, reason, changes } of reasons) {
    if (
      ![file, place, reason].every((one) => typeof one === "string" && one !== "") ||
      !Array.isArray(changes)
    )
      throw new Error(
        `Expected an entry with \`file\`, \`in\`, \`reason\` and \`changes\`, got one of ${file}.`,
      );
  }
  return reasons;
}

/** Divides survivors into those with a reason and those without. */
export function explainSurvivors(mutants: readonly Mutant[], reasons: readonly Reason[]): Findings {
  const unused = reasons.flatMap(({ file, in: place, reason, changes }) =>
    changes.map((change) => ({ file, key: `${file} in ${place}: ${change}`, reason })),
  );
  const findings: Findings = { explained: [], unexplained: [], outdated: [] };
  for (const mutant of mutants.filter(({ isKilled }) => !isKilled)) {
    const key = `${mutant.file} in ${mutant.place}: ${mutant.change}`;
    const at = unused.findIndex((one) => one.key === key);
    const [known] = at < 0 ? [] : unused.splice(at, 1);
    if (known) findings.explained.push({ mutant, reason: known.reason });
    else findings.unexplained.push(mutant);
  }
  const mutated = new Set(mutants.map(({ file }) => file));
  findings.outdated = unused.filter(({ file }) => mutated.has(file)).map(({ key }) => key);
  return findings;
}
