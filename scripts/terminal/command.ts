import { type Command, CommanderError, Help, type Option } from "commander";
import { asksForJson, printFailure } from "./print-failure.ts";
import { widthOf } from "./report.ts";

/** What scripts/run.js hands to a command. */
export interface CommandContext {
  /** Folder of this package: in its own project that is the working directory too. */
  root: string;
  /** Hash of the running code, for telling whether a result is still what this code makes. */
  toolchain: string;
  /** Folder for what later runs may use, and can do without. */
  caches: string;
}

/** Exit codes: all is well; something is wrong with the input or the outcome; the command line is wrong. */
export const EXIT = { ok: 0, failed: 1, usage: 2 } as const;

/**
 * Parses arguments with commander. `help` is what `--help` says below the options: paragraphs, which
 * are filled to the width of the terminal, and indented lines.
 *
 * @returns the exit code when there is nothing left to do (`--help`, or a mistake).
 */
export function parseArguments(
  program: Command,
  args: readonly string[],
  { help = "" }: { help?: string } = {},
): number | undefined {
  const width = widthOf(process.stdout);
  const paragraphs = help.replace(/(?<=^\S.*)\n(?=\S)/gm, " ");
  program
    .configureHelp({ optionDescription: describeOption })
    .configureOutput({ getOutHelpWidth: () => width })
    .addHelpText("after", help === "" ? "" : `\n${program.createHelp().boxWrap(paragraphs, width)}`);
  program.exitOverride().showHelpAfterError("(--help lists the options)").allowExcessArguments(false);
  try {
    program.parse(args, { from: "user" });
    return undefined;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return EXIT.ok;
    printFailure(asksForJson(args), error.message.replace(/^error: /, ""));
    return EXIT.usage;
  }
}

/** What an option does, with its default, unless that is what leaving it out would mean anyway: off, or none. */
function describeOption(option: Option): string {
  const { defaultValue, description } = option;
  const isNone = typeof defaultValue === "object" && Object.keys(defaultValue ?? {}).length === 0;
  return defaultValue === false || isNone ? description : new Help().optionDescription(option);
}
