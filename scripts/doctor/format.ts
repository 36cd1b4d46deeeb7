import type { Problem } from "../../src/openapi/problem.ts";
import { groupBy } from "../lists.ts";
import { type colorsFor, escapeControls } from "../terminal/report.ts";
import type { Diagnosis } from "./diagnose.ts";

/** How many findings of a kind are shown before the rest are only counted. */
const SHOWN = 12;

/** Diagnoses as text for a terminal. What a page has in several places is shown once. */
export function formatDiagnoses(
  diagnoses: readonly Diagnosis[],
  colors: ReturnType<typeof colorsFor>,
): string {
  if (diagnoses.length === 0) return "Nothing is wrong.\n";
  return diagnoses
    .map(({ kind, title, remedy, pages, findings }) => {
      const groups = groupBy(findings, ({ file, message }) => `${file}\n${message}`);
      const lines = groups.slice(0, SHOWN).map((group) => formatFinding(group, colors));
      const head = `${colors.bold(title)}: ${findings.length} in ${count(pages, "page")} ${colors.dim(`[${kind}]`)}\n  → ${remedy}\n`;
      const left = groups.slice(SHOWN).flat().length;
      return `${head}${lines.join("")}${left > 0 ? `  … and ${left} more; --json lists all\n` : ""}`;
    })
    .join("\n");
}

function formatFinding(group: readonly Problem[], { dim }: ReturnType<typeof colorsFor>): string {
  const [first, ...others] = group;
  if (first === undefined) return "";
  const { file, pointer, message } = first;
  const more = others.length === 0 ? "" : ` and ${count(others.length, "more place")}`;
  const place = pointer === "" ? "" : ` ${dim(escapeControls(pointer))}`;
  return `  ${escapeControls(file)}${place}${more}\n    ${escapeControls(message)}\n`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
