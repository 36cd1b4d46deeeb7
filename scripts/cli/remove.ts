import { Command } from "commander";
import { parseArguments } from "../terminal/command.ts";
import { printReports } from "../terminal/page-reports.ts";
import { runInProject } from "../terminal/run-in-project.ts";

const HELP = `Exit codes: 0 they are removed · 1 a name fits no page; nothing was removed · 2 wrong arguments`;

/** `remove`: removes pages, and forgets where they came from. */
export async function main(args: readonly string[]): Promise<number> {
  const program = new Command("evolink-openapi remove")
    .description("Remove pages from the folder of pages and from the lock file.")
    .argument("<page...>", "names (with or without folder and ending), addresses or globs")
    .option("--dry-run", "report, but remove nothing", false)
    .option("--json", "print JSON: { pages }", false);
  const exit = parseArguments(program, args, { help: HELP });
  if (exit !== undefined) return exit;

  const { json, dryRun } = program.opts<{ json: boolean; dryRun: boolean }>();
  return runInProject({ json }, async (config) => {
    const { removePages } = await import("../sources/store/index.ts");
    return printReports(await removePages(program.args, config, { dryRun }), { json, dryRun });
  });
}
