import type { colorsFor } from "../../terminal/report.ts";
import { escapeControls } from "../../terminal/report.ts";
import { type Change, isAtLeast, LEVELS, type Level } from "../change.ts";
import { countLevels, groupChanges, listModels, titleGroup } from "./group-changes.ts";

interface TextOptions {
  colors: ReturnType<typeof colorsFor>;
  /** Columns of the terminal. */
  width: number;
  /** The mildest level that is told change by change; milder ones are counted. */
  least: Level;
}

/** The report for a terminal. */
export function formatText(changes: readonly Change[], { colors, width, least }: TextOptions): string {
  const shown = changes.filter(({ level }) => isAtLeast(level, least));
  const hidden = changes.length - shown.length;
  const more =
    hidden > 0
      ? `\n${colors.dim(`--all tells the ${hidden} that are ${LEVELS.filter((level) => !isAtLeast(level, least)).join(" or ")}.`)}`
      : "";
  if (changes.length === 0) return `${colors.green("✓")} Nothing has changed.\n`;
  const blocks = formatChanges(shown, { colors, width });
  return `${[...blocks, `${formatCounts(changes)}${more}`].join("\n\n")}\n`;
}

/** `1 breaking · 0 risky · 2 compatible · 0 documentation` */
export function formatCounts(changes: readonly Change[]): string {
  const counts = countLevels(changes);
  return LEVELS.map((level) => `${counts[level]} ${level}`).join(" · ");
}

/** A block of lines for each group of changes, the worst first. */
export function formatChanges(
  changes: readonly Change[],
  { colors, width }: Omit<TextOptions, "least">,
): string[] {
  const paint: Record<Level, (text: string) => string> = {
    breaking: colors.red,
    risky: colors.yellow,
    compatible: colors.green,
    documentation: colors.dim,
  };
  return groupChanges(changes).map((group) => {
    const title = `${paint[group.level](group.level.padEnd(10))} ${colors.bold(escapeControls(titleGroup(group)))}`;
    const models =
      group.models.length > 1 ? [`  ${colors.dim(wrap(listModels(group.models, 6), width, "  "))}`] : [];
    const lines = group.changes.map(({ message, direction, types }) => {
      const side = direction === "response" ? "response: " : "";
      const compiler = types === undefined ? "" : ` TypeScript: ${types}`;
      return `  · ${wrap(escapeControls(side + message + compiler), width, "    ")}`;
    });
    return [title, ...models, ...lines].join("\n");
  });
}

/** Breaks a text between words; lines after the first are indented. */
function wrap(text: string, width: number, indent: string): string {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    if (line !== "" && line.length + 1 + word.length > width - indent.length) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line].join(`\n${indent}`);
}
