import { resolve } from "node:path";
import { Command } from "commander";
import { hasErrors, type Problem } from "../../src/openapi/problem.ts";
import { diagnose } from "../doctor/diagnose.ts";
import { formatDiagnoses } from "../doctor/format.ts";
import { defaultFolders, loadSources } from "../sources/sources.ts";
import { type CommandContext, EXIT, parseArguments } from "../terminal/command.ts";
import { colorsFor } from "../terminal/report.ts";

interface DoctorOptions {
  json: boolean;
  pages: string;
  supplement: string;
  overlays: string;
}

/** `npm run doctor`: what the publisher got wrong, and what became of it. */
export async function main(args: string[], { root }: CommandContext): Promise<number> {
  const folders = defaultFolders(root);
  const program = new Command("doctor")
    .description(
      "List the publisher's mistakes, grouped, each with its page, its place and what was done about it.",
    )
    .option("--json", "print JSON: a list of { kind, title, remedy, pages, findings }", false)
    .option("--pages <folder>", "folder of pages", folders.pages)
    .option(
      "--supplement <folder>",
      "folder of documents for operations that have no page",
      folders.supplement,
    )
    .option("--overlays <folder>", "folder of Overlay documents", folders.overlays)
    .addHelpText(
      "after",
      "\nExit codes: 0 the pages can be used · 1 a mistake makes them unusable · 2 wrong arguments",
    );
  const exit = parseArguments(program, args);
  if (exit !== undefined) return exit;

  const options = program.opts<DoctorOptions>();
  const problems = await examine(root, options);
  const diagnoses = diagnose(problems);
  const text = formatDiagnoses(diagnoses, colorsFor(process.stdout));
  process.stdout.write(options.json ? `${JSON.stringify(diagnoses, null, 2)}\n` : text);
  return hasErrors(problems) ? EXIT.failed : EXIT.ok;
}

async function examine(root: string, { pages, supplement, overlays }: DoctorOptions): Promise<Problem[]> {
  const folders = {
    ...defaultFolders(root),
    pages: resolve(pages),
    supplement: resolve(supplement),
    overlays: resolve(overlays),
  };
  const { output: sources, problems } = await loadSources({ ...folders, lock: undefined });
  if (sources === undefined) return problems;
  // The tools take most of the time to load, and nobody who asks for help needs them.
  const { buildDocument } = await import("../pipeline/index.ts");
  return [...problems, ...(await buildDocument(sources)).problems];
}
