import type { colorsFor } from "../cli/report.ts";
import type { Diagnosis } from "./diagnose.ts";

/** How many findings of a kind are shown before the rest are only counted. */
const SHOWN = 12;

/** Diagnoses as text for a terminal. */
export function formatDiagnoses(
  diagnoses: readonly Diagnosis[],
  colors: ReturnType<typeof colorsFor>,
): string {
  if (diagnoses.length === 0) return "Nothing is wrong.\n";
  return diagnoses
    .map(({ kind, title, remedy, pages, findings }) => {
      const left = findings.length - SHOWN;
      const lines = findings
        .slice(0, SHOWN)
        .map(
          ({ file, pointer, message }) =>
            `  ${file}${pointer === "" ? "" : ` ${colors.dim(pointer)}`}\n    ${message}\n`,
        );
      const head = `${colors.bold(title)}: ${findings.length} in ${count(pages, "page")} ${colors.dim(`[${kind}]`)}\n  → ${remedy}\n`;
      return `${head}${lines.join("")}${left > 0 ? `  … and ${left} more; --json lists all\n` : ""}`;
    })
    .join("\n");
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
