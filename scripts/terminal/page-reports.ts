import { rankByUse } from "../lists.ts";
import { isGood, type PageReport } from "../sources/store/decision.ts";
import { EXIT } from "./command.ts";
import { createProgressBar } from "./progress-bar.ts";
import { colorsFor, escapeControls } from "./report.ts";

/** Of more pages than this, those that are the same are only counted. */
const MAX_SAME = 20;

/** What changed in each page, as lines for below its own, by its name. */
type Details = ReadonlyMap<string, string>;

/** What became of some pages, as text for a terminal: a line for each, those that need a person last, and the counts. */
export function formatReports(
  reports: readonly PageReport[],
  colors: ReturnType<typeof colorsFor>,
  details: Details = new Map(),
): string {
  const same = reports.filter(({ status }) => status === "same");
  const shown = same.length > MAX_SAME ? reports.filter(({ status }) => status !== "same") : reports;
  const width = Math.max(4, ...shown.map(({ status }) => status.length));
  const sorted = [...shown].sort((one, other) => Number(isGood(other)) - Number(isGood(one)));
  const lines = sorted.map((report) => {
    const { status, name, source = "", message } = report;
    const mark = isGood(report) ? colors.green("✓") : colors.red("✗");
    // A good page is named after its address.
    const origin = name === undefined || isGood(report) ? "" : `  ${colors.dim(escapeControls(source))}`;
    const reason = message === undefined ? "" : `\n    ${escapeControls(message)}`;
    return `${mark} ${status.padEnd(width)}  ${escapeControls(name ?? source)}${origin}${reason}${details.get(name ?? "") ?? ""}`;
  });
  const counts = rankByUse(reports.map(({ status }) => [status])).map(
    (status) => `${reports.filter((report) => report.status === status).length} ${status}`,
  );
  return [...lines, ...(reports.length > 1 ? [colors.dim(counts.join(", "))] : [])]
    .map((line) => `${line}\n`)
    .join("");
}

/** Prints what became of some pages, on standard output as text or JSON, with more to say. @returns the exit code. */
export function printReports(
  pages: readonly PageReport[],
  {
    json,
    dryRun,
    details,
    ...more
  }: {
    json: boolean;
    dryRun: boolean;
    details?: Details;
    passedOver?: number;
    notes?: readonly string[];
  },
): number {
  const { passedOver = 0, notes = [] } = more;
  if (json) console.log(JSON.stringify({ pages, ...more }, null, 2));
  else {
    const colors = colorsFor(process.stdout);
    for (const note of notes)
      console.error(`${colorsFor(process.stderr).yellow("note")} ${escapeControls(note)}`);
    const passed = `${passedOver} ${passedOver === 1 ? "file or link describes" : "files and links describe"}`;
    if (passedOver > 0) console.log(colors.dim(`${passed} no API: passed over`));
    process.stdout.write(formatReports(pages, colors, details));
    if (dryRun) console.log(colors.dim("Nothing was written."));
  }
  return pages.every(isGood) ? EXIT.ok : EXIT.failed;
}

/** Shows on a terminal how many pages have been read while something runs. A pipe gets none of it. */
export async function showPageProgress<T>(
  run: (onProgress: (done: number, total: number) => void) => Promise<T>,
  output: NodeJS.WritableStream & { isTTY?: boolean } = process.stderr,
): Promise<T> {
  const bar = output.isTTY === true ? createProgressBar(output) : undefined;
  try {
    return await run((done, total) =>
      bar?.show({
        label: `${done} of ${total} pages`,
        percent: Math.round((100 * done) / total),
        secondsLeft: 0,
      }),
    );
  } finally {
    bar?.end();
  }
}
