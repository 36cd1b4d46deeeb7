import { Command } from "commander";
import { parseArguments } from "../terminal/command.ts";
import { printReports, showPageProgress } from "../terminal/page-reports.ts";
import { runInProject } from "../terminal/run-in-project.ts";

const HELP = `
Of each page it says: same, changed, restored; or, and then the stored one stays and the exit code is 1: moved, gone,
no longer a page, other operation, shrunk (to less than a tenth), edited (here, while it changed there), failed.

Exit codes: 0 every page is as published · 1 some are not, each with its reason; the others are · 2 wrong arguments ·
130 Ctrl-C; nothing was written`;

interface Flags {
  accept: boolean;
  dryRun: boolean;
  json: boolean;
}

/** `update`: fetches the locked pages again. */
export async function main(args: readonly string[]): Promise<number> {
  const program = new Command("update")
    .description("Fetch the locked pages again, and store those that have changed.")
    .argument("[page...]", "only these: names, addresses or globs")
    .option(
      "--accept",
      "take a page also where it moved, documents other operations, or was edited here",
      false,
    )
    .option("--dry-run", "fetch and report, but write nothing", false)
    .option("--json", "print JSON: { pages }", false)
    .addHelpText("after", HELP);
  const exit = parseArguments(program, args);
  if (exit !== undefined) return exit;

  const { json, ...flags } = program.opts<Flags>();
  return runInProject(async (config, signal) => {
    const { today, updatePages, useFetcher } = await import("../sources/store/index.ts");
    const reports = await useFetcher((fetcher) =>
      showPageProgress((onProgress) =>
        updatePages(config, {
          ...flags,
          patterns: program.args,
          fetcher,
          signal,
          today: today(),
          onProgress,
        }),
      ),
    );
    return printReports(reports, { json });
  });
}
