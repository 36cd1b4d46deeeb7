import { Command } from "commander";
import type { Change } from "../diff/change.ts";
import { parseArguments } from "../terminal/command.ts";
import { printReports, showPageProgress } from "../terminal/page-reports.ts";
import { colorsFor, widthOf } from "../terminal/report.ts";
import { runInProject } from "../terminal/run-in-project.ts";

const HELP = `Pages that an index lists now and did not when it was added are added, unless they were removed here.

Of each page it says: same, changed, added, restored; or, and then the stored one stays and the exit code is 1: moved, gone,
no longer a page, other operation, shrunk (to less than a tenth, or cut off), edited (here, while it changed there), failed. Of a changed
page it says what changed, as diff does.

Exit codes: 0 every page is as published · 1 some are not, each with its reason; the others are · 2 wrong arguments ·
130 Ctrl-C; nothing was written`;

interface Flags {
  accept: boolean;
  dryRun: boolean;
  json: boolean;
}

/** `update`: fetches the locked pages again. */
export async function main(args: readonly string[]): Promise<number> {
  const program = new Command("evolink-openapi update")
    .description(
      "Fetch the locked pages again, and store those that have changed, and those that an index lists anew.",
    )
    .argument("[page...]", "only these: names, addresses or globs")
    .option(
      "--accept",
      "take a page also where it moved, documents other operations, or was edited here",
      false,
    )
    .option("--dry-run", "fetch and report, but write nothing", false)
    .option("--json", "print JSON: { pages }, changed ones with { changes }", false);
  const exit = parseArguments(program, args, { help: HELP });
  if (exit !== undefined) return exit;

  const { json, ...flags } = program.opts<Flags>();
  return runInProject({ json }, async (config, signal) => {
    const { today, updatePages, useFetcher } = await import("../sources/store/index.ts");
    const { comparePage, formatPageChanges } = await import("../diff/describe-changes.ts");
    const changes = new Map<string, Change[]>();
    const notes: string[] = [];
    const reports = await useFetcher((fetcher) =>
      showPageProgress((onProgress) =>
        updatePages(config, {
          ...flags,
          patterns: program.args,
          fetcher,
          signal,
          today: today(),
          onProgress,
          onNote: (note) => notes.push(note),
          onChange(name, before, after) {
            const found = comparePage({ path: name, bytes: before }, { path: name, bytes: after });
            if (found !== undefined) changes.set(name, found);
          },
        }),
      ),
    );
    const pages = reports.map((report) => {
      const found = report.status === "changed" ? changes.get(report.name ?? "") : undefined;
      return found === undefined ? report : { ...report, changes: found };
    });
    const look = { colors: colorsFor(process.stdout), width: widthOf(process.stdout) - 4 };
    const details = [...changes].map(([name, found]) => [name, formatPageChanges(found, look)] as const);
    return printReports(pages, {
      json,
      dryRun: flags.dryRun,
      details: new Map(details),
      ...(notes.length > 0 && { notes }),
    });
  });
}
