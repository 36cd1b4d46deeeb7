import { type Change, isAtLeast, LEVELS, type Level } from "../change.ts";
import { type ChangeGroup, countLevels, groupChanges, listModels } from "./group-changes.ts";

/** The report for a pull request or a step summary. */
export function formatMarkdown(changes: readonly Change[], least: Level): string {
  const counts = countLevels(changes);
  const shown = changes.filter(({ level }) => isAtLeast(level, least));
  const summary = LEVELS.map((level) => `${counts[level]} ${level}`).join(" · ");
  const parts = groupChanges(shown).map(formatGroup);
  return [`## API changes`, changes.length === 0 ? "Nothing has changed." : summary, ...parts]
    .join("\n\n")
    .concat("\n");
}

function formatGroup({ level, operation, models, changes }: ChangeGroup): string {
  const place = operation === "" ? "The document" : code(operation);
  const about =
    models.length === 0
      ? place
      : models.length === 1
        ? `${code(models[0] ?? "")}, ${place}`
        : `${models.length} models of ${place}`;
  const names = models.length > 1 ? [escapeMarkdown(listModels(models, 12))] : [];
  const lines = changes.map(
    ({ message, direction, types }) =>
      `- ${direction === "response" ? "Response: " : ""}${escapeMarkdown(types === undefined ? message : `${message} TypeScript: ${types}`)}`,
  );
  const example = changes.find((change) => change.example !== undefined)?.example;
  const details =
    example === undefined
      ? []
      : [
          `<details><summary>A whole body that shows it</summary>\n\n${fence(JSON.stringify(example, null, 2))}\n\n</details>`,
        ];
  return [`### ${level}: ${about}`, ...names, lines.join("\n"), ...details].join("\n\n");
}

/** Text of a page must not become markup; what stands in backticks here is code already. */
function escapeMarkdown(text: string): string {
  return text
    .replace(/[\r\n]+/g, " ")
    .replace(/[<>&]/g, (letter) => `&#${letter.charCodeAt(0)};`)
    .replace(/([*_[\]|\\])/g, "\\$1");
}

function code(text: string): string {
  return `\`${text.replaceAll("`", "'")}\``;
}

/** A fence longer than any run of backticks inside. */
function fence(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const ticks = "`".repeat(longest + 1);
  return `${ticks}json\n${text}\n${ticks}`;
}
