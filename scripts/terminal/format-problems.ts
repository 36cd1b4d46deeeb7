import type { Problem } from "../../src/openapi/problem.ts";
import { groupBy } from "../lists.ts";
import { type Diagnosis, diagnose } from "./diagnose.ts";
import { type colorsFor, escapeControls } from "./report.ts";

type Colors = ReturnType<typeof colorsFor>;

/** How many findings of a kind `doctor` shows before the rest are only counted. */
const SHOWN_FINDINGS = 12;

/** How many warnings `generate` shows as they are; more are grouped. */
const SHOWN_WARNINGS = 3;

/** How many pages a group names. */
const SHOWN_PAGES = 2;

/** Problems as text for a terminal. */
export function formatProblems(problems: readonly Problem[], colors: Colors): string {
  return listProblems(problems, colors).join("");
}

/** Each problem with its place, as texts for a terminal: errors last, as they are what stopped the run. */
export function listProblems(problems: readonly Problem[], colors: Colors): string[] {
  const [errors, warnings] = splitErrors(problems);
  return [...warnings, ...errors].map(({ severity, file, pointer, message }) => {
    const mark = severity === "error" ? colors.red("error") : colors.yellow("warning");
    const place = pointer === "" ? "" : ` ${colors.dim(escapeControls(pointer))}`;
    return `${mark} ${colors.bold(escapeControls(file))}${place}\n  ${escapeControls(message)}\n`;
  });
}

/** The same, warnings of one kind as one text, with their number and the first pages. */
export function summariseProblems(problems: readonly Problem[], colors: Colors): string[] {
  const [errors, warnings] = splitErrors(problems);
  if (warnings.length <= SHOWN_WARNINGS) return listProblems(problems, colors);
  const mark = colors.yellow("warning");
  // Those without a kind have nothing in common but their number.
  const groups = diagnose(warnings).flatMap(({ kind, ...diagnosis }) =>
    kind === "other"
      ? formatFindings(diagnosis.findings, colors, { shown: SHOWN_FINDINGS, starts: [`${mark} `, "  "] })
      : `${mark} ${formatTitle(diagnosis)} → ${diagnosis.remedy}\n  ${listPages(diagnosis.findings)}\n`,
  );
  const hint = colors.dim(`${warnings.length} warnings; --verbose lists each with its place`);
  return [...groups, `${hint}\n`, ...listProblems(errors, colors)];
}

/** The texts of a run without those that the run before had, too. */
export function formatNew(texts: readonly string[], before: readonly string[]): string {
  const fresh = texts.filter((text) => !before.includes(text));
  if (fresh.length === texts.length) return fresh.join("");
  return fresh.length === 0 ? "No new warnings.\n" : `New warnings:\n${fresh.join("")}`;
}

/** Diagnoses as text for a terminal. What a page has in several places is shown once. */
export function formatDiagnoses(
  diagnoses: readonly Diagnosis[],
  colors: Colors,
  { isVerbose = false }: { isVerbose?: boolean } = {},
): string {
  if (diagnoses.length === 0) return "Nothing is wrong.\n";
  const shown = isVerbose ? Number.POSITIVE_INFINITY : SHOWN_FINDINGS;
  return diagnoses
    .map(({ kind, findings, ...diagnosis }) => {
      const title = `${formatTitle({ ...diagnosis, findings }, colors.bold)} ${colors.dim(`[${kind}]`)}`;
      const listed = formatFindings(findings, colors, { shown, starts: ["  ", "    "] });
      return `${title}\n  → ${diagnosis.remedy}\n${listed.join("")}`;
    })
    .join("\n");
}

function formatTitle(
  { title, findings, pages }: Pick<Diagnosis, "title" | "findings" | "pages">,
  paint = (text: string) => text,
): string {
  return `${paint(title)}: ${findings.length} in ${count(pages, "page")}`;
}

/** How findings are shown: how many, and what each of their two lines starts with. */
interface FindingStyle {
  shown: number;
  starts: readonly [place: string, message: string];
}

/** Findings one below the other; what a page has in several places once. */
function formatFindings(
  findings: readonly Problem[],
  { dim }: Colors,
  { shown, starts }: FindingStyle,
): string[] {
  const groups = groupBy(findings, ({ file, message }) => `${file}\n${message}`);
  const lines = groups.slice(0, shown).map(([first, ...others]) => {
    const { file = "", pointer = "", message = "" } = first ?? {};
    const more = others.length === 0 ? "" : ` and ${count(others.length, "more place")}`;
    const place = pointer === "" ? "" : ` ${dim(escapeControls(pointer))}`;
    return `${starts[0]}${escapeControls(file)}${place}${more}\n${starts[1]}${escapeControls(message)}\n`;
  });
  const left = groups.slice(shown).flat().length;
  return [...lines, ...(left > 0 ? [`  … and ${left} more; --verbose lists all\n`] : [])];
}

function listPages(findings: readonly Problem[]): string {
  const pages = [...new Set(findings.map(({ file }) => escapeControls(file)))];
  const more = pages.length - SHOWN_PAGES;
  return `${pages.slice(0, SHOWN_PAGES).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

function splitErrors(problems: readonly Problem[]): [errors: Problem[], warnings: Problem[]] {
  const isError = ({ severity }: Problem) => severity === "error";
  return [problems.filter(isError), problems.filter((problem) => !isError(problem))];
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
