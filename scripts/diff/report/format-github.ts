import { type Change, isAtLeast, type Level } from "../change.ts";
import { groupChanges, titleGroup } from "./group-changes.ts";

const COMMANDS: Record<Level, string> = {
  breaking: "error",
  risky: "warning",
  compatible: "notice",
  documentation: "notice",
};

/** Annotations of a workflow run, one for each group: GitHub shows ten of a kind. They need no token. */
export function formatGithub(changes: readonly Change[], least: Level): string {
  const shown = changes.filter(({ level }) => isAtLeast(level, least));
  return groupChanges(shown)
    .map((group) => {
      const title = escapeProperty(`${group.level}: ${titleGroup(group)}`);
      const message = group.changes.map((change) => change.message).join("\n");
      return `::${COMMANDS[group.level]} title=${title}::${escapeData(message)}\n`;
    })
    .join("");
}

/** Percent-encoded, as the runner decodes it: a line of a page cannot become a command. */
function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
