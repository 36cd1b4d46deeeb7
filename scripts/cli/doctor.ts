import { Command } from "commander";
import { hasErrors, type Problem } from "../../src/openapi/problem.ts";
import { readConfig } from "../config/read-config.ts";
import { chooseFolders, foldersOf, loadSources, type NamedFolders } from "../sources/sources.ts";
import { type CommandContext, EXIT, parseArguments } from "../terminal/command.ts";
import { diagnose } from "../terminal/diagnose.ts";
import { explainFailure } from "../terminal/explain-failure.ts";
import { formatDiagnoses } from "../terminal/format-problems.ts";
import { colorsFor } from "../terminal/report.ts";

interface DoctorOptions extends NamedFolders {
  json: boolean;
  verbose: boolean;
}

/** `npm run doctor`: what the publisher got wrong, and what became of it. */
export async function main(args: string[], { root }: CommandContext): Promise<number> {
  const program = new Command("evolink-openapi doctor")
    .description(
      "List the publisher's mistakes, grouped, each with its page, its place and what was done about it.",
    )
    .option("--json", "print JSON: a list of { kind, title, remedy, pages, findings }", false)
    .option("--verbose", "list every finding of a kind, not the first twelve", false)
    .option("--pages <folder>", "folder of pages")
    .option("--supplement <folder>", "folder of documents for operations that have no page")
    .option("--overlays <folder>", "folder of Overlay documents");
  const exit = parseArguments(program, args, {
    help: "Exit codes: 0 the pages can be used · 1 a mistake makes them unusable · 2 wrong arguments",
  });
  if (exit !== undefined) return exit;

  const { json, verbose: isVerbose, ...named } = program.opts<DoctorOptions>();
  return explainFailure({ json }, async () => {
    const problems = await examine(root, named);
    const diagnoses = diagnose(problems);
    const text = formatDiagnoses(diagnoses, colorsFor(process.stdout), { isVerbose });
    process.stdout.write(json ? `${JSON.stringify(diagnoses, null, 2)}\n` : text);
    const isUsable = !hasErrors(problems) && problems.every(({ kind }) => kind !== "unusable-page");
    return isUsable ? EXIT.ok : EXIT.failed;
  });
}

async function examine(root: string, named: NamedFolders): Promise<Problem[]> {
  const config = await readConfig();
  if (config.output === undefined) return config.problems;
  const folders = { ...chooseFolders(foldersOf(config.output, root), named), lock: undefined };
  const { output: sources, problems } = await loadSources(folders);
  if (sources === undefined) return problems;
  // The tools take most of the time to load, and nobody who asks for help needs them.
  const { buildDocument } = await import("../pipeline/index.ts");
  return [...problems, ...(await buildDocument(sources)).problems];
}
