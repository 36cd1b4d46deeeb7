import type { JsonObject } from "../../src/openapi/json.ts";
import type { SourceFile } from "../pipeline/read/read-page.ts";
import type { colorsFor } from "../terminal/report.ts";
import { type Change, type Level, worstLevel } from "./change.ts";
import { compareDocuments } from "./compare/compare-documents.ts";
import { formatChanges, formatCounts } from "./report/format-text.ts";
import { KnownPages, mergePages } from "./sides/load-side.ts";
import { SideError } from "./sides/side-files.ts";

/** What generating anew changed: the worst level, and how many changes there are of each. */
export interface ChangeSummary {
  worst: Level | undefined;
  text: string;
}

/** Sums up how a document differs from the one before it. */
export function summariseChanges(before: JsonObject, after: JsonObject): ChangeSummary {
  const changes = compareDocuments(before, after);
  const worst = worstLevel(changes);
  if (worst === undefined) return { worst, text: "The API is the same." };
  return { worst, text: `Worst change of the API: ${worst} (${formatCounts(changes)})` };
}

/**
 * How a page differs from what it was, as if it were the only one.
 *
 * @returns undefined where one of the two cannot be used.
 */
export function comparePage(before: SourceFile, after: SourceFile): Change[] | undefined {
  const known = new KnownPages();
  try {
    const [old, current] = [before, after].map((page) => mergePages(page.path, [page], known).document);
    return compareDocuments(old ?? {}, current ?? {});
  } catch (error) {
    if (error instanceof SideError) return undefined;
    throw error;
  }
}

/** What changed in a page, indented, for below its line. Of documentation it is only said that it changed. */
export function formatPageChanges(
  changes: readonly Change[],
  options: { colors: ReturnType<typeof colorsFor>; width: number },
): string {
  const told = changes.filter(({ level }) => level !== "documentation");
  const words = changes.length - told.length;
  const lines = [
    ...formatChanges(told, options).flatMap((block) => block.split("\n")),
    ...(words === 0 ? [] : [`${words} ${words === 1 ? "change" : "changes"} of documentation`]),
    ...(changes.length === 0 ? ["Nothing of the API has changed."] : []),
  ];
  return lines.map((line) => `\n    ${line}`).join("");
}
