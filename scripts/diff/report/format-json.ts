import { type Change, worstLevel } from "../change.ts";
import { countLevels } from "./group-changes.ts";

/** The report for programs: `report.schema.json` describes it. */
export function formatJson(
  changes: readonly Change[],
  { before, after, ignored }: { before: string; after: string; ignored: number },
): string {
  const report = {
    version: 1,
    before,
    after,
    worst: worstLevel(changes) ?? null,
    counts: countLevels(changes),
    ignored,
    changes,
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}
